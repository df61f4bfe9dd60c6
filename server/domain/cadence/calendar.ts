import { type Day, formatDay, weekdayOf } from './days.ts'
import type { CalendarNote, ClosedDay } from './facts.ts'

/**
 * The employer's business days. Built by `businessCalendar` (holidays.ts) from real data; kept apart from it so
 * that rules and panel do not pull the holiday data in.
 */
export interface BusinessCalendar {
  /** ISO weekdays, 1 is Monday. */
  readonly weekend: readonly number[]
  readonly note: CalendarNote | null
  /** The name of the public holiday on that day, in the country's language, or null. */
  holiday(day: Day): string | null
}

/** A calendar from a plain table, date to name. */
export function plainCalendar(
  weekend: readonly number[],
  holidays: Readonly<Record<string, string>> = {},
  note: CalendarNote | null = null,
): BusinessCalendar {
  return { weekend, note, holiday: (day) => holidays[formatDay(day)] ?? null }
}

export function isBusinessDay(calendar: BusinessCalendar, day: Day): boolean {
  return !calendar.weekend.includes(weekdayOf(day)) && calendar.holiday(day) === null
}

/** Why that day is none, or null when it is a business day. */
export function closedDay(calendar: BusinessCalendar, day: Day): ClosedDay | null {
  return isBusinessDay(calendar, day) ? null : { date: formatDay(day), holiday: calendar.holiday(day) }
}

/** A calendar with no business day for ten years is a mistake, not a wait. */
const horizon = 3660

/** The n-th business day strictly after that day. */
export function businessDayAfter(calendar: BusinessCalendar, day: Day, n = 1): Day {
  let left = n
  for (let next = day + 1; next <= day + horizon; next++) {
    if (isBusinessDay(calendar, next) && --left === 0) return next
  }
  throw new RangeError('The calendar has no business day')
}

/** That day, or the first business day after it. */
export function onOrAfter(calendar: BusinessCalendar, day: Day): Day {
  return businessDayAfter(calendar, day - 1)
}

/** The n-th business day strictly before `day`, if it is strictly after `floor`. */
export function businessDayBefore(calendar: BusinessCalendar, day: Day, floor: Day, n = 1): Day | null {
  let left = n
  for (let previous = day - 1; previous > floor; previous--) {
    if (isBusinessDay(calendar, previous) && --left === 0) return previous
  }
  return null
}

/** The last day before the weekend begins, on or after that day; a holiday does not move it. */
export function endOfWeek(calendar: BusinessCalendar, day: Day): Day {
  for (let last = day; last < day + 7; last++) {
    if (!calendar.weekend.includes(weekdayOf(last)) && calendar.weekend.includes(weekdayOf(last + 1)))
      return last
  }
  throw new RangeError('The calendar has no weekend')
}
