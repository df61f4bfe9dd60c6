import { describe, expect, test } from 'vitest'
import { snoozeTo, snoozeUntil } from '../../../admin/src/time/snooze.ts'
import { daysBetween, inWords, near, type TimeWords, timeIn } from '../../../admin/src/time/words.ts'
import { cityOf, sameClock, toInstant } from '../../../admin/src/time/zone.ts'

const words: TimeWords = {
  locale: 'en-GB',
  numbers: 'zero|one|two|three|four|five|six|seven|eight|nine|ten'.split('|'),
  inDays: (days) => `in ${days} days`,
  daysAgo: (days) => `${days} days ago`,
  today: 'today',
  tomorrow: 'tomorrow',
  yesterday: 'yesterday',
  inPlace: (time, place) => `${time} in ${place}`,
  forReader: (time) => `${time} for you`,
}
const newYork = 'America/New_York'

describe('a moment in words', () => {
  const now = '2026-03-02T16:00:00Z'

  test('says day, hour and how far off it is', () => {
    expect(inWords(words, '2026-03-04T15:00:00Z', newYork, newYork, now)).toBe(
      'Wed 4 March, 10:00, in two days',
    )
  })

  test('says the other zone when its clock differs', () => {
    expect(timeIn(words, '2026-03-04T15:00:00Z', newYork, 'Europe/Berlin')).toBe(
      '10:00 in New York, 16:00 for you',
    )
    expect(timeIn(words, '2026-03-04T15:00:00Z', 'Europe/Paris', 'Europe/Berlin')).toBe('16:00')
  })

  test('counts the days of the reader, and names the weekday where it is another', () => {
    const late = '2026-03-05T03:00:00Z'
    expect(inWords(words, late, newYork, 'Europe/Berlin', now)).toBe(
      'Wed 4 March, 22:00 in New York, Thu 04:00 for you, in three days',
    )
  })

  test('names another year, and leaves far days to the date', () => {
    expect(inWords(words, '2027-03-04T15:00:00Z', newYork, newYork, now)).toBe('Thu 4 March 2027, 10:00')
  })

  test('counts days by the calendar of the zone, not by hours', () => {
    expect(daysBetween('2026-03-02T23:30:00Z', '2026-03-03T05:30:00Z', newYork)).toBe(1)
    expect(daysBetween('2026-03-02T23:30:00Z', '2026-03-03T04:30:00Z', newYork)).toBe(0)
    // The night in which the clocks go forward has 23 hours.
    expect(daysBetween('2026-03-08T04:30:00Z', '2026-03-09T03:30:00Z', newYork)).toBe(1)
  })

  test.each([
    [0, 'today'],
    [1, 'tomorrow'],
    [-1, 'yesterday'],
    [2, 'in two days'],
    [-9, 'nine days ago'],
    [12, 'in 12 days'],
    [15, null],
  ])('%i days off is "%s"', (days, said) => {
    expect(near(words, days)).toBe(said)
  })
})

describe('snoozing counts in the client’s days', () => {
  // Still Sunday evening in New York, Monday morning in Auckland.
  const now = '2026-03-02T02:00:00Z'

  test.each([
    ['tomorrow', newYork, '2026-03-02T15:00:00Z'],
    ['tomorrow', 'Pacific/Auckland', '2026-03-02T21:00:00Z'],
    ['nextWeek', newYork, '2026-03-02T15:00:00Z'],
    ['nextWeek', 'Pacific/Auckland', '2026-03-08T21:00:00Z'],
  ] as const)('%s in %s is %s', (choice, zone, moment) => {
    expect(snoozeUntil(choice, now, zone)).toBe(moment)
  })

  test('a picked day is ten o’clock there, across daylight saving', () => {
    expect(snoozeTo('2026-03-07', newYork)).toBe('2026-03-07T15:00:00Z')
    expect(snoozeTo('2026-03-08', newYork)).toBe('2026-03-08T14:00:00Z')
  })
})

test('zones: their city, their clock, their local times', () => {
  expect(cityOf('America/Argentina/Buenos_Aires')).toBe('Buenos Aires')
  expect(sameClock('2026-07-01T00:00:00Z', 'Europe/London', 'UTC')).toBe(false)
  expect(sameClock('2026-01-01T00:00:00Z', 'Europe/London', 'UTC')).toBe(true)
  expect(toInstant('2026-03-02', '10:00', newYork)).toBe('2026-03-02T15:00:00Z')
  expect(toInstant('2026-02-30', '10:00', newYork)).toBeNull()
  expect(toInstant('', '', newYork)).toBeNull()
})
