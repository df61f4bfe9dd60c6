import { Temporal } from 'temporal-polyfill'
import type { Preferences } from './preferences.ts'
import { isQuiet, on, quietEnds } from './quiet.ts'

/** After this many hours it is no longer the morning's: a day whose worker was away so long has none. */
export const longestDelayHours = 3

type Timing = Pick<Preferences, 'digestAt' | 'quiet'>

/** When the digest of a local day (YYYY-MM-DD) goes out: at its hour, or when quiet hours that hold it end. */
export const digestMoment = (day: string, zone: string, { digestAt, quiet }: Timing): Date =>
  quietEnds(new Date(on(Temporal.PlainDate.from(day), digestAt, zone).epochMilliseconds), zone, quiet)

/** The local day whose digest is to go out now; null when none is. */
export function digestDay(now: Date, zone: string, timing: Timing): string | null {
  if (isQuiet(now, zone, timing.quiet)) return null
  const today = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(zone).toPlainDate()
  const from = digestMoment(today.toString(), zone, timing).getTime()
  const late = now.getTime() - from
  return late >= 0 && late < longestDelayHours * 3_600_000 ? today.toString() : null
}

/** The next moment, after `now`, at which a digest goes out. */
export function nextDigest(now: Date, zone: string, timing: Timing): Date {
  const today = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(zone).toPlainDate()
  for (let days = -1; ; days++) {
    const moment = digestMoment(today.add({ days }).toString(), zone, timing)
    if (moment > now) return moment
  }
}
