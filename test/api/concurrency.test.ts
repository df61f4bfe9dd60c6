import { afterAll, beforeAll, expect, it } from 'vitest'
import { buildPractice, type Practice } from '../builders/people.ts'
import { type Api, type Caller, startApi } from '../setup/api.ts'

let api: Api
let practice: Practice
let coach: Caller

beforeAll(async () => {
  // Enough connections for all who ask at once: on a loaded machine those who wait for one are told to try again.
  api = await startApi({ POOL_SIZE: '40' })
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

it('a thank-you never stays blocked when the address comes as the interview is entered', async () => {
  for (let round = 0; round < 10; round++) {
    const { body } = await coach
      .post('/v1/contacts')
      .send({ employerId: practice.opportunity.employerId, name: `Late ${round}` })
    const [entered, changed] = await Promise.all([
      coach.post('/v1/interviews').send({
        ...facts,
        opportunityId: practice.opportunity.id,
        startsAt: `2031-03-0${(round % 9) + 1}T15:00:00Z`,
        participants: [{ contactId: body.id }],
      }),
      coach
        .patch(`/v1/contacts/${body.id}`)
        .set('if-match', '*')
        .send({ email: `late${round}@example.com` }),
    ])
    expect([entered.status, changed.status]).toEqual([201, 200])
    const { rows } = await api.owner.query(
      `SELECT status FROM task WHERE contact_id = $1 AND kind = 'thank_you'`,
      [body.id],
    )
    expect(rows).toEqual([{ status: 'scheduled' }])
  }
})

it('interviews of one opportunity that are entered at once leave only the last one open, whatever its stage becomes', async () => {
  for (let round = 0; round < 6; round++) {
    const { id } = (
      await coach
        .post('/v1/opportunities')
        .send({ clientId: practice.client.id, employer: { name: 'Racing' }, title: 'T' })
    ).body
    const enter = (day: number) =>
      coach
        .post('/v1/interviews')
        .send({ ...facts, opportunityId: id, startsAt: `2031-04-0${day}T15:00:00Z` })
    const answers = await Promise.all([enter(1), enter(2), enter(3)])
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201])
    const outcomes = async () =>
      (await coach.get(`/v1/interviews?opportunityId=${id}&sort=startsAt`)).body.data.map(
        ({ outcome }: { outcome: string | null }) => outcome,
      )
    expect(await outcomes()).toEqual(['next_round', 'next_round', null])
    await Promise.all([
      enter(4),
      coach.patch(`/v1/opportunities/${id}`).set('if-match', '*').send({ stage: 'rejected' }),
    ])
    const { stage } = (await coach.get(`/v1/opportunities/${id}`)).body
    expect(stage).toBe('rejected')
  }
})
