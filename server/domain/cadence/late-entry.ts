import type { PlannedTask } from './types.ts'

/**
 * The slots of the follow-ups that are already past when entered: their overdue moment is not after `now` (RFC 3339).
 * They are written as `skipped`, without event or mail. Thank-yous, what they need, and the decision check stay due.
 */
export function lateEntry(planned: readonly PlannedTask[], now: string): Set<string> {
  const moment = Date.parse(now)
  const late = planned.filter(
    ({ kind, overdueAt }) =>
      (kind === 'follow_up' || kind === 'pre_decision_follow_up') &&
      overdueAt !== null &&
      Date.parse(overdueAt) <= moment,
  )
  return new Set(late.map(({ slot }) => slot))
}
