import { api, unwrap } from './client.ts'
import type { paths } from './schema.generated.ts'

type Body<P extends keyof paths> = paths[P] extends {
  post: { requestBody: { content: { 'application/json': infer B } } }
}
  ? B
  : never

export type InterviewBody = Body<'/v1/interviews'>
/** What is the same in an interview and in a preview. */
export type InterviewInput = Omit<InterviewBody, 'opportunityId' | 'notes'>
export type ParticipantInput = NonNullable<InterviewBody['participants']>[number]
export type Decision = NonNullable<InterviewBody['decision']>
export type PreviewInput = Body<'/v1/follow-up-plans:preview'>

const byId = (id: string) => ({ params: { path: { id } } })

/** Saves an interview; answers it with its plan. */
export const saveInterview = (body: InterviewBody) => unwrap(api.POST('/v1/interviews', { body }))

/** The plan that would follow; nothing is written. */
export const previewPlan = (body: PreviewInput, signal?: AbortSignal) =>
  unwrap(api.POST('/v1/follow-up-plans:preview', { body, ...(signal ? { signal } : {}) }))

export const planOf = (id: string, signal?: AbortSignal) =>
  unwrap(api.GET('/v1/interviews/{id}/plan', { ...byId(id), ...(signal ? { signal } : {}) }))

export const timelinesOf = (id: string, signal?: AbortSignal) =>
  unwrap(api.GET('/v1/interviews/{id}/timelines', { ...byId(id), ...(signal ? { signal } : {}) }))

/** Writes down a new statement of the employer; the plan is derived again. */
export const stateTimeline = (id: string, decision: Decision) =>
  unwrap(api.POST('/v1/interviews/{id}/timelines', { ...byId(id), body: decision }))
