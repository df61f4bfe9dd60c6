import { call } from './call.ts'
import type { Decision, Interview, Plan, Timeline } from './types.ts'

/** Somebody who was there: a contact that exists, or one to be made. */
export type ParticipantInput =
  | { contactId: string }
  | { name: string | null; role: string; email?: string | null; phone?: string | null }

export interface InterviewInput {
  startsAt: string
  durationMinutes: number
  timeZone: string
  format: string
  round: number
  participants: ParticipantInput[]
  topics: string[]
  promises: string[]
  decision?: Decision
}

export type PreviewInput = InterviewInput &
  ({ opportunityId: string } | { employer: { country: string | null; region: string | null } })

export const saveInterview = (input: InterviewInput & { opportunityId: string }) =>
  call<Interview & { plan: Plan }>('POST', '/v1/interviews', { body: input })

export const previewPlan = (input: PreviewInput, signal?: AbortSignal) =>
  call<Plan>('POST', '/v1/follow-up-plans:preview', { body: input, signal })

export const planOf = (id: string, signal?: AbortSignal) =>
  call<Plan>('GET', `/v1/interviews/${id}/plan`, { signal })

export const timelinesOf = (id: string, signal?: AbortSignal) =>
  call<{ data: Timeline[] }>('GET', `/v1/interviews/${id}/timelines`, { signal })

export const stateTimeline = (id: string, decision: Decision) =>
  call<unknown>('POST', `/v1/interviews/${id}/timelines`, { body: decision })
