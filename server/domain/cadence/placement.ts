import { type BusinessCalendar, businessDayBefore, closedDay, isBusinessDay, onOrAfter } from './calendar.ts'
import type { Day } from './days.ts'
import type { ClosedDay, Placement } from './facts.ts'

export interface Placed {
  day: Day
  placement: Placement
  closed: ClosedDay | null
}

/**
 * A follow-up's day from its raw day, steps (a) to (d) of PRODUCT, "Follow up when it helps": forward to a business
 * day; if that reaches the decision, the last business day before it and after `floor`; else the decision date
 * itself; else null.
 */
export function placeFollowUp(
  calendar: BusinessCalendar,
  raw: Day,
  decision: Day | null,
  floor: Day,
): Placed | null {
  const closed = closedDay(calendar, raw)
  const forward = onOrAfter(calendar, raw)
  if (decision === null || forward < decision) {
    return { day: forward, placement: closed ? 'forward' : 'raw', closed }
  }
  const before = businessDayBefore(calendar, decision, floor)
  if (before !== null) return { day: before, placement: 'before_decision', closed }
  if (decision > floor && isBusinessDay(calendar, decision)) {
    return { day: decision, placement: 'on_decision', closed }
  }
  return null
}
