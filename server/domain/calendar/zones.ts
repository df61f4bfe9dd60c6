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
  const time = moment.getTime()
  const steady = steadyOffset(time, timeZone)
  if (steady !== null) return basic(new Date(time + steady).toISOString().slice(0, 19))
  const at = zoned(time, timeZone)
  const { offset } = at
  if (at.subtract(around).offset !== offset || at.add(around).offset !== offset) return null
  return agrees(at) ? basic(at.toPlainDateTime().toString({ smallestUnit: 'second' })) : null
}

const zoned = (time: number, timeZone: string): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(time).toZonedDateTimeISO(timeZone)

/** Does the calendar's data say of this local time what ours says? */
function agrees(at: Temporal.ZonedDateTime): boolean {
  const [date = '', time = ''] = at.toPlainDateTime().toString({ smallestUnit: 'minute' }).split('T')
  return tzlib_get_offset(at.timeZoneId, date, time) === at.offset.replace(':', '')
}

const week = 7 * 86_400_000
const mostKept = 5_000
const steadyOffsets = new Map<string, number | null>()

/** The offset, in milliseconds, that holds all of the moment's week by both data; null where it changes or they differ. */
function steadyOffset(time: number, timeZone: string): number | null {
  const number = Math.floor(time / week)
  const key = `${timeZone} ${number}`
  const kept = steadyOffsets.get(key)
  if (kept !== undefined) return kept
  // A calendar has a year at the most, in few zones; no more than some of them are remembered.
  if (steadyOffsets.size >= mostKept) steadyOffsets.clear()
  const begin = zoned(number * week, timeZone).subtract(around)
  const end = zoned((number + 1) * week, timeZone).add(around)
  const change = begin.getTimeZoneTransition('next')
  const isSteady =
    (change === null || change.epochMilliseconds > end.epochMilliseconds) && agrees(begin) && agrees(end)
  const offset = isSteady ? begin.offsetNanoseconds / 1_000_000 : null
  steadyOffsets.set(key, offset)
  return offset
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
