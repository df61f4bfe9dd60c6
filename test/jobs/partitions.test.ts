import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { DataSource } from 'typeorm'
import { v7 as newId } from 'uuid'
import { expect, onTestFinished, test } from 'vitest'
import { EventPartitions1805000000000 } from '../../migrations/1805000000000-EventPartitions.ts'
import { migrations } from '../../migrations/index.ts'
import { keepPartitions } from '../../server/features/changes/partitions.jobs.ts'
import { sweepTasks } from '../../server/features/tasks/tasks.sweep.ts'
import { firstIdOf } from '../../server/platform/event-ids.ts'
import { createEmptyDatabase } from '../setup/database.ts'
import { addTask, type Bench, createBench, eventsOf, taskOf } from './fixture.ts'
import { createHome } from './seed.ts'

const day = 86_400_000
const nameOf = (ahead: number) =>
  `event_${new Date(Date.now() + ahead * day).toISOString().slice(0, 10).replaceAll('-', '')}`

const partitionsOf = async (owner: pg.Pool) =>
  (await owner.query('SELECT name FROM event_partitions() ORDER BY name')).rows.map(({ name }) => name)
const keep = async (pool: pg.Pool, days: number): Promise<string | null> =>
  (await pool.query('SELECT keep_event_partitions($1) AS did', [days])).rows[0].did
const write = ({ owner, home }: Bench, id: string) =>
  owner.query(
    `INSERT INTO event (organization_id, id, type, subject_id, client_id, actor_kind) VALUES ($1, $2, 'client.updated', $3, $3, 'job')`,
    [home.organizationId, id, home.clientId],
  )

test('a week ahead is there, whoever makes it; nobody reaches a partition past the whole', async () => {
  const bench = await createBench()
  const { owner, worker } = bench
  await owner.query(`DROP TABLE ${nameOf(5)}, ${nameOf(6)}, ${nameOf(7)}`)
  const rounds = await Promise.all([1, 2, 3].map(() => keepPartitions(worker, 90).catch(() => null)))
  await keepPartitions(worker, 90)
  expect(rounds.filter(Boolean).length).toBeGreaterThan(0)
  expect(await partitionsOf(owner)).toEqual(
    ['event_before', 'event_default', ...[2, 3, 4, 5, 6, 7].map(nameOf)].sort(),
  )
  expect(await keepPartitions(worker, 90)).toEqual({ did: [], busy: false })

  await write(bench, firstIdOf(Date.now() + 5 * day + 1))
  const { rows } = await owner.query('SELECT DISTINCT tableoid::regclass::text AS name FROM event')
  expect(rows).toEqual([{ name: nameOf(5) }])
  for (const table of ['event_before', 'event_default', nameOf(5)])
    await expect(worker.query(`SELECT FROM ${table}`), table).rejects.toThrow(/permission denied/)
  const api = new pg.Client({ connectionString: bench.database.urls.api })
  await api.connect()
  await expect(api.query(`SELECT FROM ${nameOf(5)}`)).rejects.toThrow(/permission denied/)
  expect((await api.query('SELECT FROM event')).rowCount, 'the whole has its policies').toBe(0)
  await api.end()
})

test('what is old is dropped without holding up who reads and writes', async () => {
  const bench = await createBench()
  const { owner, worker } = bench
  await write(bench, newId())
  await write(bench, firstIdOf(Date.now() + 5 * day + 1))
  const reader = await owner.connect()
  await reader.query('BEGIN')
  await reader.query('SELECT count(*) FROM event')
  // By a setting of days ahead, today is old already.
  const busy = keep(worker, -2)
  const began = performance.now()
  const ids = Array.from({ length: 20 }, () => newId())
  for (const id of ids) await write(bench, id)
  const took = performance.now() - began
  expect(await busy).toBe('busy')
  console.log(
    `20 events were written in ${Math.round(took)} ms beside a dropping that found somebody in the way`,
  )
  expect(took).toBeLessThan(10_000)
  expect((await reader.query('SELECT count(*)::int AS n FROM event')).rows[0].n).toBe(22)
  await reader.query('COMMIT')
  reader.release()

  expect(await keep(worker, -2)).toBe('dropped event_before')
  const { rows } = await owner.query('SELECT id FROM event')
  expect(rows).toHaveLength(1)
  const since = (await owner.query('SELECT events_kept_since() AS since')).rows[0].since
  expect(since.getTime()).toBe(Math.floor(Date.now() / day) * day + 2 * day)
  // What fits no partition is kept all the same, and goes in its time; a practice that keeps for longer is heeded.
  await write(bench, newId())
  await owner.query('UPDATE organization SET keep_events_days = 400')
  await write(bench, firstIdOf(Date.now() - 300 * day))
  expect(await keep(worker, 90)).toBeNull()
  await owner.query('UPDATE organization SET keep_events_days = NULL')
  expect(await keep(worker, 90)).toBe('deleted 1')
  expect((await owner.query('SELECT FROM event')).rowCount).toBe(2)
})

test('a day whose events are in the default partition stays there, and the others are made', async () => {
  const bench = await createBench()
  await bench.owner.query(`DROP TABLE ${nameOf(6)}, ${nameOf(7)}`)
  await write(bench, firstIdOf(Date.now() + 6 * day))
  expect((await keepPartitions(bench.worker, 90)).did).toEqual([`made ${nameOf(7)}`])
  expect((await bench.owner.query('SELECT FROM event')).rowCount).toBe(1)
})

test('a task that is moved to and fro is announced once for each moment, though its events are gone', async () => {
  const bench = await createBench()
  const id = await addTask(bench, { dueIn: '-3 days' })
  const [first, second] = [(await taskOf(bench, id)).due_at, new Date(Date.now() - 2 * day)]
  for (const due of [first, second, first, second, first]) {
    await bench.owner.query(`UPDATE task SET status = 'scheduled', due_at = $2 WHERE id = $1`, [id, due])
    await sweepTasks(bench.worker)
  }
  expect((await eventsOf(bench, id)).map(({ moment }) => moment)).toEqual([first, second])
  await bench.owner.query('DELETE FROM event')
  await bench.owner.query(`UPDATE task SET status = 'scheduled', due_at = $2 WHERE id = $1`, [id, second])
  expect(await sweepTasks(bench.worker)).toEqual({ moved: 1, told: 0 })
})

test('an older database is taken over while it is written to, and back, with every event', async () => {
  const database = await createEmptyDatabase()
  const at = migrations.indexOf(EventPartitions1805000000000)
  const source = async (list: typeof migrations) =>
    new DataSource({
      ...{ type: 'postgres' as const, url: database.urls.migrate, migrations: list },
      migrationsTransactionMode: 'each',
    }).initialize()
  const before = await source(migrations.slice(0, at))
  await before.runMigrations()
  const home = await createHome(database.urls.migrate)
  const owner = new pg.Pool({ connectionString: database.urls.migrate, max: 3 })
  owner.on('error', () => undefined)
  onTestFinished(async () => {
    await owner.end()
    await database.drop()
  })
  const { rows: tasks } = await owner.query(
    `INSERT INTO task (organization_id, client_id, coach_id, kind, status, due_at, original_due_at, due_fired_for)
     SELECT $1, $2, $3, 'thank_you', 'due', now(), now(), now() FROM generate_series(1, 2) RETURNING id, due_fired_for AS fired`,
    [home.organizationId, home.clientId, home.coachId],
  )
  await owner.query(
    `INSERT INTO event (organization_id, type, subject_id, moment, actor_kind)
     VALUES ($1, 'task.due', $2, $3, 'job'), ($1, 'task.due', $2, '2026-01-02T10:00:00Z', 'job'), ($1, 'task.due', $4, $3, 'job')`,
    [home.organizationId, tasks[0].id, tasks[0].fired, tasks[1].id],
  )
  const written: string[] = []
  let writing = true
  let longest = 0
  const writer = (async () => {
    while (writing) {
      const id = newId()
      const began = performance.now()
      await owner.query(
        `INSERT INTO event (organization_id, id, type, subject_id, actor_kind) VALUES ($1, $2, 'client.updated', $3, 'member')`,
        [home.organizationId, id, home.clientId],
      )
      longest = Math.max(longest, performance.now() - began)
      written.push(id)
      await sleep(2)
    }
  })()
  const after = await source(migrations.slice(0, at + 1))
  const all = async () => (await owner.query('SELECT id FROM event')).rows.map(({ id }) => id)
  await after.runMigrations()
  const { rows } = await owner.query('SELECT version, due_fired_before AS before FROM task ORDER BY id')
  expect(rows).toEqual([
    { version: 1, before: [new Date('2026-01-02T10:00:00Z')] },
    { version: 1, before: null },
  ])
  await after.undoLastMigration()
  await after.runMigrations()
  writing = false
  await writer
  console.log(`${written.length} events written beside it, the longest in ${Math.round(longest)} ms`)
  expect(await all()).toEqual(expect.arrayContaining(written))
  expect(await all()).toHaveLength(written.length + 3)
  await Promise.all([before.destroy(), after.destroy()])
})
