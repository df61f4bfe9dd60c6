import { Temporal } from 'temporal-polyfill'

export type SnoozeChoice = 'tomorrow' | 'nextWeek'

const at = (date: Temporal.PlainDate, timeZone: string) =>
  date.toZonedDateTime({ timeZone, plainTime: '10:00' }).toInstant().toString({ smallestUnit: 'second' })

/**
 * The moment a choice of the snooze menu means: 10:00 in the client's zone, whose "tomorrow" need not be the
 * reader's. The next business day is left to the server, which knows the holidays.
 */
export function snoozeUntil(choice: SnoozeChoice, now: string, timeZone: string): string {
  const today = Temporal.Instant.from(now).toZonedDateTimeISO(timeZone).toPlainDate()
  if (choice === 'tomorrow') return at(today.add({ days: 1 }), timeZone)
  return at(today.add({ days: 8 - today.dayOfWeek }), timeZone)
}

/** 10:00 on a day that was picked (`YYYY-MM-DD`), in the client's zone. */
export const snoozeTo = (date: string, timeZone: string): string =>
  at(Temporal.PlainDate.from(date), timeZone)
