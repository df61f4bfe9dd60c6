import { Temporal } from 'temporal-polyfill'
import { isBusinessDay } from '../domain/cadence/calendar.ts'
import { dayOf } from '../domain/cadence/days.ts'
import { businessCalendar } from '../domain/cadence/holidays.ts'
import type { Place } from './places.ts'

export const hour = 3_600_000

const local = (moment: Date, timeZone: string): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(moment.getTime()).toZonedDateTimeISO(timeZone)

const at = (date: Temporal.PlainDate, time: string, timeZone: string): Date =>
  new Date(date.toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from(time) }).epochMilliseconds)

export function isWorkday(date: Temporal.PlainDate, { country, region }: Place): boolean {
  return isBusinessDay(businessCalendar(country, region), dayOf(date.year, date.month, date.day))
}

/** The day on which it is today for the practice, wherever its clients are. */
const practiceZone = 'America/New_York'

/** The date so many days from the practice's today; moved to a business day of the place, away from today, unless `exact`. */
export function dateOn(now: Date, days: number, place: Place, exact = false): Temporal.PlainDate {
  let date = local(now, practiceZone).toPlainDate().add({ days })
  while (!exact && !isWorkday(date, place)) date = date.add({ days: days < 0 ? -1 : 1 })
  return date
}

/** That date at a local time, 'HH:MM'. */
export const momentOn = (now: Date, days: number, time: string, place: Place, exact = false): Date =>
  at(dateOn(now, days, place, exact), time, place.timeZone)

/** The midnights of the reader's today, tomorrow and the day after, and of next Monday. */
export function midnights(now: Date, timeZone: string) {
  const today = local(now, timeZone).toPlainDate()
  const on = (days: number) => at(today.add({ days }), '00:00', timeZone)
  return { today: on(0), tomorrow: on(1), dayAfter: on(2), nextWeek: on(8 - today.dayOfWeek) }
}

/** The moment itself, or the next morning when people are asleep then. */
export function awake(moment: Date, timeZone: string): Date {
  const there = local(moment, timeZone)
  if (there.hour >= 8 && there.hour < 20) return moment
  const date = there.toPlainDate().add({ days: there.hour >= 20 ? 1 : 0 })
  return new Date(at(date, '08:00', timeZone).getTime() + (moment.getTime() % (2 * hour)))
}

export const later = (moment: Date, hours: number): Date => new Date(moment.getTime() + hours * hour)
export const earlier = (a: Date, b: Date): Date => (a < b ? a : b)
export const latest = (a: Date, b: Date): Date => (a < b ? b : a)
