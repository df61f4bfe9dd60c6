import { Temporal } from 'temporal-polyfill'

const minute = 60_000
const known = new Map<string, { minute: number; date: string }>()

/**
 * The date of a moment in a zone, as YYYY-MM-DD. Asked with every request: it is reckoned once for each minute and zone, as
 * days begin with a minute everywhere.
 */
export function localDate(moment: Date, timeZone: string): string {
  const at = Math.floor(moment.getTime() / minute)
  const last = known.get(timeZone)
  if (last?.minute === at) return last.date
  const date = Temporal.Instant.fromEpochMilliseconds(at * minute)
    .toZonedDateTimeISO(timeZone)
    .toPlainDate()
    .toString()
  known.set(timeZone, { minute: at, date })
  return date
}
