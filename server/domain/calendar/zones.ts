import { Temporal } from 'temporal-polyfill'
import { tzlib_get_ical_block, tzlib_get_offset, tzlib_get_timezones } from 'timezones-ical-library'

/*
 * Time zones as calendars take them: a VTIMEZONE with the rules of the zone, from data of their own. Where those and ours
 * say different things of a moment, and where a local time is not plain, the moment is written in UTC.
 */

const known = new Set([tzlib_get_timezones()].flat())
/** Around a change of the clocks a local time may come twice, or not at all. */
const around = { hours: 3 }

/** The local time of a moment as `20260302T100000`; null where only UTC tells it without doubt. */
export function localTime(moment: Date, timeZone: string): string | null {
  if (!known.has(timeZone) || timeZone === 'UTC') return null
  const at = Temporal.Instant.fromEpochMilliseconds(moment.getTime()).toZonedDateTimeISO(timeZone)
  const { offset } = at
  if (at.subtract(around).offset !== offset || at.add(around).offset !== offset) return null
  const [date = '', time = ''] = at.toPlainDateTime().toString({ smallestUnit: 'second' }).split('T')
  if (tzlib_get_offset(timeZone, date, time.slice(0, 5)) !== offset.replace(':', '')) return null
  return basic(`${date}T${time}`)
}

/** A moment in UTC, to the second, as `20260302T150000Z`. */
export const utcTime = (moment: Date): string => `${basic(moment.toISOString().slice(0, 19))}Z`

/** A date as `20260302`. */
export const basic = (text: string): string => text.replace(/[-:]/g, '')

/** The VTIMEZONE of a zone of which {@link localTime} gave a time; that of another name for it says its own. */
export function zoneBlock(timeZone: string): string {
  const [block = ''] = [tzlib_get_ical_block(timeZone)].flat()
  const named = block.trim().replace(/^TZID:.*$/m, `TZID:${timeZone}`)
  return `${named.replace(/\r?\n/g, '\r\n')}\r\n`
}
