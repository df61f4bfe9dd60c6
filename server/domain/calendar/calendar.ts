import { line, textValue } from './text.ts'
import { basic, localTime, utcTime, zoneBlock } from './zones.ts'

/** When something is: from a moment on, shown by the clock of a zone, or on a whole day (`YYYY-MM-DD`). */
export type When = { start: Date; minutes: number; timeZone: string } | { date: string }

/** One entry of a calendar. */
export interface Entry {
  /** Never changes, whatever else does. */
  uid: string
  /** Rises with each change. */
  sequence: number
  changedAt: Date
  when: When
  cancelled: boolean
  summary: string
  description: string
  url: string
}

/** How often who subscribes should ask again. */
const pause = 'PT1H'

/** A calendar as iCalendar (RFC 5545, with the properties of RFC 7986 that readers know). */
export function writeCalendar(name: string, entries: readonly Entry[]): string {
  const zones = new Set<string>()
  const events = entries.map((entry) => writeEntry(entry, zones))
  return [
    line('BEGIN', 'VCALENDAR'),
    line('VERSION', '2.0'),
    line('PRODID', '-//Afterword//Calendar feed 1//EN'),
    line('CALSCALE', 'GREGORIAN'),
    line('NAME', textValue(name)),
    line('X-WR-CALNAME', textValue(name)),
    line('REFRESH-INTERVAL;VALUE=DURATION', pause),
    line('X-PUBLISHED-TTL', pause),
    ...[...zones].sort().map(zoneBlock),
    ...events,
    line('END', 'VCALENDAR'),
  ].join('')
}

function writeEntry(entry: Entry, zones: Set<string>): string {
  const changed = utcTime(entry.changedAt)
  return [
    line('BEGIN', 'VEVENT'),
    line('UID', entry.uid),
    // Without a METHOD it is when the entry was last changed, so that an unchanged calendar is the same text.
    line('DTSTAMP', changed),
    line('LAST-MODIFIED', changed),
    line('SEQUENCE', String(entry.sequence)),
    ...writeWhen(entry.when, zones),
    line('SUMMARY', textValue(entry.summary)),
    ...(entry.description ? [line('DESCRIPTION', textValue(entry.description))] : []),
    line('URL;VALUE=URI', entry.url),
    line('STATUS', entry.cancelled ? 'CANCELLED' : 'CONFIRMED'),
    // A whole day is not kept free for it.
    line('TRANSP', 'date' in entry.when || entry.cancelled ? 'TRANSPARENT' : 'OPAQUE'),
    line('END', 'VEVENT'),
  ].join('')
}

function writeWhen(when: When, zones: Set<string>): string[] {
  if ('date' in when) return [line('DTSTART;VALUE=DATE', basic(when.date))]
  const { start, minutes, timeZone } = when
  const end = new Date(start.getTime() + minutes * 60_000)
  const [from, to] = [localTime(start, timeZone), localTime(end, timeZone)]
  if (!from || !to) return [line('DTSTART', utcTime(start)), line('DTEND', utcTime(end))]
  zones.add(timeZone)
  return [line(`DTSTART;TZID=${timeZone}`, from), line(`DTEND;TZID=${timeZone}`, to)]
}
