import { Temporal } from 'temporal-polyfill'
import { cityOf, inZone, sameClock } from './zone.ts'

/** What a language needs to speak of times; Intl knows the rest. */
export interface TimeWords {
  /** BCP 47, decides the order of day and month. */
  locale: string
  /** The numbers two to ten, from index 2. */
  numbers: readonly string[]
  inDays(days: string): string
  daysAgo(days: string): string
  today: string
  tomorrow: string
  yesterday: string
  /** "10:00 in New York". */
  inPlace(time: string, place: string): string
  /** "16:00 for you". */
  forReader(time: string): string
}

const format = (words: TimeWords, options: Intl.DateTimeFormatOptions, instant: string) =>
  new Intl.DateTimeFormat(words.locale, options).format(new Date(instant))

export const clock = (words: TimeWords, instant: string, timeZone: string): string =>
  format(words, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone }, instant)

/** "Wed 4 March", with the year when it is another than now's. */
export function day(words: TimeWords, instant: string, timeZone: string, now: string): string {
  const sameYear = inZone(instant, timeZone).year === inZone(now, timeZone).year
  const options: Intl.DateTimeFormatOptions = { weekday: 'short', day: 'numeric', month: 'long', timeZone }
  return format(words, sameYear ? options : { ...options, year: 'numeric' }, instant).replace(
    /(^\p{L}+\.?),/u,
    '$1',
  )
}

/** A date without a time ("2026-03-04"), said the same in every zone. */
export function plainDay(words: TimeWords, date: string, today: string): string {
  return day(words, `${date}T12:00:00Z`, 'UTC', `${today}T12:00:00Z`)
}

/** Everything there is to say about a moment; what hovering shows. */
export const exact = (words: TimeWords, instant: string, timeZone: string): string =>
  format(
    words,
    { dateStyle: 'full', timeStyle: 'short', hourCycle: 'h23', timeZone } as Intl.DateTimeFormatOptions,
    instant,
  )

/** Calendar days from now's date to the moment's, both in the zone: tomorrow is 1, whatever the hour. */
export const daysBetween = (now: string, instant: string, timeZone: string): number =>
  inZone(now, timeZone).toPlainDate().until(inZone(instant, timeZone).toPlainDate(), { largestUnit: 'days' })
    .days

/** "today", "in two days", "three days ago"; null beyond two weeks, where the date says it better. */
export function near(words: TimeWords, days: number): string | null {
  if (days === 0) return words.today
  if (days === 1) return words.tomorrow
  if (days === -1) return words.yesterday
  const count = Math.abs(days)
  if (count > 14) return null
  const said = words.numbers[count] ?? String(count)
  return days > 0 ? words.inDays(said) : words.daysAgo(said)
}

/** "10:00", and when the clocks differ "10:00 in New York, 16:00 for you", with the weekday if it is another there. */
export function timeIn(words: TimeWords, instant: string, zone: string, reader: string): string {
  if (sameClock(instant, zone, reader)) return clock(words, instant, reader)
  const here = inZone(instant, reader).toPlainDate()
  const sameDay = here.equals(inZone(instant, zone).toPlainDate())
  const own = clock(words, instant, reader)
  const weekday = format(words, { weekday: 'short', timeZone: reader }, instant)
  const there = words.inPlace(clock(words, instant, zone), cityOf(zone))
  return `${there}, ${words.forReader(sameDay ? own : `${weekday} ${own}`)}`
}

/** "Wed 4 March, 10:00, in two days": day and hour in the given zone, the reader's where it differs; days off are the reader's. */
export function inWords(
  words: TimeWords,
  instant: string,
  zone: string,
  reader: string,
  now: string,
): string {
  const relative = near(words, daysBetween(now, instant, reader))
  const parts = [day(words, instant, zone, now), timeIn(words, instant, zone, reader)]
  return relative ? [...parts, relative].join(', ') : parts.join(', ')
}

export const todayIn = (timeZone: string, now: string): string =>
  Temporal.Instant.from(now).toZonedDateTimeISO(timeZone).toPlainDate().toString()
