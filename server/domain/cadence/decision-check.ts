import { businessDayAfter } from './calendar.ts'
import { type CallContext, callTask } from './calls.ts'
import { type Day, formatDay } from './days.ts'
import type { PlannedTask } from './types.ts'

/** The check's day: so many business days after the decision date. */
export function decisionCheckDay(context: CallContext, decision: Day): Day {
  return businessDayAfter(context.input.calendar, decision, context.input.policy.decisionCheckBusinessDays)
}

/** Rule `silence`: ask when the date has passed; where they must not be contacted, only see whether they answered. */
export function decisionCheck(context: CallContext): PlannedTask[] {
  const decision = context.decision.day
  if (decision === null) return []
  const day = decisionCheckDay(context, decision)
  return [
    callTask(context, 'decision_check', 1, 'silence', day, {
      type: 'silence',
      decisionDate: formatDay(decision),
      day: formatDay(day),
      days: context.input.policy.decisionCheckBusinessDays,
      doNotContact: context.input.statement?.kind === 'doNotContact',
    }),
  ]
}
