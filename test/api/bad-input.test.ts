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

const facts = {
  startsAt: '2030-03-04T15:00:00Z',
  durationMinutes: 60,
  timeZone: 'America/New_York',
  format: 'video',
}

const wrong: [string, object, string][] = [
  ['a zone that does not exist', { timeZone: 'America/Gotham' }, '/timeZone'],
  ['an interview that ends before it starts', { durationMinutes: -30 }, '/durationMinutes'],
  [
    'a decision date before the interview',
    { decision: { kind: 'byDate', date: '2030-03-01' } },
    '/decision/date',
  ],
  ['a decision of no kind', { decision: { kind: 'someday' } }, '/decision/kind'],
  ['a decision with text for days', { decision: { kind: 'within', days: 'ten' } }, '/decision/days'],
  ['a decision that is a number', { decision: 14 }, '/decision'],
  ['a decision without its date', { decision: { kind: 'byDate' } }, '/decision/date'],
  [
    'a decision with what does not belong to it',
    { decision: { kind: 'endOfWeek', days: 3 } },
    '/decision/days',
  ],
  ['a date that does not exist', { decision: { kind: 'byDate', date: '2030-02-30' } }, '/decision/date'],
  ['a moment that does not exist', { startsAt: '2030-02-30T10:00:00Z' }, '/startsAt'],
  [
    '10,000 participants',
    { participants: Array.from({ length: 10_000 }, (_, n) => ({ name: `P ${n}` })) },
    '/participants',
  ],
  [
    'a participant without a name or null',
    { participants: [{ role: 'interviewer' }] },
    '/participants/0/name',
  ],
  [
    'the same person twice',
    { participants: [{ email: 'a@example.com' }, { email: 'A@example.com' }] },
    '/participants/1',
  ],
  ['a text with NUL', { topics: ['one', 'two\0'] }, '/topics/1'],
  ['a lone surrogate', { participants: [{ name: 'Ana \ud800' }] }, '/participants/0/name'],
  ['an unknown key', { salary: 1 }, '/salary'],
  ['an unknown format', { format: 'telepathy' }, '/format'],
  ['a number too large', { durationMinutes: 1e12 }, '/durationMinutes'],
  ['text for a number', { durationMinutes: '60' }, '/durationMinutes'],
]

describe('an interview with', () => {
  it.each(wrong)('%s is refused at its field, and nothing is written', async (_name, change, pointer) => {
    const counts = async () =>
      (
        await api.owner.query(
          'SELECT (SELECT count(*) FROM interview) + (SELECT count(*) FROM contact) + (SELECT count(*) FROM task) + (SELECT count(*) FROM event) AS n',
        )
      ).rows[0].n
    const before = await counts()
    const answer = await coach
      .post('/v1/interviews')
      .send({ ...facts, opportunityId: practice.opportunity.id, ...change })
    expect(
      [answer.status, answer.type, answer.body.errors?.[0]?.pointer],
      JSON.stringify(answer.body),
    ).toEqual([400, 'application/problem+json', pointer])
    expect(answer.body.errors, 'of one of several shapes only the meant one is spoken of').toHaveLength(1)
    expect(answer.body).toMatchObject({
      status: 400,
      title: expect.any(String),
      detail: expect.any(String),
      requestId: expect.any(String),
    })
    expect(await counts()).toBe(before)
    if ('opportunityId' in change) return
    const preview = await coach
      .post('/v1/follow-up-plans:preview')
      .send({ ...facts, employer: {}, ...change })
    if (pointer === '/participants/0/name' && _name.includes('without')) return
    if (pointer === '/participants/1') return
    expect([preview.status, preview.body.errors?.[0]?.pointer]).toEqual([400, pointer])
  })

  it('an opportunity that does not exist is 422', async () => {
    const answer = await coach.post('/v1/interviews').send({ ...facts, opportunityId: practice.client.id })
    expect([answer.status, answer.body.errors[0]]).toMatchObject([
      422,
      { pointer: '/opportunityId', code: 'reference_not_found' },
    ])
  })

  it('a statement says its own pointer', async () => {
    const { id } = (
      await coach.post('/v1/interviews').send({ ...facts, opportunityId: practice.opportunity.id })
    ).body
    const answer = await coach
      .post(`/v1/interviews/${id}/timelines`)
      .send({ kind: 'byDate', date: '2030-01-01' })
    expect([answer.status, answer.body.errors[0]]).toMatchObject([
      400,
      { pointer: '/date', code: 'decision_before_interview' },
    ])
    expect((await coach.get(`/v1/interviews/${id}/timelines`)).body.data).toEqual([])
  })
})

describe('a text', () => {
  it.each([
    '"},{"name":"Eve","x":"',
    '</script><script>alert(1)</script>',
    '\\u0022, \\" and \\\\',
    'a\u2028b\u2029c',
    "'); DROP TABLE employer; --",
    '{{7*7}} <%= 7*7 %> #{7*7}',
  ])('comes back as it is, and as nothing else: %j', async (name) => {
    const made = await coach.post('/v1/employers').send({ name })
    expect([made.status, made.body.name, 'x' in made.body]).toEqual([201, name, false])
    const read = await coach.get(`/v1/employers/${made.body.id}`)
    expect([read.body.name, read.headers['x-content-type-options']]).toEqual([name, 'nosniff'])
    const query = `{ employer(id: "${made.body.id}") { name } }`
    const graph = await coach.post('/graphql').send({ query })
    expect(graph.body.data).toEqual({ employer: { name } })
  })
})

describe('a request', () => {
  it('whose body is not JSON is 400', async () => {
    const answer = await coach.post('/v1/employers').set('content-type', 'application/json').send('{"name": ')
    expect([answer.status, answer.body.errors[0].code]).toEqual([400, 'not_json'])
  })
  it('of another content type is 415', async () => {
    const answer = await coach.post('/v1/employers').set('content-type', 'text/plain').send('name=x')
    expect(answer.status).toBe(415)
  })
  it('with prototype keys is refused', async () => {
    const answer = await coach
      .post('/v1/employers')
      .set('content-type', 'application/json')
      .send('{"name":"x","__proto__":{"admin":true}}')
    expect(answer.status).toBe(400)
  })
  it('over 1 MiB is 413', async () => {
    const answer = await coach.post('/v1/employers').send({ name: 'x'.repeat(1_100_000) })
    expect(answer.status).toBe(413)
  })
  it('with a wrong method is 405 and says which it takes', async () => {
    const answer = await coach.put(`/v1/tasks/${practice.client.id}`)
    expect([answer.status, answer.headers.allow]).toEqual([405, 'GET, HEAD, PATCH, DELETE'])
  })
  it('with an unknown parameter is 400 and names it', async () => {
    const answer = await coach.get('/v1/tasks?colour=red')
    expect([answer.status, answer.body.errors[0]]).toMatchObject([
      400,
      { pointer: 'colour', code: 'unknown' },
    ])
  })
  it('with an id that is none is 400', async () => {
    expect((await coach.get('/v1/tasks/7')).status).toBe(400)
  })
  it('beside the preview is not taken for it', async () => {
    expect((await coach.post('/v1/follow-up-plansX').send({})).status).toBe(404)
    expect((await coach.post('/v1/follow-up-plans').send({})).status).toBe(404)
  })
  it('with a cursor of another list is 400', async () => {
    const answer = await coach.get('/v1/tasks?cursor=eyJhIjoxfQ')
    expect([answer.status, answer.body.errors[0].pointer]).toEqual([400, 'cursor'])
  })
})

describe('a preview', () => {
  it('takes exactly one of employer, opportunityId and interviewId', async () => {
    const { id } = practice.opportunity
    for (const sources of [{}, { employer: {}, opportunityId: id }]) {
      const answer = await coach.post('/v1/follow-up-plans:preview').send({ ...facts, ...sources })
      expect([answer.status, answer.body.errors[0].code]).toEqual([400, 'one_source'])
    }
  })
})
