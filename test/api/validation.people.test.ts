import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildContact, buildPractice, type Practice } from '../builders/people.ts'
import { type Api, type Caller, startApi } from '../setup/api.ts'

let api: Api
let practice: Practice
let contactId: string
let admin: Caller

beforeAll(async () => {
  api = await startApi()
  practice = await buildPractice(api.owner)
  contactId = await buildContact(api.owner, practice.organizationId, practice.opportunity.employerId)
  admin = await api.as(practice.admin)
})
afterAll(() => api.close())

type Resource = 'clients' | 'contacts' | 'opportunities'
const paths: Record<Resource, () => string> = {
  clients: () => `/v1/clients/${practice.client.id}`,
  contacts: () => `/v1/contacts/${contactId}`,
  opportunities: () => `/v1/opportunities/${practice.opportunity.id}`,
}

describe('a change is refused at its field, and nothing is written', () => {
  it.each<[string, Resource, object, string]>([
    ['a zone that does not exist', 'clients', { timeZone: 'Europe/Atlantis' }, '/timeZone'],
    ['an offset for a zone', 'clients', { timeZone: '+02:00' }, '/timeZone'],
    ['a language that is not ours', 'clients', { locale: 'tlh' }, '/locale'],
    ['NUL', 'clients', { name: 'Ana\0' }, '/name'],
    ['a lone surrogate', 'clients', { target: 'Data \udc00' }, '/target'],
    ['blank text', 'clients', { name: ' \n\t' }, '/name'],
    ['201 characters', 'clients', { name: 'x'.repeat(201) }, '/name'],
    ['an unknown key', 'clients', { organizationId: null }, '/organizationId'],
    ['a number for text', 'clients', { name: 7 }, '/name'],
    ['an address that is none', 'contacts', { email: 'ana at example' }, '/email'],
    ['a channel that is none', 'contacts', { allowedChannels: ['none'] }, '/allowedChannels/0'],
    ['a channel twice', 'contacts', { allowedChannels: ['email', 'email'] }, '/allowedChannels'],
    ['NUL in a contact', 'contacts', { notes: 'a\0b' }, '/notes'],
    ['a role that is none', 'contacts', { role: 'boss' }, '/role'],
    ['a stage that is none', 'opportunities', { stage: 'hired' }, '/stage'],
    ['null for what must be there', 'opportunities', { title: null }, '/title'],
    ['another client', 'opportunities', { clientId: null }, '/clientId'],
  ])('%s', async (_name, resource, body, pointer) => {
    const path = paths[resource]()
    const before = (await admin.get(path)).body
    const answer = await admin.patch(path).set('if-match', '*').send(body)
    expect([answer.status, answer.type, answer.body.errors?.[0]?.pointer]).toEqual([
      400,
      'application/problem+json',
      pointer,
    ])
    expect((await admin.get(path)).body).toEqual(before)
  })

  it('keeps 200 characters beyond the basic plane', async () => {
    const name = '𝒜'.repeat(200)
    const answer = await admin.patch(paths.clients()).set('if-match', '*').send({ name })
    expect([answer.status, answer.body.name]).toEqual([200, name])
  })
})

const resources = ['clients', 'contacts', 'opportunities', 'employers', 'members', 'interviews', 'tasks']

describe.each(resources)('%s', (resource) => {
  it.each(['7', `${'-'.repeat(36)}`, `urn:uuid:${'0'.repeat(8)}-0000-0000-0000-${'0'.repeat(12)}`])(
    'the id %s is 400, in the path and in the list',
    async (id) => {
      expect((await admin.get(`/v1/${resource}/${id}`)).status).toBe(400)
      const listed = await admin.get(`/v1/${resource}?ids=${id}`)
      expect([listed.status, listed.body.errors[0].pointer]).toEqual([400, 'ids'])
    },
  )

  it('a page out of range, an order and a parameter that are not known are 400 and named', async () => {
    for (const [query, pointer] of [
      ['limit=0', 'limit'],
      ['limit=201', 'limit'],
      ['sort=salary', 'sort'],
      ['colour=red', 'colour'],
      ['cursor=abc', 'cursor'],
    ]) {
      const answer = await admin.get(`/v1/${resource}?${query}`)
      expect([answer.status, answer.body.errors?.[0]?.pointer], query).toEqual([400, pointer])
    }
  })

  it('has no PUT, and says what it takes', async () => {
    const answer = await admin.put(`/v1/${resource}/${practice.client.id}`).send({})
    expect([answer.status, answer.headers.allow]).toEqual([405, expect.stringContaining('GET')])
  })
})

describe('a reference that is no id', () => {
  it.each([
    [
      '/v1/clients',
      { name: 'A', primaryCoachId: `urn:uuid:${'0'.repeat(8)}-0000-0000-0000-${'0'.repeat(12)}` },
    ],
    ['/v1/contacts', { employerId: '-'.repeat(36) }],
  ])('in a body to %s is 400', async (path, body) => {
    expect((await admin.post(path).send(body)).status).toBe(400)
  })
  it.each(['clients', 'tasks'])('as the coach of %s is 400', async (resource) => {
    const answer = await admin.get(`/v1/${resource}?coachId=${'-'.repeat(36)}`)
    expect([answer.status, answer.body.errors[0].pointer]).toEqual([400, 'coachId'])
  })
})

describe('a moment', () => {
  const client = () => practice.client.id
  const task = (dueAt: string) => admin.post('/v1/tasks').send({ clientId: client(), title: 'Call', dueAt })

  it.each([
    ['0000-01-01T00:00:00Z', 'PostgreSQL has no year 0'],
    ['1899-12-31T23:59:59Z', 'too long ago'],
    ['9999-12-31T23:59:59Z', 'too far ahead'],
    ['2030-01-01T23:59:60Z', 'a leap second'],
    ['2030-02-30T10:00:00Z', 'no such day'],
    ['2030-01-01T24:00:00Z', 'no such hour'],
    ['2030-01-01', 'no time'],
  ])('%s is refused in a body and in a query: %s', async (moment) => {
    const made = await task(moment)
    expect([made.status, made.body.errors[0].pointer]).toEqual([400, '/dueAt'])
    const listed = await admin.get(`/v1/tasks?dueBefore=${moment}`)
    expect([listed.status, listed.body.errors[0].pointer]).toEqual([400, 'dueBefore'])
  })

  it.each(['1900-01-01T00:00:00Z', '2199-12-31T23:59:59.999Z', '2030-01-01T10:00:00+05:45'])(
    '%s is taken, and whoever lists the client can still do so',
    async (moment) => {
      expect((await task(moment)).status).toBe(201)
      expect((await admin.get('/v1/clients')).status).toBe(200)
      expect((await admin.get('/v1/reports/triage')).status).toBe(200)
    },
  )

  it.each(['0000-01-01T00:00:00.000Z', '2030-02-30T00:00:00.000Z', '+010000-01-01T00:00:00.000Z'])(
    '%s is not taken from a cursor that somebody made up',
    async (moment) => {
      const cursor = Buffer.from(JSON.stringify(['createdAt', moment, client(), 0])).toString('base64url')
      const answer = await admin.get(`/v1/contacts?sort=createdAt&cursor=${cursor}`)
      expect([answer.status, answer.body.errors?.[0]?.pointer]).toEqual([400, 'cursor'])
    },
  )
})
