import type { RuleId } from '../vocabulary.ts'
import { businessDayBefore } from './calendar.ts'
import { type CallContext, callTask } from './calls.ts'
import { type Day, formatDay } from './days.ts'
import type { FollowUpFacts } from './facts.ts'
import { type Placed, placeFollowUp } from './placement.ts'
import type { PlannedTask } from './types.ts'

/** Rules `decide-soon`, `decide-later` and `no-timeline`: the follow-ups up to the decision. */
export function followUps(context: CallContext): PlannedTask[] {
  const { countedFrom, day: decision } = context.decision
  const { calendar, policy } = context.input
  if (decision === null) return policy.noTimeline.enabled ? [noTimeline(context)] : []
  const rules = policy.beforeDecision
  if (!rules.enabled) return []

  const soon = decision - countedFrom <= rules.soonWithinDays
  const rule = soon ? 'decide-soon' : 'decide-later'
  const days = soon ? rules.soonAfterDays : rules.laterAfterDays
  const first = placeFollowUp(calendar, countedFrom + days, decision, countedFrom)
  const nth = rules.preDecisionBusinessDays
  const pre = soon || !rules.preDecision ? null : businessDayBefore(calendar, decision, countedFrom, nth)
  const alone = first !== null && pre !== null && pre - first.day < rules.minimumGapDays

  const tasks: PlannedTask[] = []
  if (first && !alone) tasks.push(firstFollowUp(context, rule, days, first))
  if (pre !== null) {
    const instead = alone && first ? formatDay(first.day) : null
    const facts = {
      ...followUpFacts(context, pre),
      step: 'pre_decision',
      days: nth,
      placement: 'business_days',
      instead,
    } as const
    tasks.push(callTask(context, 'pre_decision_follow_up', 1, rule, pre, facts))
  }
  return tasks
}

function noTimeline(context: CallContext): PlannedTask {
  const { calendar, policy } = context.input
  const { countedFrom } = context.decision
  const days = policy.noTimeline.afterDays
  const placed = placeFollowUp(calendar, countedFrom + days, null, countedFrom) as Placed
  return firstFollowUp(context, 'no-timeline', days, placed)
}

function firstFollowUp(context: CallContext, rule: RuleId, days: number, placed: Placed): PlannedTask {
  const { placement, closed } = placed
  return callTask(context, 'follow_up', 1, rule, placed.day, {
    ...followUpFacts(context, placed.day),
    step: 'first',
    days,
    placement,
    closed,
  })
}

type SharedFacts = Omit<
  FollowUpFacts,
  'step' | 'days' | 'placement' | 'channel' | 'channelNote' | 'calendarNote'
>

export function followUpFacts(context: CallContext, day: Day): SharedFacts {
  const { decision, moments } = context
  return {
    type: 'follow_up',
    interviewDate: formatDay(moments.day),
    countedFrom: formatDay(decision.countedFrom),
    decisionDate: decision.day === null ? null : formatDay(decision.day),
    daysToDecision: decision.day === null ? null : decision.day - decision.countedFrom,
    day: formatDay(day),
    closed: null,
    instead: null,
    last: false,
  }
}
