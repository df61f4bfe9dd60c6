import { afterEach, describe, expect, it } from 'vitest'
import { seedDemo } from '../../server/demo/seed.ts'
import { decisionKinds, opportunityStages, taskKinds, taskStatuses } from '../../server/domain/vocabulary.ts'
import { demoPassword } from '../../server/features/auth/auth.routes.ts'
import { sweepTasks } from '../../server/features/tasks/tasks.sweep.ts'
import { createWorkerPool } from '../../server/platform/worker-pool.ts'
import { type Api, startApi } from '../setup/api.ts'
import { moveClock } from '../setup/clock.ts'

const started: Api[] = []
afterEach(async () => {
  for (const api of started.splice(0)) await api.close()
})

type Get = (path: string) => Promise<{ status: number; body: ReturnType<typeof JSON.parse> }>

/** The demo as the sweep leaves it, made at that moment; made now without one. */
async function demoAt(moment: string | null): Promise<Api> {
  const api = await startApi()
  started.push(api)
  if (moment) await moveClock(api.database.urls.migrate, { to: moment })
  const began = Date.now()
  await seedDemo(api.context, api.database.urls.migrate)
  console.info(`Made the demo in ${Date.now() - began} ms.`)
  const worker = createWorkerPool(api.database.urls.worker, true)
  await sweepTasks(worker)
  await worker.end()
  return api
}

async function logIn(api: Api, email: string): Promise<Get> {
  const answer = await api.anyone.post('/v1/auth/login').send({ email, password: demoPassword })
  expect(answer.status, email).toBe(200)
  return (path) => api.anyone.get(path).set('authorization', `Bearer ${answer.body.accessToken}`)
}

const wordsOf = async ({ owner }: Api, table: string, column: string): Promise<string[]> =>
  (await owner.query(`SELECT DISTINCT ${column} AS word FROM ${table}`)).rows.map(({ word }) => word)

async function refuseRealAddresses(api: Api): Promise<void> {
  const texts: string[] = []
  for (const table of [
    'organization',
    'account',
    'member',
    'client',
    'employer',
    'contact',
    'opportunity',
    'webhook',
  ])
    texts.push(...(await wordsOf(api, `${table} t`, 't::text')))
  texts.push(...(await wordsOf(api, 'interview t', 't::text')), ...(await wordsOf(api, 'task t', 't::text')))
  const hosts = texts.flatMap((text) =>
    [...text.matchAll(/(?:@|:\/\/)([\w.-]+\.[a-z]+)/gi)].map(([, host]) => host as string),
  )
  expect(hosts.length).toBeGreaterThan(100)
  expect(hosts.filter((host) => !/(\.example|^example\.com|^demo\.test)$/.test(host))).toEqual([])
}

async function refuseImpossibleTimes(api: Api): Promise<void> {
  const future = await api.owner.query(
    `SELECT (SELECT count(*)::int FROM event WHERE occurred_at > now()) AS events,
        (SELECT count(*)::int FROM task WHERE completed_at > now() OR created_at > now()) AS tasks,
        (SELECT count(*)::int FROM task WHERE completed_at < created_at) AS early`,
  )
  expect(future.rows[0]).toEqual({ events: 0, tasks: 0, early: 0 })
}

/** Who acted when, as the activity log has it: people in the past, and time itself since. */
async function refuseUndatedActivities({ owner }: Api): Promise<void> {
  const { rows } = await owner.query(
    `SELECT count(*) FILTER (WHERE actor_kind <> 'job')::int AS by_people,
       count(*) FILTER (WHERE actor_kind = 'job' AND verb NOT IN ('due', 'overdue'))::int AS by_none,
       count(DISTINCT occurred_at) FILTER (WHERE actor_kind <> 'job')::int > 200 AS spread,
       count(*) FILTER (WHERE request_id IS NOT NULL)::int AS staged,
       count(*) FILTER (WHERE occurred_at > now())::int AS future
     FROM activity`,
  )
  expect(rows[0]).toMatchObject({ spread: true, staged: 0, future: 0 })
  expect(rows[0].by_people).toBeGreaterThan(50 * rows[0].by_none)
}

/** Room for a first run on a busy machine; the demo itself is to take less than 8 s. */
describe('the demo', { timeout: 80_000 }, () => {
  it('lets all three log in, has something of everything, and names nobody’s address', async () => {
    const api = await demoAt(null)
    const admin = await logIn(api, 'admin@demo.test')
    const coach = await logIn(api, 'coach@demo.test')
    const client = await logIn(api, 'client@demo.test')

    expect((await admin('/v1/clients?limit=100')).body.data).toHaveLength(40)
    expect((await coach('/v1/clients?limit=100&coachId=me')).body.data).toHaveLength(22)
    expect((await client('/v1/clients')).body.data).toHaveLength(1)
    expect((await client('/v1/tasks')).body.data.length).toBeGreaterThan(5)

    expect((await wordsOf(api, 'task', 'status')).sort()).toEqual([...taskStatuses].sort())
    expect((await wordsOf(api, 'task', 'kind')).sort()).toEqual([...taskKinds].sort())
    expect((await wordsOf(api, 'opportunity', 'stage')).sort()).toEqual([...opportunityStages].sort())
    expect((await wordsOf(api, 'timeline_statement', 'kind')).sort()).toEqual([...decisionKinds].sort())
    const { rows } = await api.owner.query(
      'SELECT count(*)::int AS n FROM timeline_statement WHERE position > 1',
    )
    expect(rows[0].n).toBeGreaterThan(3)

    const [webhook, ...others] = (await admin('/v1/webhooks')).body.data
    expect([webhook.status, new URL(webhook.url).hostname, others]).toEqual([
      'off',
      expect.stringMatching(/\.example$/),
      [],
    ])
    const { data } = (await admin(`/v1/webhooks/${webhook.id}/deliveries`)).body
    expect(new Set(data.map(({ status }: { status: string }) => status))).toEqual(
      new Set(['delivered', 'failed']),
    )
    const queued = await api.owner.query(`SELECT FROM webhook_delivery WHERE status = 'queued'`)
    expect(queued.rowCount, 'nothing is sent').toBe(0)

    await refuseRealAddresses(api)
    await refuseImpossibleTimes(api)
    await refuseUndatedActivities(api)
  })

  it.each([
    ['a Monday morning', '2026-03-09T12:30:00Z'],
    ['a Friday night', '2026-10-17T02:30:00Z'],
    ['a Saturday', '2026-05-09T15:00:00Z'],
  ])('is a morning as they are on %s', async (name, moment) => {
    const api = await demoAt(moment)
    const coach = await logIn(api, 'coach@demo.test')
    const { body } = await coach('/v1/reports/triage?coachId=me')
    console.info(`${name}: ${JSON.stringify(body.counts)}, ${body.quiet.length} quiet`)
    expect(body.counts.overdue).toBeGreaterThanOrEqual(5)
    expect(body.counts.overdue).toBeLessThanOrEqual(8)
    expect(body.counts.dueToday).toBeGreaterThanOrEqual(6)
    expect(body.counts.dueToday).toBeLessThanOrEqual(13)
    expect(body.counts.thisWeek).toBeLessThanOrEqual(32)
    expect(body.quiet.map((each: { client: { name: string } }) => each.client.name)).toEqual(
      expect.arrayContaining(['Ethan Caldwell', 'Wanda Kowalski']),
    )
    expect(body.quiet.length).toBeLessThan(8)
    expect(body.interviews).toHaveLength(4)
  })
})
