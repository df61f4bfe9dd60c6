import { afterAll, beforeAll, expect, it } from 'vitest'
import { buildPractice, type Practice } from '../builders/people.ts'
import { type Api, type Caller, startApi } from '../setup/api.ts'

let api: Api
let practice: Practice
let coach: Caller

beforeAll(async () => {
  api = await startApi()
  practice = await buildPractice(api.owner)
  coach = await api.as(practice.coach)
})
afterAll(() => api.close())

const facts = {
  durationMinutes: 60,
  timeZone: 'America/New_York',
  format: 'video',
  decision: { kind: 'within', days: 14 },
}

it('contacts, interviews, statements, stages and tasks that change at once all succeed or say why, and the plan is one', async () => {
  const people = ['Ada', 'Ben', 'Cleo'].map((name) => ({
    name,
    email: `${name.toLowerCase()}@example.com`,
    role: 'interviewer',
  }))
  const interviews = await Promise.all(
    ['2030-03-04T15:00:00Z', '2030-03-05T15:00:00Z', '2030-03-06T15:00:00Z'].map((startsAt) =>
      coach
        .post('/v1/interviews')
        .send({ ...facts, opportunityId: practice.opportunity.id, startsAt, participants: people }),
    ),
  )
  for (const { status, body } of interviews) expect([201, 409], JSON.stringify(body)).toContain(status)
  const [first] = interviews.filter(({ status }) => status === 201)
  const { id, participants } = (first?.body ?? {}) as { id: string; participants: { contactId: string }[] }
  const tasks = (await coach.get(`/v1/tasks?interviewId=${id}`)).body.data as { id: string }[]
  const requests = Array.from({ length: 8 }, (_, round) => [
    coach
      .patch(`/v1/contacts/${participants[round % 3]?.contactId}`)
      .set('if-match', '*')
      .send({ phone: `+1 212 555 01${round}0` }),
    coach
      .patch(`/v1/interviews/${id}`)
      .set('if-match', '*')
      .send({ participants: round % 2 ? people : people.slice(0, 2) }),
    coach
      .post(`/v1/interviews/${id}/timelines`)
      .send(round % 2 ? { kind: 'doNotContact' } : { kind: 'within', days: 14 }),
    coach
      .patch(`/v1/opportunities/${practice.opportunity.id}`)
      .set('if-match', '*')
      .send({ stage: round % 2 ? 'rejected' : 'interviewing' }),
    coach.post(`/v1/tasks/${tasks[round % tasks.length]?.id}/complete`).send({}),
  ]).flat()
  const statuses = (await Promise.all(requests)).map(({ status }) => status)
  expect([...new Set(statuses)].filter((status) => ![200, 201, 409].includes(status))).toEqual([])

  const { rows } = await api.owner.query(
    `SELECT interview_id, slot, count(*)::int AS n FROM task WHERE status IN ('blocked', 'scheduled', 'due', 'overdue') GROUP BY 1, 2 HAVING count(*) > 1`,
  )
  expect(rows, 'no slot has two open tasks').toEqual([])
  const positions = await api.owner.query(
    'SELECT position FROM timeline_statement WHERE interview_id = $1 ORDER BY 1',
    [id],
  )
  expect(positions.rows.map(({ position }) => position)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9])
  const before = (await coach.get(`/v1/interviews/${id}/plan`)).body
  await coach.patch(`/v1/interviews/${id}`).set('if-match', '*').send({ round: 2 })
  expect((await coach.get(`/v1/interviews/${id}/plan`)).body, 'planning again changes nothing').toEqual(
    before,
  )
})
