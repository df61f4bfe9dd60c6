import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildContact, buildPractice, type Practice } from '../builders/people.ts'
import { type Api, type Caller, startApi } from '../setup/api.ts'

let api: Api
let practice: Practice
let contactId: string
let coach: Caller

beforeAll(async () => {
  api = await startApi()
  practice = await buildPractice(api.owner)
  contactId = await buildContact(api.owner, practice.organizationId, practice.opportunity.employerId)
  coach = await api.as(practice.coach)
})
afterAll(() => api.close())

describe.each([
  ['clients', () => practice.client.id, { target: 'Analyst' }, { target: 'Baker' }],
  ['contacts', () => contactId, { notes: 'One' }, { notes: 'Two' }],
  ['opportunities', () => practice.opportunity.id, { title: 'Analyst' }, { title: 'Baker' }],
])('%s', (resource, idOf, first, second) => {
  it('change at their version only: 428 without, 412 for a stale one, nothing written', async () => {
    const path = `/v1/${resource}/${idOf()}`
    const before = await coach.get(path)
    const etag = before.headers.etag as string
    expect((await coach.patch(path).send(first)).status).toBe(428)
    const changed = await coach.patch(path).set('if-match', etag).send(first)
    expect([changed.status, changed.body.version]).toEqual([200, before.body.version + 1])
    expect((await coach.patch(path).set('if-match', etag).send(second)).status).toBe(412)
    expect((await coach.patch(path).set('if-match', `W/${changed.headers.etag}`).send(second)).status).toBe(
      412,
    )
    expect((await coach.get(path)).body).toMatchObject(first)
    const known = await coach.get(path).set('if-none-match', changed.headers.etag as string)
    expect([known.status, known.text]).toEqual([304, ''])
    const byVersion = await coach.patch(path).set('if-match', `"v${changed.body.version}"`).send(second)
    expect([byVersion.status, byVersion.body]).toMatchObject([200, second])
  })

  it('let one of twenty writers of the same version through', async () => {
    const path = `/v1/${resource}/${idOf()}`
    const { etag } = (await coach.get(path)).headers
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        coach
          .patch(path)
          .set('if-match', etag as string)
          .send(first),
      ),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(19).fill(412)])
  })
})

describe('what shows others is read anew when they changed', () => {
  it('a task and an interview with their contact’s name, and a task in another language', async () => {
    const interview = await coach.post('/v1/interviews').send({
      opportunityId: practice.opportunity.id,
      startsAt: '2030-03-04T15:00:00Z',
      durationMinutes: 60,
      timeZone: 'America/New_York',
      format: 'video',
      participants: [{ contactId }],
    })
    expect(interview.status, JSON.stringify(interview.body)).toBe(201)
    const listed = await coach.get(`/v1/tasks?interviewId=${interview.body.id}&kind=thank_you`)
    const paths = [`/v1/interviews/${interview.body.id}`, `/v1/tasks/${listed.body.data[0].id}`]
    const read = (path: string, etag: string) => coach.get(path).set('if-none-match', etag)
    const tags = await Promise.all(paths.map(async (path) => (await coach.get(path)).headers.etag as string))
    const statuses = async () =>
      Promise.all(paths.map(async (path, n) => (await read(path, tags[n] as string)).status))
    expect(await statuses()).toEqual([304, 304])
    const [, task] = paths as [string, string]
    const german = await read(task, tags[1] as string).set('accept-language', 'de')
    expect(german.status).toBe(200)
    await coach.patch(`/v1/contacts/${contactId}`).set('if-match', '*').send({ name: 'Renamed Since' })
    expect(await statuses()).toEqual([200, 200])
    const skipped = await coach
      .post(`${task}/skip`)
      .set('if-match', (await coach.get(task)).headers.etag as string)
      .send({})
    expect([skipped.status, skipped.body.status]).toEqual([200, 'skipped'])
  })
})
