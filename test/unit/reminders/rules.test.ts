import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import { digestDay, digestMoment, nextDigest } from '../../../server/domain/reminders/digest.ts'
import { apartMinutes, cannotWait, dueMailAt, nextDueMail } from '../../../server/domain/reminders/due.ts'
import { clockOf, minutesOf, usual } from '../../../server/domain/reminders/preferences.ts'
import { isQuiet, night, quietBegins, quietEnds } from '../../../server/domain/reminders/quiet.ts'

const zone = fc.constantFrom(
  ...[
    'America/New_York',
    'Europe/Berlin',
    'Australia/Lord_Howe',
    'Asia/Kolkata',
    'Pacific/Apia',
    'Pacific/Chatham',
  ],
  ...['America/Sao_Paulo', 'Africa/Casablanca', 'America/Havana', 'Asia/Beirut', 'Antarctica/Troll', 'UTC'],
)
const minute = fc.integer({ min: 0, max: 1439 })
const quiet = fc.record({ from: minute, to: minute })
const instant = fc
  .integer({ min: Date.UTC(2020, 0, 1) / 60_000, max: Date.UTC(2040, 0, 1) / 60_000 })
  .map((minutes) => new Date(minutes * 60_000))
const day = instant.map((at) => at.toISOString().slice(0, 10))
const local = (at: Date, timeZone: string) =>
  Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone)
const clock = (at: Date, timeZone: string) => local(at, timeZone).toPlainTime().toString().slice(0, 5)

describe('quiet hours', () => {
  it('hold the night, whatever somebody has set', () =>
    fc.assert(
      fc.property(instant, zone, quiet, (at, timeZone, own) => {
        const { hour } = local(at, timeZone)
        if (hour >= night.from / 60 || hour < night.to / 60) expect(isQuiet(at, timeZone, own)).toBe(true)
      }),
    ))

  it('end at the first moment that is not quiet', () =>
    fc.assert(
      fc.property(instant, zone, quiet, (at, timeZone, own) => {
        // Somebody who wants quiet the whole day but the night, which is quiet too, has none that ends.
        const awake = Array.from({ length: 1440 }, (_, m) => m).filter(
          (m) =>
            m >= night.to &&
            m < night.from &&
            !(own.from <= own.to ? m >= own.from && m < own.to : m >= own.from || m < own.to),
        )
        fc.pre(awake.length > 120)
        const end = quietEnds(at, timeZone, own)
        expect(isQuiet(end, timeZone, own)).toBe(false)
        expect(end.getTime()).toBeGreaterThanOrEqual(at.getTime())
        if (!isQuiet(at, timeZone, own)) expect(end).toEqual(at)
        else expect(isQuiet(new Date(end.getTime() - 60_000), timeZone, own)).toBe(true)
        expect(end.getTime() - at.getTime()).toBeLessThan(26 * 3_600_000)
      }),
    ))
})

describe('the time that is left before it is quiet', () => {
  it('has no quiet moment in it', () =>
    fc.assert(
      fc.property(
        instant,
        zone,
        quiet,
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (at, timeZone, own, part) => {
          fc.pre(!isQuiet(at, timeZone, own))
          const begins = quietBegins(at, timeZone, own)
          expect(begins.getTime()).toBeGreaterThan(at.getTime())
          const between = new Date(at.getTime() + part * (begins.getTime() - at.getTime()))
          expect(isQuiet(between, timeZone, own)).toBe(false)
        },
      ),
    ))
})

describe('the digest', () => {
  it('goes out at its hour where the reader is, in winter and in summer', () => {
    const at = (date: string, timeZone: string) => digestMoment(date, timeZone, usual).toISOString()
    expect(at('2026-01-15', 'Europe/Berlin')).toBe('2026-01-15T06:30:00.000Z')
    expect(at('2026-07-15', 'Europe/Berlin')).toBe('2026-07-15T05:30:00.000Z')
    expect(at('2026-03-29', 'Europe/Berlin')).toBe('2026-03-29T05:30:00.000Z')
    expect(at('2026-10-25', 'Europe/Berlin')).toBe('2026-10-25T06:30:00.000Z')
    expect(at('2026-01-15', 'Asia/Kolkata')).toBe('2026-01-15T02:00:00.000Z')
    expect(at('2026-01-15', 'Pacific/Apia')).toBe('2026-01-14T18:30:00.000Z')
  })

  it('set for the night or quiet hours goes out when they end', () => {
    const early = { digestAt: 60, quiet: usual.quiet }
    expect(clock(digestMoment('2026-03-02', 'America/New_York', early), 'America/New_York')).toBe('07:00')
    const none = { digestAt: 60, quiet: { from: 0, to: 0 } }
    expect(clock(digestMoment('2026-03-02', 'America/New_York', none), 'America/New_York')).toBe('06:00')
  })

  it('is one a local day: that day’s own, never in quiet hours, and in the order of the days', () =>
    fc.assert(
      fc.property(day, zone, minute, (date, timeZone, digestAt) => {
        const timing = { digestAt, quiet: usual.quiet }
        const moment = digestMoment(date, timeZone, timing)
        expect(isQuiet(moment, timeZone, timing.quiet)).toBe(false)
        const tomorrow = Temporal.PlainDate.from(date).add({ days: 1 }).toString()
        expect(digestMoment(tomorrow, timeZone, timing).getTime()).toBeGreaterThan(moment.getTime())
        if (digestAt < usual.quiet.from) expect(local(moment, timeZone).toPlainDate().toString()).toBe(date)
        expect(nextDigest(new Date(moment.getTime() - 1), timeZone, timing)).toEqual(moment)
        expect(nextDigest(moment, timeZone, timing).getTime()).toBeGreaterThan(moment.getTime())
      }),
    ))

  it('that is asked for every minute of three days is found on each of them', () =>
    fc.assert(
      fc.property(day, zone, fc.integer({ min: 360, max: 1100 }), (date, timeZone, digestAt) => {
        const timing = { digestAt, quiet: usual.quiet }
        const start = Temporal.PlainDate.from(date).toZonedDateTime(timeZone).epochMilliseconds
        const found = new Set<string>()
        for (let m = 0; m < 3 * 1440; m += 7) {
          const at = new Date(start + m * 60_000)
          const found1 = digestDay(at, timeZone, timing)
          if (found1 === null) continue
          expect(isQuiet(at, timeZone, timing.quiet)).toBe(false)
          expect(found1).toBe(local(at, timeZone).toPlainDate().toString())
          found.add(found1)
        }
        expect(found.size).toBe(3)
      }),
      { numRuns: 20 },
    ))
})

describe('a mail at the moment something falls due', () => {
  it('is for thank-yous and calls', () => {
    expect(cannotWait({ kind: 'thank_you', channel: 'card' })).toBe(true)
    expect(cannotWait({ kind: 'follow_up', channel: 'phone' })).toBe(true)
    expect(cannotWait({ kind: 'follow_up', channel: 'email' })).toBe(false)
    expect(cannotWait({ kind: 'keep_searching', channel: 'none' })).toBe(false)
  })

  it('goes out at once by day; at night it is the digest’s, or waits for the morning without one', () => {
    const noon = new Date('2026-03-02T17:00:00Z')
    const midnight = new Date('2026-03-03T05:00:00Z')
    const timeZone = 'America/New_York'
    expect(dueMailAt(noon, timeZone, usual)).toEqual(noon)
    expect(dueMailAt(noon, timeZone, { ...usual, dueMails: false })).toBeNull()
    expect(dueMailAt(midnight, timeZone, usual)).toBeNull()
    const morning = dueMailAt(midnight, timeZone, { ...usual, digest: false })
    expect(morning && clock(morning, timeZone)).toBe('07:00')
  })

  it('waits for some minutes after the last one', () => {
    const now = new Date('2026-03-02T17:00:00Z')
    const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000)
    expect(nextDueMail(null, now)).toEqual(now)
    expect(nextDueMail(ago(apartMinutes), now)).toEqual(now)
    expect(nextDueMail(ago(1), now)).toEqual(new Date(now.getTime() + (apartMinutes - 1) * 60_000))
  })
})

it('clocks are read and written', () => {
  for (const text of ['00:00', '07:30', '23:59']) expect(clockOf(minutesOf(text))).toBe(text)
})
