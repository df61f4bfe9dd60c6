import { Temporal } from 'temporal-polyfill'

/** The place in a zone's name: `America/Argentina/Buenos_Aires` → `Buenos Aires`. */
export const cityOf = (timeZone: string): string =>
  timeZone === 'UTC' ? 'UTC' : (timeZone.split('/').at(-1) ?? timeZone).replaceAll('_', ' ')

/** The reader's own zone, from the browser. */
export const readerZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC'

export const inZone = (instant: string, timeZone: string): Temporal.ZonedDateTime =>
  Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone)

/** Whether clocks in two zones show the same at that moment (Berlin and Paris do). */
export const sameClock = (instant: string, a: string, b: string): boolean =>
  a === b || inZone(instant, a).offsetNanoseconds === inZone(instant, b).offsetNanoseconds

/** Local date and time in a zone to an instant, RFC 3339 UTC without fractions; null if unreadable. */
export function toInstant(date: string, time: string, timeZone: string): string | null {
  try {
    const local = Temporal.PlainDate.from(date).toPlainDateTime(Temporal.PlainTime.from(time))
    return local.toZonedDateTime(timeZone).toInstant().toString({ smallestUnit: 'second' })
  } catch {
    return null
  }
}
