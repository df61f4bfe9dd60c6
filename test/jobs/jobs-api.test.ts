import { afterAll, beforeAll, expect, it } from 'vitest'
import { keepJobBook } from '../../server/features/jobs/jobs.book.ts'
import { runAgenda } from '../../server/platform/agenda.ts'
import { createWorkerPool } from '../../server/platform/worker-pool.ts'
import { startWorker, type Worker } from '../../server/worker.ts'
import { buildPractice, insert, type Practice } from '../builders/people.ts'
import { type Api, startApi } from '../setup/api.ts'
import { eventually } from '../setup/process.ts'

const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined }

let api: Api
let ours: Practice
let worker: Worker | null = null

beforeAll(async () => {
  api = await startApi()
  ours = await buildPractice(api.owner)
})
afterAll(async () => {
  await worker?.stop()
  await api.close()
})

const ready = async () => (await api.anyone.get('/health/ready')).body

it('an API alone is ready, and says that no worker has been seen; with one it says so, by the database’s clock', async () => {
  expect(await ready()).toEqual({
    ...{ status: 'ready', database: 'ok', migrations: 'ok', jobs: 'never', secondsSinceBeat: null },
  })
  worker = await startWorker({ config: { testClock: true }, url: api.database.urls.worker, log: quiet })
  await eventually('a worker is seen', async () => (await ready()).jobs === 'ok')
  const admin = await api.as(ours.admin)
  expect((await admin.get('/v1/jobs')).body.worker).toEqual({ lastSeenAt: expect.any(String), late: false })
})

it('is not ready without a migration of its release, and late when no worker has been seen for a while', async () => {
  await api.owner.query(
    `CREATE TABLE kept AS SELECT * FROM migration; DELETE FROM migration WHERE name LIKE 'Jobs%'`,
  )
  const without = await api.anyone.get('/health/ready')
  expect([without.status, without.body.migrations]).toEqual([503, 'missing'])
  await api.owner.query(
    'INSERT INTO migration SELECT * FROM kept WHERE name NOT IN (SELECT name FROM migration); DROP TABLE kept',
  )
  expect((await api.anyone.get('/health/ready')).status).toBe(200)
  // A beat is overwritten by the next, so the clock of the question is asked instead.
  const { rows } = await api.owner.query('SELECT seconds_since_beat AS seconds FROM readiness()')
  expect(rows[0].seconds).toBeLessThan(30)
})

it('tells admins how each job fares, and runs one at their wish; who asked is in the log', async () => {
  const [admin, coach] = [await api.as(ours.admin), await api.as(ours.coach)]
  await eventually(
    'jobs have run',
    async () => {
      const { body } = await admin.get('/v1/jobs')
      return body.data.some(
        ({ name, runs }: { name: string; runs: number }) => name === 'tasks.sweep' && runs > 0,
      )
    },
    30_000,
  )
  const { body } = await admin.get('/v1/jobs').expect(200)
  const names = body.data.map(({ name }: { name: string }) => name)
  expect(names).toEqual(
    expect.arrayContaining([
      'agenda.purge',
      'decisions.sweep',
      'events.partitions',
      'removed.purge',
      'searches.sweep',
      'tasks.sweep',
    ]),
  )
  expect(body.queues).toEqual({ mails: 0, webhookDeliveries: 0, sweepLagSeconds: 0 })

  await eventually(
    'the first round is over',
    async () => (await admin.get('/v1/jobs/removed.purge')).body.runs > 0,
    30_000,
  )
  const before = (await admin.get('/v1/jobs/removed.purge')).body
  expect(before).toMatchObject({ everySeconds: 600, failuresInARow: 0, lastFailure: null, wantedAt: null })
  const asked = await admin.post('/v1/jobs/removed.purge/run').expect(200)
  expect(asked.body.wantedAt).toEqual(expect.any(String))
  await eventually(
    'it ran once more',
    async () => (await admin.get('/v1/jobs/removed.purge')).body.runs > before.runs,
    30_000,
  )
  expect((await admin.get('/v1/jobs/removed.purge')).body.wantedAt).toBeNull()
  const { body: log } = await admin.get('/v1/activities?recordType=job')
  expect(log.data).toMatchObject([
    { verb: 'run_asked', actor: { id: ours.admin.id }, changes: { name: [null, 'removed.purge'] } },
  ])

  for (const [caller, status] of [
    [coach, 403],
    [api.anyone, 401],
  ] as const) {
    expect((await caller.get('/v1/jobs')).status).toBe(status)
    expect((await caller.post('/v1/jobs/removed.purge/run')).status).toBe(status)
  }
  expect((await admin.post('/v1/jobs/no.such/run')).status).toBe(404)
  expect((await admin.get('/v1/jobs/no.such')).status).toBe(404)
  const graph = await admin
    .post('/graphql')
    .send({ query: '{ jobs { data { name runs } worker { late } queues { mails } } }' })
  expect(graph.body.data.jobs).toMatchObject({ worker: { late: false }, queues: { mails: 0 } })
  expect(graph.body.data.jobs.data.map(({ name }: { name: string }) => name)).toEqual(names)
}, 90_000)

it('counts what is on its way of the caller’s practice alone', async () => {
  const theirs = await buildPractice(api.owner)
  const delivery = {
    organization_id: theirs.organizationId,
    webhook_id: theirs.admin.id,
    id: theirs.coach.id,
  }
  await insert(api.owner, 'webhook_delivery', {
    ...{ ...delivery, type: 'task.due', payload: '{}', occurred_at: '2027-01-01T00:00:00Z' },
  })
  const [mine, other] = [await api.as(ours.admin), await api.as(theirs.admin)]
  expect((await mine.get('/v1/jobs')).body.queues.webhookDeliveries).toBe(0)
  expect((await other.get('/v1/jobs')).body.queues.webhookDeliveries).toBe(1)
})

it('a failure is told in a few words, without what it quotes, counted in a row, and forgotten with a success', async () => {
  const pool = createWorkerPool(api.database.urls.worker, true)
  let broken = true
  const run = async () => {
    if (broken)
      throw Object.assign(
        new Error(`invalid input "Ana Ruiz, ana@example.com" ${'and so on '.repeat(2_000)}`),
        { code: '22P02' },
      )
  }
  const jobs = [{ name: 'test.failing', everySeconds: 1, run }]
  const book = keepJobBook(pool, jobs)
  const agenda = runAgenda({ pool, jobs, log: quiet, ran: book.record })
  const admin = await api.as(ours.admin)
  const job = async () => (await admin.get('/v1/jobs/test.failing')).body
  await eventually('it failed', async () => (await job()).failuresInARow >= 1, 40_000)
  expect((await job()).lastFailure.length).toBeLessThanOrEqual(200)
  expect((await job()).lastFailure).toMatch(/^invalid input "…" and so on/)
  const { rows } = await api.owner.query(
    `SELECT fail_reason AS reason FROM agenda_jobs WHERE name = 'test.failing'`,
  )
  expect(rows[0].reason.length).toBeLessThanOrEqual(200)
  broken = false
  await eventually('it works again', async () => (await job()).failuresInARow === 0, 40_000)
  expect((await job()).lastFailureAt).toEqual(expect.any(String))
  await agenda.stop()
  await book.stop()
  await pool.end()
}, 90_000)
