import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { createPacer } from '../../server/platform/pacer.ts'
import { createWakeSender } from '../../server/platform/waker.ts'

const quiet = { warn: () => undefined }
const at = (seconds: number) => new Date(Date.UTC(2026, 2, 2, 10, 0, seconds))

test('a burst of moments is told in few notifications, the earliest of them among these', async () => {
  const sent: string[] = []
  const wake = createWakeSender(async (_sql, [, moment]) => {
    sent.push(String(moment))
  }, quiet)
  wake(at(30))
  for (let n = 0; n < 1_000; n++) wake(at(n === 700 ? 5 : 20 + (n % 30)))
  await sleep(300)
  wake(at(40))
  await sleep(100)
  expect(sent).toEqual([at(30), at(5), at(40)].map((moment) => moment.toISOString()))
})

test('it never throws, whatever the database or the caller does', async () => {
  const warnings: string[] = []
  const log = { warn: (message: string) => void warnings.push(message) }
  const rejects = createWakeSender(() => Promise.reject(new Error('gone')), log)
  const throws = createWakeSender(() => {
    throw new Error('closed')
  }, log)
  rejects(at(0))
  throws(at(0))
  throws(new Date(Number.NaN))
  await sleep(10)
  expect(warnings.sort()).toEqual([
    'The workers could not be woken: closed',
    'The workers could not be woken: gone',
  ])
})

test('work is done one at a time; a wake in its middle brings it once more', async () => {
  let running = 0
  let most = 0
  let times = 0
  const pacer = createPacer({
    async work() {
      most = Math.max(most, ++running)
      times++
      await sleep(30)
      running--
      return 60_000
    },
    onError: () => undefined,
  })
  for (let n = 0; n < 10; n++) pacer.wake()
  await sleep(100)
  expect({ most, times }).toEqual({ most: 1, times: 2 })
  pacer.wake()
  await sleep(10)
  expect(times).toBe(3)
  await pacer.stop()
  expect(running).toBe(0)
  pacer.wake()
  await sleep(20)
  expect(times).toBe(3)
})

test('work that fails is tried again, ever more slowly up to a second, and never stops for good', async () => {
  const failures: number[] = []
  let healthy = false
  const pacer = createPacer({
    work: async () => {
      if (healthy) return 60_000
      throw new Error('away')
    },
    onError: (_error, count) => void failures.push(count),
  })
  await sleep(500)
  expect(failures.length).toBeGreaterThanOrEqual(2)
  expect(failures.length).toBeLessThan(6)
  healthy = true
  await pacer.stop()
})
