import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { businessDayAfter, endOfWeek, isBusinessDay } from '../../../server/domain/cadence/calendar.ts'
import { formatDay, parseDay, weekdayOf } from '../../../server/domain/cadence/days.ts'
import { businessCalendar } from '../../../server/domain/cadence/holidays.ts'
import { planFollowUps } from '../../../server/domain/cadence/plan.ts'
import { isCall, line, planInput, statement } from './inputs.ts'
import { weekendsSource } from './weekends.generate.ts'

const day = (date: string) => parseDay(date, '/')

describe('holidays and weekends, from the real data', () => {
  it.each([
    ['US', 'NY', [6, 7], null, ['2026-05-25', '2026-07-03', '2026-11-26'], ['2026-05-26', '2026-04-03']],
    ['DE', 'BY', [6, 7], null, ['2026-01-06', '2026-04-03', '2026-04-06', '2026-06-04'], ['2026-12-24']],
    ['GB', 'ENG', [6, 7], null, ['2026-05-04', '2026-08-31', '2026-12-28'], ['2026-01-02']],
    ['GB', 'SCT', [6, 7], null, ['2026-01-02', '2026-11-30'], ['2026-08-31']],
    ['JP', null, [6, 7], null, ['2026-05-06', '2026-09-21', '2026-09-22', '2026-09-23'], ['2026-05-07']],
    ['IN', null, [7], 'no_region', ['2026-01-26', '2026-10-02', '2026-08-15'], ['2026-08-22']],
    ['SA', null, [5, 6], null, ['2026-03-19', '2026-03-22', '2026-09-23'], ['2026-03-23', '2026-03-29']],
    ['NP', null, [6, 7], 'unknown_country', ['2026-10-24'], ['2026-10-21']],
    ['DE', 'ZZ', [6, 7], 'unknown_region', ['2026-05-01'], ['2026-01-06']],
    [null, null, [6, 7], 'no_country', ['2026-03-07', '2026-03-08'], ['2026-12-25']],
    ['us', ' ny ', [6, 7], null, ['2026-11-26'], ['2026-11-27']],
    ['constructor', '__proto__', [6, 7], 'unknown_country', ['2026-03-07'], ['2026-12-25']],
  ])('%s-%s', (country, region, weekend, note, closed, open) => {
    const calendar = businessCalendar(country, region, [2026])
    expect(calendar.weekend).toEqual(weekend)
    expect(calendar.note).toBe(note)
    expect(closed.filter((date) => isBusinessDay(calendar, day(date)))).toEqual([])
    expect(open.filter((date) => !isBusinessDay(calendar, day(date)))).toEqual([])
  })

  it('counts a holiday of several days for all of them, over the end of a year too', () => {
    const eid = ['2026-05-26', '2026-05-27', '2026-05-28', '2026-05-29']
    const calendar = businessCalendar('SA', null)
    expect(eid.filter((date) => calendar.holiday(day(date)) !== null)).toEqual(eid)
    expect(calendar.holiday(day('2026-05-30'))).toBeNull()
  })

  it('is built once', () => {
    expect(businessCalendar('DE', 'BY')).toBe(businessCalendar('de', 'by', [2027]))
  })

  it('a holiday on the last day of the week does not move it', () => {
    const goodFriday = endOfWeek(businessCalendar('DE', 'BY'), day('2026-03-31'))
    expect(formatDay(goodFriday)).toBe('2026-04-03')
    expect(formatDay(endOfWeek(businessCalendar('SA', null), day('2026-03-01')))).toBe('2026-03-05')
    expect(formatDay(endOfWeek(businessCalendar('IN', null), day('2026-03-02')))).toBe('2026-03-07')
    expect(formatDay(endOfWeek(businessCalendar('US', null), day('2026-03-07')))).toBe('2026-03-13')
  })

  it('weekends.generated.ts is what CLDR says now', () => {
    const file = new URL('../../../server/domain/cadence/weekends.generated.ts', import.meta.url)
    expect(readFileSync(file, 'utf8')).toBe(weekendsSource())
  })
})

describe('plans over them', () => {
  it.each([
    [
      'GB',
      'ENG',
      'Europe/London',
      '2026-12-21T11:00',
      ['follow_up Wed 23 Dec 10:00 phone', 'decision_check Tue 29 Dec 10:00 phone'],
      5,
    ],
    [
      'JP',
      null,
      'Asia/Tokyo',
      '2026-04-28T11:00',
      ['follow_up Thu 30 Apr 10:00 phone', 'decision_check Thu 7 May 10:00 phone'],
      5,
    ],
    [
      'IN',
      null,
      'Asia/Kolkata',
      '2026-08-13T11:00',
      ['follow_up Fri 14 Aug 10:00 phone', 'decision_check Tue 18 Aug 10:00 phone'],
      4,
    ],
    [
      'NP',
      null,
      'Asia/Kathmandu',
      '2026-08-13T11:00',
      ['follow_up Fri 14 Aug 10:00 phone', 'decision_check Tue 18 Aug 10:00 phone'],
      4,
    ],
    [
      'US',
      'NY',
      'America/St_Johns',
      '2026-10-30T11:00',
      ['follow_up Mon 2 Nov 10:00 phone', 'decision_check Fri 6 Nov 10:00 phone'],
      6,
    ],
    [
      'SA',
      null,
      'Asia/Riyadh',
      '2026-03-17T11:00',
      ['follow_up Wed 18 Mar 10:00 phone', 'decision_check Tue 24 Mar 10:00 phone'],
      6,
    ],
  ])('%s-%s in %s', (country, region, timeZone, ends, expected, days) => {
    const input = planInput(
      { ends, timeZone, country, region },
      { statement: statement({ kind: 'within', days }) },
    )
    expect(
      planFollowUps(input)
        .tasks.filter(isCall)
        .map((task) => line(task, timeZone)),
    ).toEqual(expected)
  })
})

describe('days', () => {
  it('agree with the calendar of the runtime', () => {
    for (let date = day('1999-12-27'); date < day('2031-01-01'); date += 5) {
      expect(parseDay(formatDay(date), '/')).toBe(date)
      expect(weekdayOf(date) % 7).toBe(new Date(`${formatDay(date)}T00:00:00Z`).getUTCDay())
    }
  })

  it.each(['2026-02-29', '2026-13-01', '2026-1-1', '', 'today', '2026-03-02T00:00:00Z'])(
    'refuse %j',
    (date) => {
      expect(() => parseDay(date, '/decision/date')).toThrow('must be a date that exists')
    },
  )

  it('finds the n-th business day', () => {
    expect(formatDay(businessDayAfter(businessCalendar('US', 'NY'), day('2026-11-24'), 2))).toBe('2026-11-27')
  })
})
