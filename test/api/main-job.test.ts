import { afterAll, beforeAll, describe, expect, it } from 'vitest'
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

/** Monday 2 March 2026, 10:00 to 11:00 in New York (worked case 2), before anything of it is past. */
const interview = () => ({
  opportunityId: practice.opportunity.id,
  startsAt: '2030-03-04T15:00:00Z',
  durationMinutes: 60,
  timeZone: 'America/New_York',
  format: 'video',
  round: 1,
  participants: [
    { name: 'Ana Okafor', role: 'interviewer', email: 'ana.okafor@example.com' },
    { name: null, role: 'interviewer' },
    { name: 'Pat Lind', role: 'receptionist' },
  ],
  topics: ['the move to Postgres'],
  promises: ['portfolio'],
  decision: { kind: 'within', days: 14 },
})

describe('an interview goes in', () => {
  it('is previewed without anything being written, and saved with the same plan', async () => {
    const { opportunityId, ...facts } = interview()
    const preview = await coach
      .post('/v1/follow-up-plans:preview')
      .send({ ...facts, employer: { country: 'US', region: 'NY' } })
    expect(preview.status, JSON.stringify(preview.body)).toBe(200)
    expect(preview.body.decisionDate).toBe('2030-03-18')
    const before = await api.owner.query('SELECT count(*)::int AS n FROM task')
    expect(before.rows[0].n).toBe(0)

    const created = await coach.post('/v1/interviews').send({ ...facts, opportunityId })
    expect(created.status, JSON.stringify(created.body)).toBe(201)
    expect(created.headers.location).toBe(`/v1/interviews/${created.body.id}`)
    const dates = (tasks: { kind: string; dueAt: string; status: string; participant: number | null }[]) =>
      tasks.map(({ kind, dueAt, status, participant }) => [kind, dueAt, status, participant])
    expect(dates(created.body.plan.tasks).sort()).toEqual(dates(preview.body.tasks).sort())
    expect(dates(preview.body.tasks)).toEqual([
      ['promise', '2030-03-04T16:00:00Z', 'scheduled', null],
      ['obtain_contact', '2030-03-04T16:00:00Z', 'scheduled', 1],
      ['thank_you', '2030-03-04T16:00:00Z', 'scheduled', 0],
      ['thank_you', '2030-03-04T16:00:00Z', 'blocked', 1],
      ['follow_up', '2030-03-11T14:00:00Z', 'scheduled', 0],
      ['pre_decision_follow_up', '2030-03-14T14:00:00Z', 'scheduled', 0],
      ['decision_check', '2030-03-19T14:00:00Z', 'scheduled', 0],
    ])
    for (const task of preview.body.tasks) expect(task.reason).toMatch(/\w.*\./)
  })

  it('unblocks the thank-you when the missing address is filled in, and completes what asked for it', async () => {
    const created = (
      await coach.post('/v1/interviews').send({ ...interview(), startsAt: '2030-04-01T14:00:00Z' })
    ).body
    const unknown = created.participants.find((person: { name: string | null }) => person.name === null)
    const contact = await coach.get(`/v1/contacts/${unknown.contactId}`)
    expect(contact.status).toBe(200)
    const patched = await coach
      .patch(`/v1/contacts/${unknown.contactId}`)
      .set('if-match', contact.headers.etag as string)
      .send({ name: 'Lee Moss', email: 'lee.moss@example.com' })
    expect(patched.status, JSON.stringify(patched.body)).toBe(200)
    const plan = (await coach.get(`/v1/interviews/${created.id}/plan`)).body
    const of = (kind: string) =>
      plan.tasks.filter(
        (task: { kind: string; participant: number }) => task.kind === kind && task.participant === 1,
      )
    expect(of('obtain_contact')).toMatchObject([{ status: 'done' }])
    expect(of('thank_you')).toMatchObject([
      { status: 'scheduled', title: expect.stringContaining('Lee Moss') },
    ])
  })

  it('re-plans when they say something new, keeps the history, and A, B, A gives the plan of A', async () => {
    const created = (
      await coach.post('/v1/interviews').send({ ...interview(), startsAt: '2030-05-06T14:00:00Z' })
    ).body
    const open = async () =>
      (await coach.get(`/v1/interviews/${created.id}/plan`)).body.tasks
        .filter(({ status }: { status: string }) => status !== 'cancelled')
        .map(({ id, kind, dueAt }: { id: string; kind: string; dueAt: string }) => [id, kind, dueAt])
    const planA = await open()
    const said = await coach.post(`/v1/interviews/${created.id}/timelines`).send({ kind: 'doNotContact' })
    expect(said.status, JSON.stringify(said.body)).toBe(201)
    expect((await open()).map(([, kind]: string[]) => kind)).not.toContain('follow_up')
    await coach.post(`/v1/interviews/${created.id}/timelines`).send({ kind: 'within', days: 14 })
    expect(await open()).toEqual(planA)
    const history = (await coach.get(`/v1/interviews/${created.id}/timelines`)).body.data
    expect(history.map(({ kind }: { kind: string }) => kind)).toEqual(['within', 'doNotContact', 'within'])
  })

  it('cancels the calls when there is an offer, and restores them when that is undone', async () => {
    const opportunity = (
      await coach.post('/v1/opportunities').send({
        clientId: practice.client.id,
        employer: { name: 'Quill & Sons', country: 'GB' },
        title: 'Analyst',
      })
    ).body
    const created = (
      await coach.post('/v1/interviews').send({ ...interview(), opportunityId: opportunity.id })
    ).body
    const kinds = async (status: string) =>
      (await coach.get(`/v1/tasks?interviewId=${created.id}&status=${status}`)).body.data.map(
        ({ kind }: { kind: string }) => kind,
      )
    const setStage = async (stage: string) => {
      const at = await coach.get(`/v1/opportunities/${opportunity.id}`)
      const answer = await coach
        .patch(`/v1/opportunities/${opportunity.id}`)
        .set('if-match', at.headers.etag as string)
        .send({ stage })
      expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    }
    const before = await kinds('scheduled')
    expect((await coach.get(`/v1/opportunities/${opportunity.id}`)).body.stage).toBe('interviewing')
    await setStage('offer')
    expect((await coach.get(`/v1/interviews/${created.id}`)).body.outcome).toBe('offer')
    expect((await kinds('cancelled')).sort()).toEqual([
      'decision_check',
      'follow_up',
      'pre_decision_follow_up',
    ])
    expect(await kinds('scheduled')).toContain('thank_you')
    await setStage('interviewing')
    expect((await coach.get(`/v1/interviews/${created.id}`)).body.outcome).toBeNull()
    expect(await kinds('scheduled')).toEqual(before)
  })
})

describe('a task', () => {
  const fresh = async () => {
    const body = {
      clientId: practice.client.id,
      title: 'Read the annual report',
      dueAt: '2030-01-07T15:00:00Z',
      overdueAt: '2030-01-08T15:00:00Z',
    }
    const answer = await coach.post('/v1/tasks').send(body)
    expect(answer.status, JSON.stringify(answer.body)).toBe(201)
    return answer.body as { id: string; version: number }
  }

  it('is completed once, however often it is asked, and can be undone', async () => {
    const { id } = await fresh()
    const done = await coach.post(`/v1/tasks/${id}/complete`).send({ note: 'Read it.' })
    expect(done.body).toMatchObject({ status: 'done', note: 'Read it.' })
    const again = await coach.post(`/v1/tasks/${id}/complete`)
    expect([again.status, again.body.version]).toEqual([200, done.body.version])
    const undone = await coach.post(`/v1/tasks/${id}/undo`).set('if-match', done.headers.etag as string)
    expect(undone.body).toMatchObject({ status: 'scheduled', completedAt: null, note: null })
    expect((await coach.post(`/v1/tasks/${id}/undo`)).status).toBe(409)
    const events = await api.owner.query(`SELECT type FROM event WHERE subject_id = $1 ORDER BY id`, [id])
    expect(events.rows.map(({ type }) => type)).toEqual(['task.scheduled', 'task.completed', 'task.reopened'])
  })

  it('is snoozed with its overdue moment, at most 90 days', async () => {
    const { id } = await fresh()
    await api.owner.query(`UPDATE test_clock SET clock_offset = timestamptz '2030-01-07T16:00:00Z' - now()`)
    try {
      const snoozed = await coach.post(`/v1/tasks/${id}/snooze`).send({ until: '2030-01-09T15:00:00Z' })
      expect(snoozed.body).toMatchObject({
        dueAt: '2030-01-09T15:00:00Z',
        overdueAt: '2030-01-10T15:00:00Z',
        snoozeCount: 1,
        movedByHand: true,
      })
      const next = await coach.post(`/v1/tasks/${id}/snooze`).send({})
      expect(next.body).toMatchObject({ dueAt: '2030-01-08T15:00:00Z', snoozeCount: 2 })
      const far = await coach.post(`/v1/tasks/${id}/snooze`).send({ until: '2030-06-01T15:00:00Z' })
      expect([far.status, far.body.errors[0].pointer]).toEqual([400, '/until'])
    } finally {
      await api.owner.query(`UPDATE test_clock SET clock_offset = '0'`)
    }
  })

  it('is skipped and reopened; a version that is not the stored one changes nothing', async () => {
    const { id } = await fresh()
    const stale = await coach.post(`/v1/tasks/${id}/skip`).set('if-match', '"v99"').send({})
    expect(stale.status).toBe(412)
    expect((await coach.post(`/v1/tasks/${id}/skip`).send({ reason: 'No longer needed' })).body.status).toBe(
      'skipped',
    )
    expect((await coach.post(`/v1/tasks/${id}/complete`).send({})).status).toBe(409)
    expect((await coach.post(`/v1/tasks/${id}/reopen`).send({})).body.status).toBe('scheduled')
  })
})
