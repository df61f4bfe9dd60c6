import { expect, onTestFinished, test } from 'vitest'
import { sweepSearches } from '../../server/features/plans/searches.sweep.ts'
import { sweepTasks } from '../../server/features/tasks/tasks.sweep.ts'
import { createWorkerPool } from '../../server/platform/worker-pool.ts'
import { moveClock } from '../setup/clock.ts'
import { type Bench, createBench } from './fixture.ts'
import { brokenInvariants } from './invariants.ts'

const quiet = { warn: () => undefined }
const sweep = async (bench: Bench) => {
  const made = await sweepSearches(bench.worker, quiet)
  await sweepTasks(bench.worker)
  return made
}
const clockTo = (bench: Bench, to: string) => moveClock(bench.database.urls.migrate, { to })

/** A bench on that Thursday; the fixture's own client is not looked at. */
async function begin(): Promise<Bench> {
  const bench = await createBench()
  await clockTo(bench, '2027-03-18T12:00:00Z')
  await bench.owner.query('DELETE FROM search_watch')
  return bench
}

interface Found {
  slot: string
  status: string
  reason: string | null
  due: Date
}
const tasksOf = async ({ owner }: Bench, clientId: string): Promise<Found[]> =>
  (
    await owner.query(
      `SELECT slot, status, cancel_reason AS reason, due_at AS due FROM task
       WHERE client_id = $1 AND kind = 'keep_searching' ORDER BY due_at`,
      [clientId],
    )
  ).rows
const shortly = async (bench: Bench, clientId: string) =>
  (await tasksOf(bench, clientId)).map(({ slot, status }) => `${slot.slice(-5)} ${status}`)

async function addClients({ owner, home }: Bench, count: number, timeZone: string): Promise<string[]> {
  const { rows } = await owner.query(
    `INSERT INTO client (organization_id, primary_coach_id, name, time_zone)
     SELECT $1, $2, 'Client', $3 FROM generate_series(1, $4) RETURNING id`,
    [home.organizationId, home.coachId, timeZone, count],
  )
  return rows.map(({ id }) => id)
}

async function addOpportunity({ owner, home }: Bench, clientId: string, stage: string): Promise<string> {
  const { rows } = await owner.query(
    `WITH e AS (INSERT INTO employer (organization_id, name) VALUES ($1, 'Acme') RETURNING id)
     INSERT INTO opportunity (organization_id, client_id, employer_id, title, stage)
     SELECT $1, $2, e.id, 'Baker', $3 FROM e RETURNING id`,
    [home.organizationId, clientId, stage],
  )
  return rows[0].id
}

test('each Monday at 09:00 in the client’s zone, through the changes of clocks, one at most open', async () => {
  // Berlin puts its clocks forward on Sunday 28 March 2027, New York did on 14 March.
  const bench = await begin()
  const [berlin = ''] = await addClients(bench, 1, 'Europe/Berlin')
  const [newYork = ''] = await addClients(bench, 1, 'America/New_York')
  expect(await sweep(bench), 'a Monday before they came brings nothing').toBe(0)
  await clockTo(bench, '2027-03-22T07:59:59Z')
  expect(await sweep(bench)).toBe(0)
  await clockTo(bench, '2027-03-22T08:00:01Z')
  expect(await sweep(bench)).toBe(1)
  expect(await shortly(bench, berlin)).toEqual(['03-22 due'])
  await clockTo(bench, '2027-03-22T13:00:01Z')
  expect(await sweep(bench)).toBe(1)
  expect((await tasksOf(bench, newYork))[0]?.due.toISOString()).toBe('2027-03-22T13:00:00.000Z')

  await clockTo(bench, '2027-03-29T06:59:59Z')
  expect(await sweep(bench)).toBe(0)
  await clockTo(bench, '2027-03-29T07:00:01Z')
  expect(await sweep(bench)).toBe(1)
  expect(await shortly(bench, berlin)).toEqual(['03-22 cancelled', '03-29 due'])
  expect((await tasksOf(bench, berlin))[0]?.reason).toBe('replaced')

  // Three weeks without a worker: this week's, once.
  await clockTo(bench, '2027-04-21T07:00:01Z')
  await sweep(bench)
  expect(await sweep(bench)).toBe(0)
  expect(await shortly(bench, berlin)).toEqual(['03-22 cancelled', '03-29 cancelled', '04-19 due'])
  const { rows } = await bench.owner.query(
    `SELECT e.type, count(*)::int AS n FROM event e JOIN task t ON t.id = e.subject_id WHERE t.client_id = $1 GROUP BY 1 ORDER BY 1`,
    [berlin],
  )
  expect(rows).toEqual([
    { type: 'task.cancelled', n: 2 },
    { type: 'task.due', n: 3 },
    { type: 'task.overdue', n: 1 },
    { type: 'task.scheduled', n: 3 },
  ])
  expect(await brokenInvariants(bench.owner)).toEqual([])
})

test('another zone brings no second one that week, and no week is left out', async () => {
  const bench = await createBench()
  const zone = (id: string, to: string) =>
    bench.owner.query('UPDATE client SET time_zone = $2 WHERE id = $1', [id, to])
  await clockTo(bench, '2027-03-18T12:00:00Z')
  const [east = '', west = ''] = await addClients(bench, 2, 'Europe/Berlin')
  await sweep(bench)
  await zone(west, 'America/Los_Angeles')
  await clockTo(bench, '2027-03-22T08:00:01Z')
  await sweep(bench)
  expect([await shortly(bench, east), await shortly(bench, west)]).toEqual([['03-22 due'], []])
  await zone(east, 'America/Los_Angeles')
  await clockTo(bench, '2027-03-22T12:00:00Z')
  await zone(west, 'Asia/Tokyo')
  await sweep(bench)
  expect([await shortly(bench, east), await shortly(bench, west)]).toEqual([['03-22 due'], ['03-22 due']])
  await clockTo(bench, '2027-03-22T18:00:00Z')
  await sweep(bench)
  expect(await shortly(bench, east)).toEqual(['03-22 due'])
  await clockTo(bench, '2027-03-29T16:00:01Z')
  await sweep(bench)
  expect(await shortly(bench, east)).toEqual(['03-22 cancelled', '03-29 due'])
})

test('an accepted offer stops it at once, undone it resumes; paused clients are left alone', async () => {
  const bench = await begin()
  const [searching = '', paused = '', busy = ''] = await addClients(bench, 3, 'UTC')
  await bench.owner.query(`UPDATE client SET status = 'paused' WHERE id = $1`, [paused])
  const opportunity = await addOpportunity(bench, searching, 'offer')
  await addOpportunity(bench, busy, 'applied')
  await sweep(bench)
  await clockTo(bench, '2027-03-22T09:00:01Z')
  await sweep(bench)
  expect([await shortly(bench, searching), await shortly(bench, paused)]).toEqual([['03-22 due'], []])
  const { rows } = await bench.owner.query('SELECT facts FROM task WHERE client_id = $1', [busy])
  expect(rows[0].facts).toMatchObject({ noInterview: true, noNewOpportunity: false })

  const stage = (to: string) =>
    bench.owner.query('UPDATE opportunity SET stage = $2 WHERE id = $1', [opportunity, to])
  await stage('accepted')
  await sweep(bench)
  expect((await tasksOf(bench, searching))[0]).toMatchObject({
    status: 'cancelled',
    reason: 'offer_accepted',
  })
  await stage('offer')
  await sweep(bench)
  expect(await shortly(bench, searching)).toEqual(['03-22 due'])
  await stage('accepted')
  await clockTo(bench, '2027-03-29T09:00:01Z')
  await sweep(bench)
  expect(await shortly(bench, searching)).toEqual(['03-22 cancelled'])
  const events = await bench.owner.query(
    `SELECT count(*)::int AS n FROM event e JOIN task t ON t.id = e.subject_id WHERE t.client_id = $1 AND e.type = 'task.due'`,
    [searching],
  )
  expect(events.rows[0].n, 'reopened at the same moment, it is not announced again').toBe(1)
})

test('several workers at once, one of them killed in the middle: one task for each client', async () => {
  const bench = await begin()
  await addClients(bench, 700, 'Europe/Berlin')
  await sweep(bench)
  await clockTo(bench, '2027-03-22T09:00:01Z')
  const pools = [1, 2, 3].map(() => createWorkerPool(bench.database.urls.worker, true))
  onTestFinished(() => Promise.all(pools.map((pool) => pool.end())).then(() => undefined))
  const rounds = Promise.allSettled(pools.map((pool) => sweepSearches(pool, quiet)))
  await bench.owner.query(
    `SELECT pg_terminate_backend(pid) FROM (SELECT pid FROM pg_stat_activity
     WHERE datname = current_database() AND application_name = 'afterword worker' AND state <> 'idle' LIMIT 1) one`,
  )
  await rounds
  await Promise.all(pools.map((pool) => sweepSearches(pool, quiet)))
  const { rows } = await bench.owner.query(
    `SELECT count(*)::int AS tasks, count(DISTINCT client_id)::int AS clients,
       (SELECT count(*)::int FROM event WHERE type = 'task.scheduled') AS events FROM task`,
  )
  expect(rows).toEqual([{ tasks: 700, clients: 700, events: 700 }])
})
