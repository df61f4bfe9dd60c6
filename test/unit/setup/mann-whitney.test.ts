import { expect, it } from 'vitest'
import { mannWhitney } from '../../setup/mann-whitney.ts'

const range = (n: number, of: (i: number) => number) => Array.from({ length: n }, (_, i) => of(i))

it('is what the formula gives by hand', () => {
  // 1 to 4 against 5 to 8: U = 0, its mean 8, its deviation the root of 12, with the continuity correction z = 2.165.
  expect(mannWhitney([1, 2, 3, 4], [5, 6, 7, 8])).toBeCloseTo(0.0304, 3)
})

it('tells apart what differs by a little in every value, and not what is the same', () => {
  const noise = (i: number) => ((i * 7919) % 1000) / 100
  const one = range(500, noise)
  expect(
    mannWhitney(
      one,
      range(500, (i) => noise(i + 13)),
    ),
  ).toBeGreaterThan(0.05)
  expect(
    mannWhitney(
      one,
      range(500, (i) => noise(i + 13) + 2),
    ),
  ).toBeLessThan(1e-6)
  expect(
    mannWhitney(
      range(50, () => 1),
      range(50, () => 1),
    ),
  ).toBe(1)
})
