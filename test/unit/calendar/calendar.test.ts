import fc from 'fast-check'
import ICAL from 'ical.js'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import { type Entry, writeCalendar } from '../../../server/domain/calendar/calendar.ts'
import { entriesOf, type Reader, type ShownCall } from '../../../server/domain/calendar/entries.ts'
import { locales } from '../../../server/domain/vocabulary.ts'
import { readCalendar } from '../../setup/calendar.ts'

const entry = (over: Partial<Entry> = {}): Entry => ({
  uid: 'interview-1@afterword',
  sequence: 3,
  changedAt: new Date('2026-02-01T12:00:00.500Z'),
  when: { start: new Date('2026-03-02T15:00:00Z'), minutes: 60, timeZone: 'America/New_York' },
  cancelled: false,
  summary: 'Interview',
  description: '',
  url: 'https://afterword.test/interviews/1',
  ...over,
})

/** The start of the one entry, by another's code and the calendar's own zone alone. */
const startIn = (text: string): string => [...readCalendar(text).values()][0]?.start.toISOString() ?? ''

const at = (start: string, timeZone: string, minutes = 60): Entry['when'] => ({
  ...{ start: new Date(start), timeZone, minutes },
})

describe('moments', () => {
  // A day before the clocks change and the day after, by the rules alone: the reader knows no zones of its own.
  it.each([
    ['America/New_York', '2026-03-07T15:00:00Z', '2026-03-09T14:00:00Z', '10:00'],
    ['Europe/Berlin', '2026-10-24T08:00:00Z', '2026-10-26T09:00:00Z', '10:00'],
    ['Australia/Sydney', '2026-04-03T23:00:00Z', '2026-04-06T00:00:00Z', '10:00'],
  ])('in %s stay right across a change of the clocks', (timeZone, before, after, local) => {
    for (const start of [before, after]) {
      const text = writeCalendar('x', [entry({ when: at(start, timeZone) })])
      expect(text).toMatch(new RegExp(`DTSTART;TZID=${timeZone}:2026\\d{4}T${local.replace(':', '')}00\r\n`))
      expect(text).toContain('RRULE')
      expect(startIn(text)).toBe(new Date(start).toISOString())
    }
  })

  it('in the hour that comes twice or never, and in a zone of other data than ours, are in UTC', () => {
    for (const [timeZone, start] of [
      ['Europe/Berlin', '2026-10-25T00:30:00Z'],
      ['Europe/Berlin', '2026-10-25T01:30:00Z'],
      ['America/New_York', '2026-03-08T06:59:00Z'],
      ['Africa/Casablanca', '2026-01-20T10:00:00Z'],
      ['UTC', '2026-01-20T10:00:00Z'],
    ] as const) {
      const text = writeCalendar('x', [entry({ when: at(start, timeZone) })])
      expect(text).not.toContain('VTIMEZONE')
      expect(startIn(text)).toBe(new Date(start).toISOString())
    }
  })

  it('are right in every zone that there is, by its VTIMEZONE or in UTC', () => {
    const zones = Intl.supportedValuesOf('timeZone')
    let named = 0
    for (const timeZone of zones) {
      const starts = [17, 101, 187, 263, 307, 401, 555].map((day) =>
        Temporal.Instant.fromEpochMilliseconds(Date.UTC(2026, 0, 1, 9, 30))
          .add({ hours: day * 24 + (day % 24) })
          .toString(),
      )
      const text = writeCalendar(
        'x',
        starts.map((start, n) => entry({ uid: `${n}@x`, when: at(start, timeZone) })),
      )
      if (text.includes('VTIMEZONE')) named++
      const read = [...readCalendar(text).values()].map(({ start }) => start.toISOString())
      expect([timeZone, read]).toEqual([timeZone, starts.map((start) => new Date(start).toISOString())])
    }
    expect(named).toBeGreaterThan(zones.length * 0.95)
  })
})

describe('text', () => {
  it('can not break out of its line, and comes back as it was', () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 200 }),
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.constantFrom(
        'a\r\nBEGIN:VEVENT\r\nUID:evil',
        'Smith, Jones; Co \\ "Ltd"',
        'END:VCALENDAR',
        '👩‍👩‍👧‍👦'.repeat(40),
        'é'.repeat(75),
      ),
    )
    fc.assert(
      fc.property(hostile, hostile, hostile, (name, summary, description) => {
        const text = writeCalendar(name, [entry({ summary, description: `.${description}` })])
        const lines = text.split('\r\n')
        for (const one of lines) {
          expect(Buffer.byteLength(one)).toBeLessThanOrEqual(75)
          expect(one).not.toMatch(/[\r\n]/)
        }
        // Folded between characters: each line is whole UTF-8 by itself.
        expect(lines.join('').includes('\ufffd')).toBe(`${name}${summary}${description}`.includes('\ufffd'))
        expect(lines.filter((one) => one.startsWith('BEGIN:'))).toEqual([
          'BEGIN:VCALENDAR',
          ...['BEGIN:VTIMEZONE', 'BEGIN:DAYLIGHT', 'BEGIN:STANDARD', 'BEGIN:VEVENT'],
        ])
        const calendar = new ICAL.Component(ICAL.parse(text))
        const event = calendar.getFirstSubcomponent('vevent')
        // Of a property that it does not know, the reader gives the value as it is written.
        const called = String(calendar.getFirstPropertyValue('x-wr-calname') ?? '')
        expect(called.replace(/\\(.)/g, (_, one) => (one === 'n' ? '\n' : one))).toBe(plain(name))
        expect(event?.getFirstPropertyValue('summary') ?? '').toBe(plain(summary))
        expect(event?.getFirstPropertyValue('description')).toBe(plain(`.${description}`))
      }),
      { numRuns: Number(process.env.RUNS ?? 300) },
    )
  })

  const plain = (text: string): string =>
    text
      .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
      .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '')
})

describe('calls whose time has passed', () => {
  const reader: Reader = {
    ...{ locale: 'en', timeZone: 'America/New_York', namesClients: true, panel: 'https://x.test' },
    ...{ feedId: 'f', today: '2026-03-09' },
  }
  const call = (n: number, state: ShownCall['state']): ShownCall => ({
    ...{ id: String(n), version: n, changedAt: new Date('2026-03-01T00:00:00Z'), title: `Call ${n}`, state },
    ...{ dueAt: new Date('2026-03-06T15:00:00Z'), timeZone: 'America/New_York', client: 'Ana Ruiz' },
    ...{ employer: 'Siemens', position: 'Analyst' },
  })
  const waitingIn = (calls: ShownCall[], over: Partial<Reader> = {}) =>
    entriesOf([], calls, { ...reader, ...over }).filter(({ uid }) => uid.startsWith('waiting'))

  it('are one entry of today that names fifty of them', () => {
    const calls = Array.from({ length: 60 }, (_, n) => call(n, 'waiting'))
    const [one, ...more] = waitingIn(calls)
    expect(more).toEqual([])
    expect(one).toMatchObject({
      when: { date: '2026-03-09' },
      summary: '60 calls are waiting',
      cancelled: false,
    })
    const lines = one?.description.split('\n') ?? []
    expect(lines.length).toBe(51)
    expect(lines[0]).toBe('- Ana Ruiz: Call 0 · Analyst · Siemens · since Fri 6 Mar')
    expect(lines[50]).toBe('and 10 more')
  })

  it('rise in sequence with each day, with each that is closed, and are cancelled with the last', () => {
    const days = [
      waitingIn([call(1, 'waiting')]),
      waitingIn([call(1, 'waiting')], { today: '2026-03-10' }),
      waitingIn([{ ...call(1, 'closed'), changedAt: new Date('2026-03-10T18:00:00Z') }], {
        today: '2026-03-10',
      }),
    ].map(([one]) => one)
    const sequences = days.map((one) => one?.sequence ?? 0)
    expect(sequences).toEqual([...sequences].sort((a, b) => a - b))
    expect(new Set(sequences).size).toBe(3)
    expect(days.map((one) => one?.cancelled)).toEqual([false, false, true])
    expect(waitingIn([call(1, 'planned')])).toEqual([])
  })

  it.each(locales)('are told of in %s', (locale) => {
    const [one] = waitingIn([call(1, 'waiting'), call(2, 'waiting')], { locale })
    expect(one?.summary).toMatch(/^2 \p{L}+ \p{L}+( \p{L}+)?$/u)
    expect(waitingIn([call(1, 'waiting')], { locale })[0]?.summary).not.toMatch(/\d/)
  })
})
