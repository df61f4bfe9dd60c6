import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { type Afterword, eventually, startAfterword } from '../setup/process.ts'
import { type Bench, countOf, createBench } from './fixture.ts'
import { brokenInvariants } from './invariants.ts'
import { addTasks } from './seed.ts'

const startWorker = ({ database }: Bench): Promise<Afterword> =>
  startAfterword({ role: 'worker', database, env: { MIGRATE: 'off' } })

/** Waits until a sweep is under way: some of the tasks are marked, and some are not. */
async function untilMiddle(bench: Bench): Promise<number> {
  const before = await countOf(bench.owner, 'due')
  await eventually('a sweep is under way', async () => (await countOf(bench.owner, 'due')) > before)
  return countOf(bench.owner, 'scheduled')
}

test('a worker killed in the middle of a sweep loses and doubles nothing; another takes over', async () => {
  const bench = await createBench()
  const [first, second] = await Promise.all([startWorker(bench), startWorker(bench)])
  process.kill(second.pid, 'SIGSTOP') // it stands by, but the first is alone when it is killed
  await addTasks(bench.owner, bench.home, 20_000)
  const left = await untilMiddle(bench)
  await first.kill()
  const began = performance.now()
  process.kill(second.pid, 'SIGCONT')
  const waiting = await countOf(bench.owner, 'scheduled')
  await eventually(
    'it is taken over',
    async () => (await countOf(bench.owner, 'scheduled')) < waiting || waiting === 0,
    50_000,
  )
  const takenOver = Math.round(performance.now() - began)
  await eventually('all are due', async () => (await countOf(bench.owner, 'due')) === 20_000, 50_000)
  console.log(`killed with ${left} of 20,000 to go; taken over within ${takenOver} ms`)
  expect(left).toBeGreaterThan(0)
  expect(await brokenInvariants(bench.owner, { onlyTime: true })).toEqual([])
}, 120_000)

test('four rounds of kills, with workers stopped and continued between them', async () => {
  const bench = await createBench()
  let workers = await Promise.all([startWorker(bench), startWorker(bench)])
  const late: number[] = []
  for (let round = 1; round <= 4; round++) {
    const [victim, survivor] = workers as [Afterword, Afterword]
    await addTasks(bench.owner, bench.home, 10_000)
    await untilMiddle(bench)
    process.kill(survivor.pid, 'SIGSTOP')
    await victim.kill()
    const began = performance.now()
    const next = startWorker(bench)
    await sleep(100)
    process.kill(survivor.pid, 'SIGCONT')
    await eventually('all are due', async () => (await countOf(bench.owner, 'scheduled')) === 0, 50_000)
    late.push(Math.round(performance.now() - began))
    workers = [survivor, await next]
  }
  console.log('all marked after each kill within', late, 'ms')
  expect(await countOf(bench.owner, 'due')).toBe(40_000)
  expect(await brokenInvariants(bench.owner, { onlyTime: true })).toEqual([])
  expect(await Promise.all(workers.map((worker) => worker.stop()))).toEqual([0, 0])
}, 180_000)
