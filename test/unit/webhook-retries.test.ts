import { expect, it } from 'vitest'
import { pauseAfter, retryAfterSeconds, retryPauses } from '../../server/domain/webhook-retries.ts'

const hours = (seconds: number) => seconds / 3600

it('ten tries take a little over three days, the more so by chance, and then there is none', () => {
  const all = (chance: number) =>
    retryPauses.reduce((sum, _, at) => sum + (pauseAfter(at + 1, chance) as number), 0)
  expect(hours(all(0))).toBeGreaterThan(72)
  expect(hours(all(1))).toBeLessThan(96)
  expect(pauseAfter(retryPauses.length + 1, 0.5)).toBeNull()
  for (const chance of [0, 0.3, 1]) expect(pauseAfter(1, chance)).toBeGreaterThanOrEqual(5)
})

it('what an endpoint asks for is heeded up to a day, and never shortens a pause', () => {
  expect(pauseAfter(1, 0, 60)).toBe(60)
  expect(pauseAfter(2, 0, 60)).toBe(300)
  expect(pauseAfter(1, 0, 10_000_000)).toBe(86_400)
})

it('Retry-After is a number of seconds or a date; anything else says nothing', () => {
  const now = new Date('2030-03-04T15:00:00Z')
  expect(retryAfterSeconds('120', now)).toBe(120)
  expect(retryAfterSeconds(' 0 ', now)).toBe(0)
  expect(retryAfterSeconds('Mon, 04 Mar 2030 15:02:00 GMT', now)).toBe(120)
  expect(retryAfterSeconds('Mon, 04 Mar 2030 14:00:00 GMT', now)).toBe(0)
  for (const text of [
    undefined,
    '',
    '-1',
    '1.5',
    'soon',
    '2030-03-04',
    '9'.repeat(30),
    'Mon, 99 Xyz 2030 15:02:00 GMT',
  ])
    expect(retryAfterSeconds(text, now), text).toBeNull()
})
