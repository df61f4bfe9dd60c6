import { expect, it } from 'vitest'
import { createRateLimiter, type Granted } from '../../server/platform/rate-limiter.ts'

/** As take_quota, in memory: one window that does not end. */
function shared(quota: number, reset = 30_000) {
  let used = 0
  let asked = 0
  const ask = async (_subject: string, wanted: number): Promise<Granted> => {
    asked++
    await new Promise((resolve) => setTimeout(resolve, 2))
    const granted = Math.max(0, Math.min(wanted, quota - used))
    used += granted
    return { granted, used_now: used, reset_ms: reset }
  }
  return { ask, asked: () => asked }
}

it('passes no more than the quota over two replicas, and asks once in some twenty requests', async () => {
  const { ask, asked } = shared(1_000)
  const replicas = [createRateLimiter(ask), createRateLimiter(ask)]
  const answers = await Promise.all(
    Array.from({ length: 3_000 }, (_, i) =>
      (replicas[i % 2] as (typeof replicas)[0]).take('somebody', 1_000),
    ),
  )
  const passed = answers.filter(({ allowed }) => allowed).length
  expect(passed).toBeLessThanOrEqual(1_000)
  expect(passed).toBeGreaterThan(960)
  expect(asked()).toBeLessThan(60)
})

it('says what is left and when there is more; subjects do not share', async () => {
  const { ask } = shared(100, 12_345)
  const limiter = createRateLimiter(ask)
  expect(await limiter.take('one', 100)).toEqual({ allowed: true, quota: 100, remaining: 99, reset: 13 })
  expect(await limiter.take('one', 100, 40)).toMatchObject({ allowed: true, remaining: 59 })
  expect(await limiter.take('one', 100, 60)).toMatchObject({ allowed: false })
  const other = createRateLimiter(shared(10).ask)
  expect(await other.take('two', 10)).toMatchObject({ allowed: true, remaining: 9 })
})

it('begins anew with the next window', async () => {
  const { ask } = shared(1_000, 40)
  const limiter = createRateLimiter(ask)
  for (let i = 0; i < 20; i++) await limiter.take('one', 20)
  expect((await limiter.take('one', 20)).allowed).toBe(true)
})

it('counts for itself while the database is away, and waits for it no longer than a moment', async () => {
  const failing = createRateLimiter(() => Promise.reject(new Error('away')))
  const answers = await Promise.all(Array.from({ length: 50 }, () => failing.take('one', 40)))
  expect(answers.filter(({ allowed }) => allowed)).toHaveLength(40)
  const silent = createRateLimiter(() => new Promise(() => {}))
  expect((await silent.take('one', 40)).allowed).toBe(true)
})
