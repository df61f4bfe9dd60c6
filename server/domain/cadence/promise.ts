import type { InterviewMoments } from './moments.ts'
import { contactSlot } from './slots.ts'
import { hoursAfter } from './thank-you.ts'
import type { PlanInput, PlannedTask } from './types.ts'

/** Rule `promise`: what the client said they would send, due when the interview ends, before the thank-yous. */
export function promises(input: PlanInput, moments: InterviewMoments): PlannedTask[] {
  const dueAt = moments.end.toString()
  return input.promises.map(({ key, text }) => ({
    slot: contactSlot('promise', key),
    kind: 'promise',
    channel: 'none',
    status: 'scheduled',
    dueAt,
    overdueAt: hoursAfter(dueAt, input.policy.thankYouOverdueHours),
    participant: null,
    statement: null,
    rule: 'promise',
    facts: { type: 'promise', text },
  }))
}
