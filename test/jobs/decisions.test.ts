import { afterAll, beforeAll, expect, test } from 'vitest'
import { sweepDecisions } from '../../server/features/interviews/decisions.sweep.ts'
import { createWorkerPool } from '../../server/platform/worker-pool.ts'
import { buildOpportunity, buildPractice, type Practice } from '../builders/people.ts'
import { type Api, type Caller, startApi } from '../setup/api.ts'
import { moveClock } from '../setup/clock.ts'
import { eventually } from '../setup/process.ts'
import { settled } from '../setup/settled.ts'

let api: Api
let ours: Practice
let coach: Caller
const pools = [] as ReturnType<typeof createWorkerPool>[]

beforeAll(async () => {
  api = await startApi()
  ours = await buildPractice(api.owner)
  coach = await api.as(ours.coach)
  for (let n = 0; n < 3; n++) pools.push(createWorkerPool(api.database.urls.worker, true))
})
afterAll(async () => {
  await Promise.all(pools.map((pool) => pool.end()))
  await api.close()
})

/** All three at once. */
const sweep = async () => {
  const told = await Promise.all(pools.map((pool) => sweepDecisions(pool)))
  return told.reduce((sum, each) => sum + each, 0)
}
const clockTo = (to: string) => moveClock(api.database.urls.migrate, { to })

async function interview(timeZone: string, startsAt: string, decision: object): Promise<string> {
  const opportunity = await buildOpportunity(api.owner, ours.organizationId, ours.client)
  const answer = await coach.post('/v1/interviews').send({
    ...{
      opportunityId: opportunity.id,
      startsAt,
      durationMinutes: 60,
      timeZone,
      format: 'video',
      round: 1,
    },
    ...{ participants: [{ name: 'Ana Ruiz', role: 'interviewer', email: 'ana@example.com' }], decision },
  })
  expect(answer.status, JSON.stringify(answer.body)).toBe(201)
  return answer.body.id
}
const state = (id: string, decision: object) =>
  coach.post(`/v1/interviews/${id}/timelines`).send(decision).expect(201)

async function toldOf(id: string): Promise<{ date: string; moment: string }[]> {
  const { rows } = await api.owner.query(
    `SELECT data->>'decisionDate' AS date, moment FROM event WHERE subject_id = $1 AND type = 'decision.date_passed' ORDER BY id`,
    [id],
  )
  return rows.map(({ date, moment }) => ({ date, moment: moment.toISOString() }))
}

test('once for each statement, when its day is over where the interview is; nothing once the outcome is known', async () => {
  await clockTo('2027-03-22T09:00:00Z')
  // Its day ends an hour earlier: Berlin puts its clocks forward on the 28th.
  const berlin = await interview('Europe/Berlin', '2027-03-22T10:00:00Z', {
    kind: 'byDate',
    date: '2027-03-28',
  })
  const apia = await interview('Pacific/Apia', '2027-03-22T10:00:00Z', { kind: 'byDate', date: '2027-03-28' })
  const known = await interview('UTC', '2027-03-22T10:00:00Z', { kind: 'byDate', date: '2027-03-27' })
  const silent = await interview('UTC', '2027-03-22T10:00:00Z', { kind: 'doNotContact' })
  expect(await sweep()).toBe(0)
  const { headers } = await coach.get(`/v1/interviews/${known}`)
  await coach
    .patch(`/v1/interviews/${known}`)
    .set('if-match', headers.etag ?? '')
    .send({ outcome: 'rejected' })
    .expect(200)

  await clockTo('2027-03-28T11:00:01Z')
  expect([await sweep(), await sweep()]).toEqual([1, 0])
  expect(await toldOf(apia)).toEqual([{ date: '2027-03-28', moment: '2027-03-28T11:00:00.000Z' }])
  await clockTo('2027-03-28T21:59:59Z')
  expect(await sweep()).toBe(0)
  await clockTo('2027-03-28T22:00:01Z')
  expect([await sweep(), await sweep()]).toEqual([1, 0])
  expect(await toldOf(berlin)).toEqual([{ date: '2027-03-28', moment: '2027-03-28T22:00:00.000Z' }])
  expect([...(await toldOf(known)), ...(await toldOf(silent))]).toEqual([])

  // Another statement has a day of its own; the first one said again is the same one.
  await state(berlin, { kind: 'byDate', date: '2027-04-02' })
  await clockTo('2027-04-02T22:00:01Z')
  expect([await sweep(), await sweep()]).toEqual([1, 0])
  await state(berlin, { kind: 'byDate', date: '2027-03-28' })
  expect(await sweep()).toBe(0)
  expect((await toldOf(berlin)).map(({ date }) => date)).toEqual(['2027-03-28', '2027-04-02'])
})

test('telling raises no version and is nobody’s activity', async () => {
  await clockTo('2027-05-03T09:00:00Z')
  const id = await interview('UTC', '2027-05-03T10:00:00Z', { kind: 'byDate', date: '2027-05-04' })
  const before = await coach.get(`/v1/interviews/${id}`)
  await clockTo('2027-05-05T00:00:01Z')
  expect(await sweep()).toBe(1)
  expect((await coach.get(`/v1/interviews/${id}`)).headers.etag).toBe(before.headers.etag)
  await settled(api.owner)
  const changes = await coach.get('/v1/changes?types=decision&limit=500')
  expect(changes.body.data.filter((change: { subjectId: string }) => change.subjectId === id)).toMatchObject([
    {
      type: 'decision.date_passed',
      clientId: ours.client.id,
      data: { decisionDate: '2027-05-04', interviewId: id },
    },
  ])
})

test('a worker killed in the middle tells of nothing twice and leaves nothing out', async () => {
  const ids: string[] = []
  await clockTo('2027-06-07T09:00:00Z')
  for (let n = 0; n < 8; n++)
    ids.push(await interview('UTC', '2027-06-07T10:00:00Z', { kind: 'byDate', date: '2027-06-08' }))
  await clockTo('2027-06-09T00:00:01Z')
  const round = Promise.allSettled(pools.map((pool) => sweepDecisions(pool)))
  await api.owner.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'afterword worker' LIMIT 2`,
  )
  await round
  // An idle connection that was ended may be found out only by the next statement on it.
  await eventually('it sweeps again', () =>
    sweep().then(
      () => true,
      () => false,
    ),
  )
  for (const id of ids) expect(await toldOf(id)).toHaveLength(1)
})
