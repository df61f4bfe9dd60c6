import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildClient, buildOpportunity, buildPractice, type Practice } from '../builders/people.ts'
import { type Api, type Caller, startApi } from '../setup/api.ts'

let api: Api
let ours: Practice
let admin: Caller
let coach: Caller
let other: Caller

interface Row {
  id: string
  kind: string
  status: string
  dueAt: string
  overdueAt: string | null
  originalDueAt: string
  completedAt: string | null
  coachId: string
}
const hour = 3_600_000
const interviewEnds = '2026-02-02T16:00:00Z'

beforeAll(async () => {
  api = await startApi()
  ours = await buildPractice(api.owner)
  await populate(await buildPractice(api.owner), 1)
  await populate(ours, 4)
  // Older than what is kept of them: the figures must not need any.
  await api.owner.query('DELETE FROM event')
  admin = await api.as(ours.admin)
  coach = await api.as(ours.coach)
  other = await api.as(ours.other)
})
afterAll(() => api.close())

/** Interviews long ago: of the thank-yous one is sent after 3 h, one after 30 h, the others never; each employer answers after 48 h and more. */
async function populate(practice: Practice, many: number): Promise<void> {
  const asCoach = await api.as(practice.coach)
  for (let n = 0; n < many; n++) {
    const client = await buildClient(api.owner, practice.organizationId, practice.coach, {
      status: n % 2 ? 'active' : 'paused',
    })
    await api.owner.query(`UPDATE client SET status = 'active' WHERE id = $1`, [client.id])
    const opportunity = await buildOpportunity(api.owner, practice.organizationId, client)
    const { body, status } = await asCoach.post('/v1/interviews').send({
      opportunityId: opportunity.id,
      startsAt: '2026-02-02T15:00:00Z',
      durationMinutes: 60,
      timeZone: 'America/New_York',
      format: 'video',
      participants: [{ name: `Ada ${n}`, role: 'interviewer', email: `ada${n}@example.com` }],
      decision: { kind: 'within', days: 14 },
    })
    expect(status).toBe(201)
    const thanks = body.plan.tasks.find(({ kind }: Row) => kind === 'thank_you')
    if (n < 2) {
      expect((await asCoach.post(`/v1/tasks/${thanks.id}/complete`).send({})).status).toBe(200)
      const at = new Date(Date.parse(interviewEnds) + (n === 0 ? 3 : 30) * hour)
      await api.owner.query('UPDATE task SET completed_at = $2 WHERE id = $1', [thanks.id, at])
    }
    if (n < 3) {
      const { version } = (await asCoach.get(`/v1/opportunities/${opportunity.id}`)).body
      await asCoach
        .patch(`/v1/opportunities/${opportunity.id}`)
        .set('if-match', `"v${version}"`)
        .send({ stage: n ? 'rejected' : 'offer' })
      const at = new Date(Date.parse(interviewEnds) + (48 + n) * hour)
      await api.owner.query(
        `UPDATE activity SET occurred_at = $2 WHERE record_id = $1 AND changes ? 'stage' AND verb = 'changed'`,
        [opportunity.id, at],
      )
    }
  }
}

const ask = async (caller: Caller, selection: string, args = '') => {
  const { body } = await caller.post('/graphql').send({ query: `{ statistics${args} { ${selection} } }` })
  expect(body.errors).toBeUndefined()
  return body.data.statistics
}
const tally = (words: string[]) =>
  Object.fromEntries([...new Set(words)].map((word) => [word, words.filter((one) => one === word).length]))
const all = async (caller: Caller, list: string): Promise<Row[]> =>
  (await caller.get(`/v1/${list}?limit=200`)).body.data

describe('figures', () => {
  it('are those of the lists', async () => {
    const told = await ask(
      admin,
      'clientsByStatus { status count } opportunitiesByStage { stage count } tasksByStatus { status count } tasksByKind { kind count }',
    )
    const counts = (rows: { count: number }[], word: string) =>
      Object.fromEntries(rows.map((row) => [(row as unknown as Record<string, string>)[word], row.count]))
    const tasks = await all(admin, 'tasks')
    expect(counts(told.clientsByStatus, 'status')).toEqual(
      tally((await all(admin, 'clients')).map(({ status }) => status)),
    )
    expect(counts(told.opportunitiesByStage, 'stage')).toEqual(
      tally((await all(admin, 'opportunities')).map((row) => (row as unknown as { stage: string }).stage)),
    )
    expect(counts(told.tasksByStatus, 'status')).toEqual(tally(tasks.map(({ status }) => status)))
    expect(counts(told.tasksByKind, 'kind')).toEqual(tally(tasks.map(({ kind }) => kind)))
  })

  it('tell each coach’s load', async () => {
    const open = (await all(admin, 'tasks')).filter(({ status }) =>
      ['blocked', 'scheduled', 'due', 'overdue'].includes(status),
    )
    const told = await ask(admin, 'tasksByCoach { coachId open due overdue coach { name } }')
    expect(told.tasksByCoach).toEqual([
      {
        coachId: ours.coach.id,
        open: open.length,
        due: open.filter(({ status }) => status === 'due').length,
        overdue: open.filter(({ status }) => status === 'overdue').length,
        coach: { name: 'Robin Hale' },
      },
    ])
  })

  it('of days are by the reader’s midnights, empty days too', async () => {
    const tasks = await all(admin, 'tasks')
    const dayOf = (moment: string | null) =>
      moment && new Intl.DateTimeFormat('en-CA', { timeZone: 'America/New_York' }).format(new Date(moment))
    const { tasksByDay } = await ask(
      admin,
      'tasksByDay(from: "2026-01-30", through: "2026-03-10") { day due done }',
    )
    expect([tasksByDay.length, tasksByDay[0].day, tasksByDay.at(-1).day]).toEqual([
      40,
      '2026-01-30',
      '2026-03-10',
    ])
    for (const { day, due, done } of tasksByDay)
      expect([day, due, done]).toEqual([
        day,
        tasks.filter(({ dueAt, status }) => status !== 'cancelled' && dayOf(dueAt) === day).length,
        tasks.filter(({ completedAt, status }) => status === 'done' && dayOf(completedAt) === day).length,
      ])
    expect(tasksByDay.some(({ due }: { due: number }) => due > 0)).toBe(true)
    const { body } = await admin
      .post('/graphql')
      .send({ query: '{ statistics { tasksByDay(from: "2026-01-01", through: "2027-06-01") { day } } }' })
    expect(body.errors[0].extensions).toMatchObject({ errors: [{ pointer: 'through' }] })
  })

  it('of thank-yous and of being on time count what there is no more time for', async () => {
    const told = await ask(admin, 'thankYouWithinADay { total met rate } onTime { total met rate }')
    const tasks = (await all(admin, 'tasks')).filter(({ status }) => status !== 'cancelled')
    const thanks = tasks.filter(({ kind }) => kind === 'thank_you')
    const inTime = thanks.filter(
      ({ completedAt, originalDueAt }) =>
        completedAt && Date.parse(completedAt) <= Date.parse(originalDueAt) + 24 * hour,
    )
    expect([thanks.length, inTime.length]).toEqual([4, 1])
    expect(told.thankYouWithinADay).toEqual({ total: 4, met: 1, rate: 0.25 })
    const judged = tasks.filter(
      ({ status, overdueAt, completedAt }) =>
        status !== 'skipped' && overdueAt && (completedAt || Date.parse(overdueAt) <= Date.now()),
    )
    const met = judged.filter(
      ({ completedAt, overdueAt }) =>
        completedAt && Date.parse(completedAt) <= Date.parse(overdueAt as string),
    )
    expect(told.onTime).toEqual({ total: judged.length, met: met.length, rate: met.length / judged.length })
    const later = await ask(admin, 'thankYouWithinADay { total met rate }', '(since: "2026-03-01T00:00:00Z")')
    expect(later.thankYouWithinADay).toEqual({ total: 0, met: 0, rate: null })
  })

  it('of employers are the hours from the interview to the answer', async () => {
    const { employerResponses } = await ask(
      admin,
      'employerResponses { answers medianHours longestHours employer { name } }',
    )
    expect(employerResponses).toEqual(
      [50, 49, 48].map((hours) => ({
        answers: 1,
        medianHours: hours,
        longestHours: hours,
        employer: { name: 'Lumen Freight' },
      })),
    )
    const none = await ask(admin, 'employerResponses { answers }', '(until: "2026-02-01T00:00:00Z")')
    expect(none.employerResponses).toEqual([])
  })

  it('are of what the caller sees', async () => {
    const selection =
      'clientsByStatus { count } tasksByKind { count } thankYouWithinADay { total } employerResponses { answers }'
    const nothing = {
      clientsByStatus: [],
      tasksByKind: [],
      thankYouWithinADay: { total: 0 },
      employerResponses: [],
    }
    expect(await ask(other, selection)).toEqual(nothing)
    expect(await ask(coach, selection)).toEqual(await ask(admin, selection))
    expect(await ask(coach, selection, '(coachId: "me")')).toEqual(await ask(admin, selection))
    expect(await ask(admin, selection, `(coachId: "${ours.other.id}")`)).toEqual(nothing)
    const client = await api.as(ours.client)
    const { body } = await client.post('/graphql').send({ query: `{ statistics { ${selection} } }` })
    expect([body.data, body.errors[0].extensions.code]).toEqual([null, 'forbidden'])
  })
})
