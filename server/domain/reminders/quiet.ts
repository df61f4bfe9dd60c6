import { Temporal } from 'temporal-polyfill'

/** Minutes after local midnight, 0 to 1439. */
export type MinuteOfDay = number

/** A stretch of every local day; `to` before `from` runs over midnight. Equal: none. */
export interface QuietHours {
  from: MinuteOfDay
  to: MinuteOfDay
}

/** At night nobody is written to, whatever they have set. */
export const night: QuietHours = { from: 23 * 60, to: 6 * 60 }

const within = (at: MinuteOfDay, { from, to }: QuietHours): boolean =>
  from <= to ? at >= from && at < to : at >= from || at < to

const local = (at: Date, zone: string) =>
  Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone)

const minuteOf = ({ hour, minute }: Temporal.ZonedDateTime): MinuteOfDay => hour * 60 + minute

/** The stretches that are quiet at that moment: the person's own, and the night. */
const around = (at: Temporal.ZonedDateTime, own: QuietHours): QuietHours[] =>
  [own, night].filter((quiet) => within(minuteOf(at), quiet))

/** Whether nobody is to be written to at that moment in that zone. */
export const isQuiet = (at: Date, zone: string, own: QuietHours): boolean =>
  around(local(at, zone), own).length > 0

/**
 * The first moment from `at` on that is not quiet: `at` itself where it is not. Where the clocks skip the end, it is as much
 * later as they skip; where they show it twice, the first time that is still to come.
 */
export function quietEnds(at: Date, zone: string, own: QuietHours): Date {
  let moment = local(at, zone)
  // Each step ends one stretch; the two can follow one another, and no day needs more than a few.
  for (let step = 0; step < 8; step++) {
    const [quiet] = around(moment, own)
    if (!quiet) break
    moment = next(moment, quiet.to)
  }
  return new Date(moment.epochMilliseconds)
}

/** The next moment, after `at`, at which a quiet stretch begins. */
export function quietBegins(at: Date, zone: string, own: QuietHours): Date {
  const after = local(at, zone)
  const begins = [own, night].flatMap(({ from, to }) =>
    from === to ? [] : [next(after, from).epochMilliseconds],
  )
  return new Date(Math.min(...begins))
}

/** The next time that the local clock shows this minute. */
function next(after: Temporal.ZonedDateTime, minute: MinuteOfDay): Temporal.ZonedDateTime {
  for (let days = 0; ; days++)
    for (const disambiguation of ['earlier', 'later'] as const) {
      const found = on(after.toPlainDate().add({ days }), minute, after.timeZoneId, disambiguation)
      if (Temporal.ZonedDateTime.compare(found, after) > 0) return found
    }
}

/** That minute of that local day. One that the clocks skip is taken as much later as they skip. */
export function on(
  day: Temporal.PlainDate,
  minute: MinuteOfDay,
  zone: string,
  disambiguation: 'compatible' | 'earlier' | 'later' = 'compatible',
): Temporal.ZonedDateTime {
  const plain = day.toPlainDateTime({ hour: Math.floor(minute / 60), minute: minute % 60 })
  const found = plain.toZonedDateTime(zone, { disambiguation })
  // In a gap "earlier" is before it, a time that was not asked for.
  return found.toPlainDateTime().equals(plain)
    ? found
    : plain.toZonedDateTime(zone, { disambiguation: 'later' })
}
