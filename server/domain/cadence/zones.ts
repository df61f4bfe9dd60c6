import { Temporal } from 'temporal-polyfill'
import { type Day, dayOf, formatDay } from './days.ts'
import { CadenceInputError } from './errors.ts'

const name = /^[A-Za-z][A-Za-z0-9_+/-]*$/

/** Whether the runtime's zone data knows the IANA name. Bare offsets ("+05:30") are no zones. */
export function isTimeZone(timeZone: string): boolean {
  if (!name.test(timeZone)) return false
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(timeZone)
    return true
  } catch {
    return false
  }
}

export function checkTimeZone(timeZone: string, pointer: string): void {
  if (!isTimeZone(timeZone)) {
    throw new CadenceInputError('invalid_time_zone', pointer, 'must be a time zone of the IANA database')
  }
}

/** An RFC 3339 instant; anything else throws CadenceInputError with the pointer given. */
export function parseInstant(text: string, pointer: string): Temporal.Instant {
  try {
    return Temporal.Instant.from(text)
  } catch {
    throw new CadenceInputError('invalid_instant', pointer, 'must be an instant, as 2026-03-02T16:00:00Z')
  }
}

/** The local calendar day on which the instant lies. */
export function localDay(instant: Temporal.Instant, timeZone: string): Day {
  const local = instant.toZonedDateTimeISO(timeZone)
  return dayOf(local.year, local.month, local.day)
}

/** That local hour of the day, as RFC 3339 UTC. An hour that the clocks skip is taken as much later as they skip. */
export function atHour(day: Day, hour: number, timeZone: string): string {
  const local = Temporal.PlainDate.from(formatDay(day)).toPlainDateTime({ hour })
  return local.toZonedDateTime(timeZone).toInstant().toString()
}

/** 24:00 local: the first moment that is no longer that day, as RFC 3339 UTC. */
export function endOfDay(day: Day, timeZone: string): string {
  return Temporal.PlainDate.from(formatDay(day + 1))
    .toZonedDateTime(timeZone)
    .toInstant()
    .toString()
}
