import { expect, onTestFinished, test } from 'vitest'
import { nextTaskMoment, sweepTasks } from '../../server/features/tasks/tasks.sweep.ts'
import { createWorkerPool } from '../../server/platform/worker-pool.ts'
import { moveClock } from '../setup/clock.ts'
import { addTask, type Bench, countOf, createBench, eventsOf, taskOf } from './fixture.ts'
import { brokenInvariants } from './invariants.ts'
import { addTasks } from './seed.ts'

const typesOf = async (bench: Bench, id: string) => (await eventsOf(bench, id)).map(({ type }) => type)
const set = (bench: Bench, id: string, assignments: string) =>
  bench.owner.query(`UPDATE task SET ${assignments} WHERE id = $1`, [id])

test('what has fallen due is due, with a thin event; the rest is left alone', async () => {
  const bench = await createBench()
  const due = await addTask(bench, { dueIn: '-1 second', overdueIn: '1 day' })
  const others: [string, string][] = [['scheduled', await addTask(bench, { dueIn: '1 minute' })]]
  for (const status of ['blocked', 'done', 'skipped', 'cancelled'])
    others.push([status, await addTask(bench, { status })])
  expect(await sweepTasks(bench.worker)).toEqual({ moved: 1, told: 1 })

  const row = await taskOf(bench, due)
  expect(row).toMatchObject({ status: 'due', version: 2, due_fired_for: row.due_at, overdue_fired_for: null })
  const instant = (moment: Date | null) => moment?.toISOString().replace('.000Z', 'Z')
  expect(await eventsOf(bench, due)).toMatchObject([
    {
      type: 'task.due',
      moment: row.due_at,
      actor_kind: 'job',
      actor_id: null,
      client_id: bench.home.clientId,
      data: {
        kind: 'thank_you',
        status: 'due',
        dueAt: instant(row.due_at),
        overdueAt: instant(row.overdue_at),
        version: 2,
      },
    },
  ])
  for (const [status, id] of others) {
    expect(await taskOf(bench, id)).toMatchObject({ status, version: 1 })
    expect(await eventsOf(bench, id)).toEqual([])
  }
  expect(await sweepTasks(bench.worker)).toEqual({ moved: 0, told: 0 })
  expect(await brokenInvariants(bench.owner, { onlyTime: true })).toEqual([])
})

test('due, then overdue, as the clock goes on; blocked never', async () => {
  const bench = await createBench()
  const id = await addTask(bench, { dueIn: '1 hour', overdueIn: '1 day' })
  const blocked = await addTask(bench, { status: 'blocked', dueIn: '1 hour' })
  const statuses: string[] = []
  for (const by of ['59 minutes', '1 minute', '22 hours 59 minutes', '1 minute']) {
    await moveClock(bench.database.urls.migrate, { by })
    await sweepTasks(bench.worker)
    statuses.push((await taskOf(bench, id)).status)
  }
  expect(statuses).toEqual(['scheduled', 'due', 'due', 'overdue'])
  expect(await typesOf(bench, id)).toEqual(['task.due', 'task.overdue'])
  expect((await taskOf(bench, blocked)).status).toBe('blocked')
  expect(await brokenInvariants(bench.owner, { onlyTime: true })).toEqual([])
})

test('due and overdue together, after the worker was away: both events, due first', async () => {
  const bench = await createBench()
  const id = await addTask(bench, { dueIn: '-2 days', overdueIn: '-1 day' })
  expect(await sweepTasks(bench.worker)).toEqual({ moved: 2, told: 2 })
  expect(await taskOf(bench, id)).toMatchObject({ status: 'overdue', version: 3 })
  const events = await eventsOf(bench, id)
  expect(events.map(({ type, data }) => [type, data.status, data.version])).toEqual([
    ['task.due', 'due', 2],
    ['task.overdue', 'overdue', 3],
  ])
})

test('reopened at the same moment it is due again without a second event; at another one with it', async () => {
  const bench = await createBench()
  const id = await addTask(bench, { dueIn: '-2 days', overdueIn: '-1 day' })
  await sweepTasks(bench.worker)
  await set(bench, id, `status = 'done', completed_at = app_now()`)
  await set(bench, id, `status = 'scheduled', completed_at = NULL`)
  expect(await sweepTasks(bench.worker)).toEqual({ moved: 2, told: 0 })
  expect((await taskOf(bench, id)).status).toBe('overdue')
  expect(await typesOf(bench, id)).toEqual(['task.due', 'task.overdue'])

  await set(bench, id, `status = 'scheduled', due_at = app_now() - interval '1 s', overdue_at = NULL`)
  expect(await sweepTasks(bench.worker)).toEqual({ moved: 1, told: 1 })
  expect(await typesOf(bench, id)).toEqual(['task.due', 'task.overdue', 'task.due'])
})

test('moved away and back it changes state, and the row remembers that it was announced', async () => {
  const bench = await createBench()
  const id = await addTask(bench, { dueIn: '-2 days' })
  const { due_at } = await taskOf(bench, id)
  await sweepTasks(bench.worker)
  await set(bench, id, `status = 'scheduled', due_at = app_now() - interval '1 s'`)
  await sweepTasks(bench.worker)
  await bench.owner.query(`UPDATE task SET status = 'scheduled', due_at = $2 WHERE id = $1`, [id, due_at])
  const other = await addTask(bench)
  expect(await sweepTasks(bench.worker)).toEqual({ moved: 2, told: 1 })
  expect(await typesOf(bench, other)).toEqual(['task.due'])
  expect(await typesOf(bench, id)).toEqual(['task.due', 'task.due'])
  expect(await taskOf(bench, id)).toMatchObject({ status: 'due', due_fired_for: due_at })
})

test('state is truth also for clients who are paused, archived or deleted', async () => {
  const bench = await createBench()
  for (const change of [`status = 'paused'`, `status = 'archived'`, 'deleted_at = app_now()']) {
    await bench.owner.query(`UPDATE client SET ${change}`)
    const id = await addTask(bench)
    await sweepTasks(bench.worker)
    expect((await taskOf(bench, id)).status).toBe('due')
  }
})

test('a person who holds the row is not waited for, and what they completed does not become due', async () => {
  const bench = await createBench()
  const [held, free] = [await addTask(bench), await addTask(bench)]
  const person = await bench.owner.connect()
  await person.query('BEGIN')
  await person.query(`UPDATE task SET status = 'done', completed_at = app_now() WHERE id = $1`, [held])
  expect(await sweepTasks(bench.worker)).toEqual({ moved: 1, told: 1 })
  expect((await taskOf(bench, free)).status).toBe('due')
  await person.query('COMMIT')
  person.release()
  expect(await sweepTasks(bench.worker)).toEqual({ moved: 0, told: 0 })
  expect(await taskOf(bench, held)).toMatchObject({ status: 'done', due_fired_for: null })
  expect(await brokenInvariants(bench.owner)).toEqual([])
})

test('four sweeps at once over 20,000 tasks mark each one once', async () => {
  const bench = await createBench()
  await addTasks(bench.owner, bench.home, 20_000)
  const began = performance.now()
  const pools = [1, 2, 3, 4].map(() => createWorkerPool(bench.database.urls.worker, true))
  onTestFinished(async () => void (await Promise.all(pools.map((pool) => pool.end()))))
  const swept = await Promise.all(pools.map((pool) => sweepTasks(pool, { batchSize: 1_000 })))
  console.log(
    `20,000 tasks by four sweeps in ${Math.round(performance.now() - began)} ms:`,
    ...swept.map((s) => s.moved),
  )
  const total = swept.reduce((sum, { moved }) => sum + moved, 0)
  expect(total).toBe(20_000)
  expect(swept.reduce((sum, { told }) => sum + told, 0)).toBe(20_000)
  expect(await countOf(bench.owner, 'due')).toBe(20_000)
  expect(await brokenInvariants(bench.owner, { onlyTime: true })).toEqual([])
}, 60_000)

test('people write to the tasks all the while', async () => {
  const bench = await createBench()
  await addTasks(bench.owner, bench.home, 4_000)
  let sweeping = true
  const completed = (async () => {
    let count = 0
    while (sweeping) {
      const { rowCount } = await bench.owner.query(
        `UPDATE task SET status = 'done', completed_at = app_now() WHERE id IN
          (SELECT id FROM task WHERE status IN ('scheduled', 'due') ORDER BY random() LIMIT 20)`,
      )
      count += rowCount ?? 0
    }
    return count
  })()
  const swept = await Promise.all([1, 2, 3].map(() => sweepTasks(bench.worker, { batchSize: 100 })))
  sweeping = false
  const done = await completed
  await sweepTasks(bench.worker)
  expect(await countOf(bench.owner, 'done')).toBe(done)
  expect(await countOf(bench.owner, 'scheduled')).toBe(0)
  const moved = swept.reduce((sum, { moved }) => sum + moved, 0)
  const { rows } = await bench.owner.query('SELECT count(*)::int AS count FROM event')
  expect(rows[0].count).toBeGreaterThanOrEqual(moved)
  expect(await brokenInvariants(bench.owner)).toEqual([])
}, 60_000)

test('the next moment is the earlier of the next due and the next overdue one', async () => {
  const bench = await createBench()
  expect((await nextTaskMoment(bench.worker)).next).toBeNull()
  await addTask(bench, { status: 'done', dueIn: '1 minute' })
  await addTask(bench, { dueIn: '3 hours' })
  const overdue = await addTask(bench, { status: 'due', dueIn: '-1 hour', overdueIn: '2 hours' })
  expect((await nextTaskMoment(bench.worker)).next).toEqual((await taskOf(bench, overdue)).overdue_at)
  const due = await addTask(bench, { dueIn: '1 hour' })
  expect((await nextTaskMoment(bench.worker)).next).toEqual((await taskOf(bench, due)).due_at)
})
