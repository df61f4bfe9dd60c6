import { afterAll, beforeAll, expect, it } from 'vitest'
import { buildClient, buildOpportunity, buildPractice, type Practice } from '../builders/people.ts'
import { type Api, type Caller, startApi } from '../setup/api.ts'

let api: Api
let practice: Practice
let coach: Caller
let client: Caller

beforeAll(async () => {
  api = await startApi()
  practice = await buildPractice(api.owner)
  coach = await api.as(practice.coach)
  client = await api.as(practice.client)
})
afterAll(() => api.close())

const facts = {
  startsAt: '2030-03-04T15:00:00Z',
  durationMinutes: 60,
  timeZone: 'America/New_York',
  format: 'video',
  decision: { kind: 'within', days: 14 },
}
const vera = { name: 'Vera Boss', email: 'vera@example.com', role: 'interviewer' }
const enter = async (opportunityId: string, more: object = {}) =>
  (await coach.post('/v1/interviews').send({ ...facts, opportunityId, ...more })).body

it('a client who names somebody whom only another client met learns nothing of them', async () => {
  const other = await buildClient(api.owner, practice.organizationId, practice.coach, { name: 'Bob' })
  const theirs = await buildOpportunity(api.owner, practice.organizationId, other, {
    employer_id: practice.opportunity.employerId,
  })
  const { contactId } = (await enter(theirs.id, { participants: [vera] })).participants[0]
  const path = `/v1/contacts/${contactId}`
  await coach.patch(path).set('if-match', '*').send({ notes: 'Prefers short notes' })
  for (const [participant, pointer] of [[{ contactId }, '/participants/0/contactId']] as const) {
    const answer = await client
      .post('/v1/interviews')
      .send({ ...facts, opportunityId: practice.opportunity.id, participants: [participant] })
    expect([answer.status, answer.body.errors[0].pointer]).toEqual([422, pointer])
    expect(JSON.stringify(answer.body)).not.toContain('Vera')
  }
  expect((await client.get(path)).status).toBe(404)
  await enter(practice.opportunity.id, { participants: [vera] })
  expect((await client.get(path)).body).toMatchObject({ name: 'Vera Boss', notes: null })
  expect((await client.patch(path).set('if-match', '*').send({ email: null })).status).toBe(403)
  const filled = await client.patch(path).set('if-match', '*').send({ phone: '+1 212 555 0142' })
  expect([filled.status, filled.body.phone, filled.body.notes]).toEqual([200, '+1 212 555 0142', null])
})

it('an accepted offer that is taken back opens its interview again; an earlier one entered late has a next round', async () => {
  const { id } = (
    await coach
      .post('/v1/opportunities')
      .send({ clientId: practice.client.id, employer: { name: 'Seven' }, title: 'T' })
  ).body
  const stage = (to: string) =>
    coach.patch(`/v1/opportunities/${id}`).set('if-match', '*').send({ stage: to })
  const later = await enter(id)
  await stage('accepted')
  expect((await coach.get(`/v1/interviews/${later.id}`)).body.outcome).toBe('offer')
  await stage('interviewing')
  expect((await coach.get(`/v1/interviews/${later.id}`)).body.outcome).toBeNull()
  const earlier = await enter(id, { startsAt: '2030-03-01T15:00:00Z' })
  expect(earlier.outcome).toBe('next_round')
  expect(
    earlier.plan.tasks.filter(
      ({ kind, status }: Record<string, string>) => kind === 'follow_up' && status === 'scheduled',
    ),
  ).toEqual([])
})

it('undo gives a task its channel back', async () => {
  const { id, participants } = await enter(practice.opportunity.id, {
    participants: [{ ...vera, email: 'v2@example.com' }],
  })
  const of = async (kind: string) =>
    (await coach.get(`/v1/tasks?interviewId=${id}&kind=${kind}`)).body.data[0]
  const call = await of('follow_up')
  await coach.patch(`/v1/tasks/${call.id}`).set('if-match', '*').send({ channel: 'email' })
  expect((await coach.post(`/v1/tasks/${call.id}/undo`)).body).toMatchObject({
    channel: 'phone',
    movedByHand: false,
  })
  const before = await of('thank_you')
  await coach
    .patch(`/v1/contacts/${participants[0].contactId}`)
    .set('if-match', '*')
    .send({ phone: '+1 212 555 0100' })
  expect(await of('thank_you')).toMatchObject({ dueAt: before.dueAt, status: 'scheduled' })
})
