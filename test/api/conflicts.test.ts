import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildContact, buildPractice, type Practice } from '../builders/people.ts'
import { type Api, type Caller, startApi } from '../setup/api.ts'

let api: Api
let ours: Practice
let coach: Caller

beforeAll(async () => {
  api = await startApi()
  ours = await buildPractice(api.owner)
  coach = await api.as(ours.coach)
})
afterAll(() => api.close())

describe('two who write at once', () => {
  it('never overwrite each other: of 500 with one ETag one succeeds, and 499 get 412', async () => {
    const created = await coach.post('/v1/employers').send({ name: 'Oak' })
    const { etag = '', location = '' } = created.headers
    const answers = await Promise.all(
      Array.from({ length: 500 }, (_, n) =>
        coach
          .patch(location)
          .set('if-match', etag)
          .send({ name: `Oak ${n}` }),
      ),
    )
    const count = (status: number) => answers.filter((answer) => answer.status === status).length
    expect([count(200), count(412)]).toEqual([1, 499])
    const [winner] = answers.filter(({ status }) => status === 200)
    expect((await coach.get(location)).body).toEqual(winner?.body)
    expect(winner?.body.version).toBe(2)
  }, 60_000)

  it('are told apart by If-Match on DELETE as on PATCH: * and lists fit, stale and weak tags do not', async () => {
    const { employerId } = ours.opportunity
    const add = async () => `/v1/contacts/${await buildContact(api.owner, ours.organizationId, employerId)}`
    const remove = async (match: string) => (await coach.delete(await add()).set('if-match', match)).status
    expect(await remove('*')).toBe(204)
    expect(await remove('"v9", "v1"')).toBe(204)
    expect(await remove('"v2"')).toBe(412)
    expect(await remove('W/"v1"')).toBe(412)
    expect(await remove('v1')).toBe(412)
  })
})

/**
 * The examples of RFC 7396, appendix A, on the fields of a contact: `a` is the name, `b` the phone, lists are the allowed
 * channels. What would make of a contact something that is none (a list, a text, a field of another type) is refused, and
 * nothing changes.
 */
const examples: [stored: object, patch: unknown, expected: object | 400][] = [
  [{ name: 'b' }, { name: 'c' }, { name: 'c' }],
  [{ name: 'b' }, { phone: 'c' }, { name: 'b', phone: 'c' }],
  [{ name: 'b' }, { name: null }, { name: null }],
  [{ name: 'b', phone: 'c' }, { name: null }, { name: null, phone: 'c' }],
  [{ allowedChannels: ['email'] }, { allowedChannels: 'card' }, 400],
  [{ name: 'c' }, { name: ['b'] }, 400],
  [{ name: 'c' }, { name: { b: 'd', c: null } }, 400],
  [{ allowedChannels: ['email'] }, { allowedChannels: ['phone'] }, { allowedChannels: ['phone'] }],
  [{ allowedChannels: ['email', 'card'] }, ['phone', 'card'], 400],
  [{ name: 'b' }, ['c'], 400],
  [{ name: 'foo' }, null, 400],
  [{ name: 'foo' }, 'bar', 400],
  [{ notes: null }, { name: 'a' }, { notes: null, name: 'a' }],
  [
    { allowedChannels: ['email', 'card'] },
    { name: 'b', notes: null },
    { allowedChannels: ['email', 'card'], name: 'b', notes: null },
  ],
  [{}, { name: { bb: { ccc: null } } }, 400],
]

describe('JSON Merge Patch', () => {
  it.each(examples)('of %j with %j', async (stored, patch, expected) => {
    const created = await coach
      .post('/v1/contacts')
      .send({ employerId: ours.opportunity.employerId, ...stored })
    const path = created.headers.location as string
    const answer = await coach
      .patch(path)
      .set('if-match', created.headers.etag as string)
      .set('content-type', 'application/merge-patch+json')
      .send(JSON.stringify(patch))
    const after = (await coach.get(path)).body
    if (expected === 400) {
      expect([answer.status, after]).toEqual([400, created.body])
      return
    }
    expect(answer.status, answer.text).toBe(200)
    const { version: _, updatedAt: __, ...rest } = created.body
    const { version: ___, updatedAt: ____, ...kept } = after
    expect(kept).toEqual({ ...rest, ...expected })
  })
})
