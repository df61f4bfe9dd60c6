import { afterDecision } from './after-decision.ts'
import { addresseeOf, type CallContext } from './calls.ts'
import { formatDay } from './days.ts'
import { readDecision } from './decision.ts'
import { decisionCheck } from './decision-check.ts'
import { followUps } from './follow-up.ts'
import { readInterview } from './moments.ts'
import { promises } from './promise.ts'
import { thankYous } from './thank-you.ts'
import type { NoFollowUp, Plan, PlanInput, PlannedTask } from './types.ts'

/**
 * The cadence rules: what is to be done after an interview, and when. Pure: no clock, no I/O; the same input gives
 * the same plan. Throws CadenceInputError for input that makes no sense (readInterview, readDecision).
 */
export function planFollowUps(input: PlanInput): Plan {
  const moments = readInterview(input.interview)
  const decision = readDecision(input.statement, moments, input.calendar)
  const context: CallContext = { input, moments, decision, addressee: addresseeOf(input) }
  const cold = isCold(input)
  const reason = whyNoFollowUp(input, cold)
  const before = reason ? [] : followUps(context)
  const repeats = reason ? [] : afterDecision(context, before)
  const check = input.interview.outcome === null ? decisionCheck(context) : []
  const none = before.length + repeats.length === 0
  return {
    decisionDate: decision.day === null ? null : formatDay(decision.day),
    tasks: inOrder([
      ...promises(input, moments),
      ...thankYous(input, moments),
      ...before,
      ...check,
      ...repeats,
    ]),
    noFollowUp: none ? (reason ?? emptyBecause(input, context)) : null,
    suggestClosing: cold && input.interview.outcome === null,
  }
}

/** Given up, or as many attempts without an answer as the policy allows. */
function isCold(input: PlanInput): boolean {
  return input.cold === true || (input.attemptsUnanswered ?? 0) >= input.policy.coldAfterAttempts
}

function whyNoFollowUp(input: PlanInput, cold: boolean): NoFollowUp | null {
  const { outcome } = input.interview
  if (outcome !== null) return `outcome_${outcome}`
  if (input.statement?.kind === 'doNotContact') return 'do_not_contact'
  return cold ? 'cold' : null
}

function emptyBecause(input: PlanInput, { decision }: CallContext): NoFollowUp {
  const { beforeDecision, noTimeline } = input.policy
  const enabled = decision.day === null ? noTimeline.enabled : beforeDecision.enabled
  return enabled ? 'no_business_day' : 'switched_off'
}

const rank: Partial<Record<PlannedTask['kind'], number>> = { promise: 0, obtain_contact: 1, thank_you: 2 }

/** By the moment due; at the same moment promises, what must be obtained, thank-yous, the rest. */
function inOrder(tasks: PlannedTask[]): PlannedTask[] {
  const keyed = tasks.map((task) => ({ task, due: Date.parse(task.dueAt), rank: rank[task.kind] ?? 3 }))
  return keyed.sort((a, b) => a.due - b.due || a.rank - b.rank).map(({ task }) => task)
}
