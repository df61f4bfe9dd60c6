import { Temporal } from 'temporal-polyfill'
import { type BusinessCalendar, businessDayAfter } from './calendar.ts'
import { CadenceInputError } from './errors.ts'
import { atHour, localDay, parseInstant } from './zones.ts'

export const longestSnoozeDays = 90

/** 10:00 local on the first business day after today, as RFC 3339 UTC; `now` is RFC 3339. */
export function nextBusinessMoment(
  now: string,
  timeZone: string,
  calendar: BusinessCalendar,
  hour = 10,
): string {
  const today = localDay(parseInstant(now, '/now'), timeZone)
  return atHour(businessDayAfter(calendar, today), hour, timeZone)
}

export interface SnoozableTask {
  dueAt: string
  overdueAt: string | null
}

/**
 * The task's moments when put off until `until`: overdue shifts along by the same elapsed time. A moment that is not
 * after `now`, or more than 90 days after it, throws CadenceInputError at `/until`.
 */
export function snoozed(task: SnoozableTask, until: string, now: string): SnoozableTask {
  const at = parseInstant(until, '/until')
  const from = parseInstant(now, '/now')
  if (Temporal.Instant.compare(at, from) <= 0) {
    throw new CadenceInputError('snooze_in_past', '/until', 'must be in the future')
  }
  if (Temporal.Instant.compare(at, from.add({ hours: longestSnoozeDays * 24 })) > 0) {
    throw new CadenceInputError('snooze_too_long', '/until', `must be within ${longestSnoozeDays} days`)
  }
  if (task.overdueAt === null) return { dueAt: at.toString(), overdueAt: null }
  const slack = Temporal.Instant.from(task.dueAt).until(Temporal.Instant.from(task.overdueAt))
  return { dueAt: at.toString(), overdueAt: at.add(slack).toString() }
}
