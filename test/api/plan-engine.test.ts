import { afterAll, beforeAll, expect, it } from 'vitest'
import { buildContact, buildEmployer, buildPractice, type Practice } from '../builders/people.ts'
import { type Api, type Caller, startApi } from '../setup/api.ts'
import { whileOthersWrite } from '../setup/others.ts'

let api: Api
let practice: Practice
let coach: Caller
let admin: Caller

beforeAll(async () => {
  api = await startApi()
  practice = await buildPractice(api.owner)
  coach = await api.as(practice.coach)
  admin = await api.as(practice.admin)
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
/** One moment for all: two that are named at different times of a test must not differ by a second. */
const began = Math.floor(Date.now() / 1000) * 1000
const past = (hoursAgo: number) => new Date(began - hoursAgo * 3_600_000).toISOString()

interface Task {
  id: string
  kind: string
  status: string
  channel: string
  dueAt: string
  interviewId: string
  contactId: string | null
  reason: string
}

let turn = 0
const newOpportunity = async (): Promise<{ id: string; employerId: string; clientId: string }> => {
  turn++
  const employer = { name: `Employer ${turn}`, country: 'US', region: 'NY' }
  const clientId = practice.client.id
  return (await coach.post('/v1/opportunities').send({ clientId, employer, title: 'Analyst' })).body
}
const enter = async (opportunityId: string, more: object = {}) => {
  const answer = await coach.post('/v1/interviews').send({ ...facts, opportunityId, ...more })
  expect(answer.status, JSON.stringify(answer.body)).toBe(201)
  return answer.body
}
const patch = async (path: string, body: object, who = coach) => {
  const answer = await who.patch(path).set('if-match', '*').send(body)
  expect(answer.status, JSON.stringify(answer.body)).toBe(200)
  return answer.body
}
const tasksOf = async (interviewId: string, kind: string): Promise<Task[]> =>
  (await coach.get(`/v1/tasks?interviewId=${interviewId}&kind=${kind}`)).body.data
const one = async (interviewId: string, kind: string): Promise<Task> =>
  (await tasksOf(interviewId, kind))[0] as Task
const interview = async (id: string) => (await coach.get(`/v1/interviews/${id}`)).body
const opportunity = async (id: string) => (await coach.get(`/v1/opportunities/${id}`)).body
const act = async (id: string, verb: string, body: object = {}) => {
  const answer = await coach.post(`/v1/tasks/${id}/${verb}`).send(body)
  expect(answer.status, JSON.stringify(answer.body)).toBe(200)
  return answer.body
}
const preview = (body: object) => coach.post('/v1/follow-up-plans:preview').send(body)

it('means that are filled in move the thank-you that waited for them, and no other', async () => {
  const { id } = await newOpportunity()
  const card = await enter(id, {
    startsAt: past(30),
    format: 'onsite',
    participants: [{ name: 'Ben Ode', role: 'interviewer' }],
  })
  const { contactId } = card.participants[0]
  const mail = await enter(id, { startsAt: past(20), participants: [{ contactId }] })
  const before = await one(card.id, 'thank_you')
  expect((await one(mail.id, 'thank_you')).status).toBe('blocked')
  await patch(`/v1/contacts/${contactId}`, { email: 'ben@example.com' })
  expect((await one(card.id, 'thank_you')).dueAt).toBe(before.dueAt)
  const unblocked = await one(mail.id, 'thank_you')
  expect(Date.parse(unblocked.dueAt)).toBeGreaterThan(Date.parse(past(1)))
  // Both stay through whatever is planned later, and still follow their interview.
  await patch(`/v1/contacts/${contactId}`, { phone: '+1 212 555 0100' })
  expect((await one(card.id, 'thank_you')).dueAt).toBe(before.dueAt)
  expect((await one(mail.id, 'thank_you')).dueAt).toBe(unblocked.dueAt)
  await patch(`/v1/interviews/${card.id}`, { startsAt: past(28) })
  expect(Date.parse((await one(card.id, 'thank_you')).dueAt)).toBe(Date.parse(past(27)))
})

it.each(['reopen', 'undo'])('a call that comes back by %s after an outcome stays away', async (verb) => {
  const { id } = await newOpportunity()
  const { id: interviewId } = await enter(id, { participants: [] })
  const call = await one(interviewId, 'follow_up')
  await act(call.id, 'skip')
  await patch(`/v1/opportunities/${id}`, { stage: 'rejected' })
  expect((await act(call.id, verb)).status).toBe('cancelled')
  await patch(`/v1/opportunities/${id}`, { stage: 'interviewing' })
  expect((await one(interviewId, 'follow_up')).status).toBe('scheduled')
})

it('a call that is reopened while nothing is decided is open at its moment', async () => {
  const { id } = await newOpportunity()
  const { id: interviewId } = await enter(id)
  const call = await one(interviewId, 'follow_up')
  await act(call.id, 'complete', { outcome: 'reached' })
  expect(await act(call.id, 'reopen')).toMatchObject({ status: 'scheduled', dueAt: call.dueAt })
})

it('a later interview that is cancelled or moved takes its next round back', async () => {
  const { id } = await newOpportunity()
  const first = await enter(id)
  const second = await enter(id, { startsAt: '2030-03-11T15:00:00Z' })
  expect((await interview(first.id)).outcome).toBe('next_round')
  expect((await one(first.id, 'follow_up')).status).toBe('cancelled')
  await patch(`/v1/interviews/${second.id}`, { status: 'cancelled' })
  expect((await interview(first.id)).outcome).toBeNull()
  expect((await one(first.id, 'follow_up')).status).toBe('scheduled')
  await patch(`/v1/interviews/${second.id}`, { status: 'planned' })
  expect((await interview(first.id)).outcome).toBe('next_round')
  await patch(`/v1/interviews/${second.id}`, { startsAt: '2030-03-01T15:00:00Z' })
  expect((await interview(first.id)).outcome).toBeNull()
  expect((await interview(second.id)).outcome).toBe('next_round')
})

it('what a person said of an interview themselves stays', async () => {
  const { id } = await newOpportunity()
  const first = await enter(id)
  await patch(`/v1/interviews/${first.id}`, { outcome: 'next_round' })
  await patch(`/v1/interviews/${first.id}`, { startsAt: '2030-03-05T15:00:00Z' })
  expect((await interview(first.id)).outcome).toBe('next_round')
})

it('an outcome closes and opens those that start at the same moment too', async () => {
  const { id } = await newOpportunity()
  const [first, second] = [await enter(id), await enter(id)]
  await patch(`/v1/interviews/${first.id}`, { outcome: 'rejected' })
  expect((await interview(second.id)).outcome).toBe('rejected')
  expect((await one(second.id, 'follow_up')).status).toBe('cancelled')
  await patch(`/v1/interviews/${first.id}`, { outcome: null })
  expect((await interview(second.id)).outcome).toBeNull()
  expect((await opportunity(id)).stage).toBe('interviewing')
})

const shown = (tasks: Task[]) =>
  tasks.map(({ kind, channel, status, dueAt, reason }) => ({ kind, channel, status, dueAt, reason }))

it('a preview says what saving does: contacts by mail address, late entries, rounds, speakers', async () => {
  const { id, employerId } = await newOpportunity()
  const body = {
    ...facts,
    startsAt: past(24 * 30),
    decision: { kind: 'within', days: 10 },
    participants: [{ name: 'V.', email: 'VERA@example.com' }],
  }
  const contactId = await buildContact(api.owner, practice.organizationId, employerId, {
    ...vera,
    allowed_channels: ['email'],
  })
  const planned = (await preview({ ...body, opportunityId: id })).body
  const saved = await enter(id, body)
  expect(saved.participants[0].contactId).toBe(contactId)
  expect(shown(planned.tasks)).toEqual(shown(saved.plan.tasks))
  // Over the stored one: those that were late when they were entered are not judged again.
  const over = (await preview({ interviewId: saved.id, participants: body.participants })).body
  expect(over.tasks.map(({ action }: { action: string }) => action)).not.toContain('create')
  expect(over.tasks.find(({ kind }: Task) => kind === 'thank_you')).toMatchObject({ action: 'keep' })
  const earlier = { ...body, startsAt: past(24 * 40) }
  const first = (await preview({ ...earlier, opportunityId: id })).body
  expect(shown(first.tasks)).toEqual(shown((await enter(id, earlier)).plan.tasks))
})

it('a preview keeps the channel that was chosen and refuses whom saving refuses', async () => {
  const { id } = await newOpportunity()
  const { id: interviewId, participants } = await enter(id, { participants: [vera] })
  const { contactId } = participants[0]
  await patch(`/v1/tasks/${(await one(interviewId, 'thank_you')).id}`, { channel: 'card' })
  const kept = (await preview({ interviewId, participants: [{ contactId }] })).body
  expect(kept.tasks.find(({ kind }: Task) => kind === 'thank_you')).toMatchObject({
    action: 'keep',
    channel: 'card',
  })
  const elsewhere = await buildContact(
    api.owner,
    practice.organizationId,
    await buildEmployer(api.owner, practice.organizationId),
    { created_by: practice.coach.id },
  )
  for (const source of [{ interviewId }, { ...facts, opportunityId: id }]) {
    const participant = await preview({ ...source, participants: [{ contactId: elsewhere }] })
    expect([participant.status, participant.body.errors?.[0].pointer]).toEqual([
      422,
      '/participants/0/contactId',
    ])
    const speaker = await preview({ ...source, decision: { kind: 'unknown', statedBy: elsewhere } })
    expect([speaker.status, speaker.body.errors?.[0].pointer]).toEqual([422, '/decision/statedBy'])
  }
})

it('for a client who is not active nothing is planned, own tasks go, and exactly those come back', async () => {
  const { id } = await newOpportunity()
  const clientId = practice.client.id
  const own = async (title: string): Promise<Task> =>
    (await coach.post('/v1/tasks').send({ clientId, title, dueAt: '2030-01-01T10:00:00Z' })).body
  const [stays, skipped] = [await own('Read'), await own('Write')]
  await act(skipped.id, 'skip')
  await patch(`/v1/clients/${clientId}`, { status: 'paused' }, admin)
  const task = async ({ id: taskId }: Task) => (await coach.get(`/v1/tasks/${taskId}`)).body
  expect(await task(stays)).toMatchObject({ status: 'cancelled' })
  const planned = (await preview({ ...facts, opportunityId: id, participants: [vera] })).body
  const saved = await enter(id, { participants: [vera] })
  expect([planned.tasks, saved.plan.tasks]).toEqual([[], []])
  expect(planned.note).toBe(saved.plan.note)
  expect(planned.note).toBeTruthy()
  expect(await act(skipped.id, 'undo')).toMatchObject({ status: 'cancelled' })
  await patch(`/v1/clients/${clientId}`, { status: 'archived' }, admin)
  await patch(`/v1/clients/${clientId}`, { status: 'active' }, admin)
  expect(await task(stays)).toMatchObject({ status: 'scheduled' })
  expect((await one(saved.id, 'thank_you')).status).toBe('scheduled')
})

interface Response {
  status: number
  // What a test reads of it, it knows.
  body: Record<string, never> & { participants: { contactId: string }[]; plan: { tasks: Task[] } }
}

it('an interview that is entered while its employer moves is planned by the new place', async () => {
  const { id, employerId } = await newOpportunity()
  const decision = { kind: 'byDate', date: '2030-03-14' }
  const { body } = await whileOthersWrite<Response>(
    api.owner,
    `UPDATE employer SET country = 'SA', region = NULL WHERE id = $1`,
    [employerId],
    async () => coach.post('/v1/interviews').send({ ...facts, decision, opportunityId: id }),
  )
  const check = body.plan.tasks.find(({ kind }) => kind === 'decision_check')
  expect(check?.dueAt.slice(0, 10)).toBe('2030-03-17')
})

it('an employer’s new country moves its open plans, which keep their ids', async () => {
  const { id, employerId } = await newOpportunity()
  const body = { startsAt: '2030-03-04T15:00:00Z', decision: { kind: 'byDate', date: '2030-03-14' } }
  const open = await enter(id, body)
  const before = await one(open.id, 'decision_check')
  await patch(`/v1/employers/${employerId}`, { country: 'SA', region: null }, admin)
  const after = await one(open.id, 'decision_check')
  expect(after.id).toBe(before.id)
  expect([before.dueAt, after.dueAt].map((moment) => moment.slice(0, 10))).toEqual([
    '2030-03-15',
    '2030-03-17',
  ])
})

it('three calls without an answer turn an opportunity cold, one that reaches somebody ends it', async () => {
  const { id } = await newOpportunity()
  const { id: interviewId } = await enter(id, { decision: null })
  const call = await one(interviewId, 'follow_up')
  const another = async (): Promise<string> =>
    (
      await coach.post('/v1/tasks').send({
        clientId: practice.client.id,
        opportunityId: id,
        title: 'Call again',
        channel: 'phone',
        dueAt: '2030-03-10T10:00:00Z',
      })
    ).body.id
  const tries = [await another(), await another(), await another()] as const
  await act(tries[0], 'complete', { outcome: 'voicemail' })
  await act(tries[1], 'complete', { outcome: 'no_answer' })
  expect((await opportunity(id)).coldSince).toBeNull()
  await act(tries[2], 'complete', { outcome: 'no_answer' })
  expect((await opportunity(id)).coldSince).toMatch(/^\d{4}-\d\d-\d\d$/)
  expect((await one(interviewId, 'follow_up')).status).toBe('cancelled')
  const plan = (await coach.get(`/v1/interviews/${interviewId}/plan`)).body
  expect(plan).toMatchObject({ suggestClosing: true })
  await act(tries[2], 'undo')
  expect((await opportunity(id)).coldSince).toBeNull()
  expect(await one(interviewId, 'follow_up')).toMatchObject({ id: call.id, status: 'scheduled' })
  await act(tries[2], 'complete', { outcome: 'voicemail' })
  expect((await opportunity(id)).coldSince).not.toBeNull()
  await act(await another(), 'complete', { outcome: 'reached' })
  expect((await opportunity(id)).coldSince).toBeNull()
  expect((await one(interviewId, 'follow_up')).status).toBe('scheduled')
})
