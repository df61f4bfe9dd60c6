import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildPractice, type Practice } from '../builders/people.ts'
import { type Api, type Caller, startApi } from '../setup/api.ts'

let api: Api
let practice: Practice
let coach: Caller
let task: { id: string; etag: string }

beforeAll(async () => {
  api = await startApi()
  practice = await buildPractice(api.owner)
  coach = await api.as(practice.coach)
  const made = await coach
    .post('/v1/tasks')
    .send({ clientId: practice.client.id, title: 'Send the slides', dueAt: '2030-03-04T15:00:00Z' })
  task = { id: made.body.id, etag: made.headers.etag as string }
})
afterAll(() => api.close())

/** The tag of an answer is the one that GET gives next, and serves for 304 and for the next change. */
async function isTagOf(path: string, etag: string | undefined): Promise<void> {
  expect(etag).toMatch(/^"v\d+\.[\w-]{22}"$/)
  const got = await coach.get(path)
  expect(got.headers.etag).toBe(etag)
  expect((await coach.get(path).set('if-none-match', etag as string)).status).toBe(304)
}

const eventsOf = async (subjectId: string): Promise<string[]> =>
  (await api.owner.query('SELECT type FROM event WHERE subject_id = $1 ORDER BY id', [subjectId])).rows.map(
    ({ type }: { type: string }) => type,
  )

describe('a task', () => {
  it('has one tag, however one comes by it: POST, GET, PATCH, verbs', async () => {
    const path = `/v1/tasks/${task.id}`
    await isTagOf(path, task.etag)
    const patched = await coach.patch(path).set('if-match', task.etag).send({ note: 'By mail.' })
    expect(patched.status).toBe(200)
    await isTagOf(path, patched.headers.etag)
    const done = await coach
      .post(`${path}/complete`)
      .set('if-match', patched.headers.etag as string)
      .send({})
    expect(done.status).toBe(200)
    await isTagOf(path, done.headers.etag)
    expect((await coach.post(`${path}/reopen`).set('if-match', task.etag).send({})).status).toBe(412)
    const open = await coach.post(`${path}/reopen`).set('if-match', done.headers.etag as string)
    await isTagOf(path, open.headers.etag)
  })

  it('names dueAt, as the request does, and tells of a move only when it was moved', async () => {
    const path = `/v1/tasks/${task.id}`
    for (const dueAt of ['2001-01-01T00:00:00Z', '2199-01-01T00:00:00Z']) {
      const answer = await coach.patch(path).set('if-match', '*').send({ dueAt })
      expect([answer.status, answer.body.errors?.[0]?.pointer], answer.text).toEqual([400, '/dueAt'])
      expect(answer.body.detail).not.toContain('/until')
    }
    const before = (await eventsOf(task.id)).length
    await coach.patch(path).set('if-match', '*').send({ note: 'By post.' })
    const dueAt = new Date(Date.now() + 3 * 86_400_000).toISOString()
    await coach.patch(path).set('if-match', '*').send({ dueAt })
    expect((await eventsOf(task.id)).slice(before)).toEqual(['task.updated', 'task.moved'])
  })
})

describe('an interview', () => {
  it('gives its tasks their titles', async () => {
    const interview = await coach.post('/v1/interviews').send({
      ...{ opportunityId: practice.opportunity.id, startsAt: '2030-05-04T15:00:00Z', durationMinutes: 60 },
      ...{ timeZone: 'America/New_York', format: 'video', participants: [{ name: 'Ada' }] },
    })
    const [derived] = (await coach.get(`/v1/tasks?interviewId=${interview.body.id}`)).body.data
    const answer = await coach.patch(`/v1/tasks/${derived.id}`).set('if-match', '*').send({ title: 'Mine' })
    expect([answer.status, answer.body.errors[0].code]).toEqual([422, 'derived_title'])
  })

  it('has one tag, however one comes by it, and a new one with each statement', async () => {
    const created = await coach.post('/v1/interviews').send({
      opportunityId: practice.opportunity.id,
      startsAt: '2030-03-04T15:00:00Z',
      durationMinutes: 60,
      timeZone: 'America/New_York',
      format: 'video',
      participants: [{ name: 'Ada', email: 'ada@example.com' }],
    })
    const path = `/v1/interviews/${created.body.id}`
    await isTagOf(path, created.headers.etag)
    const patched = await coach
      .patch(path)
      .set('if-match', created.headers.etag as string)
      .send({ notes: 'Second floor.' })
    await isTagOf(path, patched.headers.etag)
    const told = await coach
      .post(`${path}/debrief`)
      .set('if-match', patched.headers.etag as string)
      .send({ topics: ['the move'] })
    expect(told.status).toBe(200)
    await isTagOf(path, told.headers.etag)

    const stale = await coach
      .post(`${path}/timelines`)
      .set('if-match', created.headers.etag as string)
      .send({ kind: 'unknown' })
    expect(stale.status).toBe(412)
    expect((await coach.get(`${path}/timelines`)).body.data).toEqual([])
    const stated = await coach
      .post(`${path}/timelines`)
      .set('if-match', told.headers.etag as string)
      .send({ kind: 'unknown' })
    expect(stated.status, stated.text).toBe(201)
    const after = await coach.get(path)
    expect(after.body.version).toBeGreaterThan(told.body.version)
    expect(
      (
        await coach
          .patch(path)
          .set('if-match', told.headers.etag as string)
          .send({ notes: 'x' })
      ).status,
    ).toBe(412)
    // The same again changes nothing of the plan; it is a statement all the same.
    await coach.post(`${path}/timelines`).send({ kind: 'unknown' })
    expect((await coach.get(path)).body.version).toBeGreaterThan(after.body.version)
  })
})
