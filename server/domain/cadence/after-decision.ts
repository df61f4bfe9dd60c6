import { businessDayAfter } from './calendar.ts'
import { type CallContext, callTask } from './calls.ts'
import { type Day, parseDay } from './days.ts'
import { decisionCheckDay } from './decision-check.ts'
import { followUpFacts } from './follow-up.ts'
import type { PlannedTask } from './types.ts'

/**
 * Rule `after-decision`: follow-ups once the decision check has found no answer, each so many business days after the
 * step before. With nothing said, the first of them is the one without a timeline and the rest follow it.
 */
export function afterDecision(context: CallContext, before: readonly PlannedTask[]): PlannedTask[] {
  const { count, everyBusinessDays } = context.input.policy.afterDecision
  const last = count - (context.decision.day === null ? before.length : 0)
  const tasks: PlannedTask[] = []
  let day = lastStep(context, before)
  let turn = before.filter(({ kind }) => kind === 'follow_up').length
  for (let nth = 1; day !== null && nth <= last; nth++) {
    day = businessDayAfter(context.input.calendar, day, everyBusinessDays)
    turn++
    const facts = {
      ...followUpFacts(context, day),
      step: 'repeat',
      days: everyBusinessDays,
      placement: 'business_days',
      last: nth === last,
    } as const
    tasks.push(callTask(context, 'follow_up', turn, 'after-decision', day, facts))
  }
  return tasks
}

function lastStep(context: CallContext, before: readonly PlannedTask[]): Day | null {
  if (context.decision.day !== null) return decisionCheckDay(context, context.decision.day)
  const facts = before.at(-1)?.facts
  return facts?.type === 'follow_up' ? parseDay(facts.day, '/') : null
}
