import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  buildClient,
  buildContact,
  buildOpportunity,
  buildPractice,
  type Practice,
} from '../builders/people.ts'
import { type Api, type Caller, startApi } from '../setup/api.ts'

let api: Api
let practice: Practice
let employerId: string
let admin: Caller
let coach: Caller
let other: Caller
let client: Caller
/** Another client of the same coach with an opportunity at the same employer. */
let neighbour: Caller
let neighbourOpportunity: string

beforeAll(async () => {
  api = await startApi({ POOL_SIZE: '40' })
  practice = await buildPractice(api.owner)
  const { organizationId } = practice
  employerId = practice.opportunity.employerId
  const next = await buildClient(api.owner, organizationId, practice.coach, { login: true })
  neighbourOpportunity = (
    await buildOpportunity(api.owner, organizationId, next, { employer_id: employerId })
  ).id
  admin = await api.as(practice.admin)
  coach = await api.as(practice.coach)
  other = await api.as(practice.other)
  client = await api.as(practice.client)
  neighbour = await api.as(next)
})
afterAll(() => api.close())

let count = 0
const fresh = () => `fresh.${++count}@shared.example`
/** An address that stands in the organization, at an employer of the client, on somebody whom they have not met. */
const hidden = async (overrides: object = {}) => {
  const email = `hidden.${++count}@shared.example`
  const id = await buildContact(api.owner, practice.organizationId, employerId, { email, ...overrides })
  return { id, email }
}

const add = (caller: Caller, body: object) => caller.post('/v1/contacts').send({ employerId, ...body })
const facts = (participants: object[], opportunityId = practice.opportunity.id) => ({
  opportunityId,
  startsAt: '2030-03-04T15:00:00Z',
  durationMinutes: 60,
  timeZone: 'America/New_York',
  format: 'video',
  participants,
})
const meet = (caller: Caller, participants: object[], opportunityId?: string) =>
  caller.post('/v1/interviews').send(facts(participants, opportunityId))
const peopleOf = ({ body }: { body: { participants: { contactId: string }[] } }) =>
  body.participants.map(({ contactId }) => contactId)

/** An answer without what differs between any two: ids, moments, the address itself, the version of what holds them. */
const likeness = (
  { status, body, headers }: { status: number; body: object; headers: object },
  email: string,
) => ({
  status,
  headers: Object.keys(headers).sort(),
  body: JSON.parse(
    JSON.stringify(body)
      .replaceAll(email, '(address)')
      .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '(id)')
      .replace(/"(createdAt|updatedAt|reachableAt)":"[^"]+"/g, '"$1":"(moment)"'),
  ),
})

describe('a client can not tell whether an address stands on somebody whom they may not see', () => {
  const ways: [string, (email: string) => Promise<{ status: number; body: object; headers: object }>][] = [
    ['by adding a contact', (email) => add(client, { name: 'Asked', email })],
    ['as a participant', (email) => meet(client, [{ name: 'Asked', email }])],
    ['as a participant without a name', (email) => meet(client, [{ email }])],
    [
      'in a preview',
      (email) => client.post('/v1/follow-up-plans:preview').send(facts([{ name: 'Asked', email }])),
    ],
    [
      'by changing a contact of their own',
      async (email) => {
        const { body } = await add(client, { name: 'Own' })
        return client.patch(`/v1/contacts/${body.id}`).set('if-match', '*').send({ email })
      },
    ],
    [
      'by changing a contact whom their coach entered and they have met',
      async (email) => {
        const met = (await add(coach, { name: 'Met' })).body.id
        await meet(coach, [{ contactId: met }])
        return client.patch(`/v1/contacts/${met}`).set('if-match', '*').send({ email })
      },
    ],
    [
      'by giving an interview other people',
      async (email) => {
        const { body } = await meet(client, [])
        return client
          .patch(`/v1/interviews/${body.id}`)
          .set('if-match', '*')
          .send({ participants: [{ name: 'Asked', email }] })
      },
    ],
    [
      'in a debrief',
      async (email) => {
        const { body } = await meet(client, [])
        return client
          .post(`/v1/interviews/${body.id}/debrief`)
          .send({ participants: [{ name: 'Asked', email }] })
      },
    ],
  ]
  it.each(ways)('%s', async (_, ask) => {
    const taken = await hidden()
    const byNeighbour = fresh()
    expect((await add(neighbour, { email: byNeighbour })).status).toBe(201)
    const unknown = fresh()
    const expected = likeness(await ask(unknown), unknown)
    expect([200, 201]).toContain(expected.status)
    for (const email of [taken.email, byNeighbour])
      expect(likeness(await ask(email), email)).toEqual(expected)
  })

  it('but is told of one whom they see', async () => {
    const email = fresh()
    expect((await add(client, { email })).status).toBe(201)
    const twice = await add(client, { email: email.toUpperCase() })
    expect([twice.status, twice.body.errors[0]]).toMatchObject([
      409,
      { pointer: '/email', code: 'email_taken' },
    ])
  })
})

describe('who is described by an address', () => {
  it('is for a client always the one whom they entered', async () => {
    const taken = await hidden()
    const first = peopleOf(await meet(client, [{ name: 'Asked', email: taken.email }]))
    expect(first).not.toEqual([taken.id])
    expect(peopleOf(await meet(client, [{ email: taken.email }]))).toEqual(first)
    expect((await client.get(`/v1/contacts?q=${taken.email}`)).body.data).toMatchObject([{ id: first[0] }])
  })

  it('is for a coach first whom the client entered or met, then the oldest', async () => {
    const taken = await hidden()
    const theirs = peopleOf(await meet(client, [{ name: 'Asked', email: taken.email }]))
    expect(peopleOf(await meet(coach, [{ email: taken.email }]))).toEqual(theirs)
    expect(peopleOf(await meet(coach, [{ email: taken.email }], neighbourOpportunity))).toEqual([taken.id])
  })

  it('is not somebody whom another client withholds', async () => {
    const email = fresh()
    const theirs = peopleOf(await meet(client, [{ name: 'Kept', email }]))
    const consent = (contacts: boolean) =>
      api.owner.query('UPDATE client SET consent_contacts = $2 WHERE id = $1', [practice.client.id, contacts])
    await consent(false)
    const unknown = fresh()
    const expected = likeness(await add(coach, { email: unknown }), unknown)
    const added = await add(coach, { email })
    expect(likeness(added, email)).toEqual(expected)
    expect((await add(coach, { email })).status, 'their own, a second time').toBe(409)
    expect(peopleOf(await meet(coach, [{ email }], neighbourOpportunity))).toEqual([added.body.id])
    await consent(true)
    expect(added.body.id).not.toBe(theirs[0])
  })
})

describe('members', () => {
  it('learn of no address at employers with which their clients have nothing to do', async () => {
    const taken = await hidden()
    const unknown = fresh()
    const expected = likeness(await add(other, { email: unknown }), unknown)
    expect(expected.status).toBe(201)
    expect(likeness(await add(other, { email: taken.email }), taken.email)).toEqual(expected)
    expect((await add(admin, { email: taken.email })).status, 'who sees them').toBe(409)
  })

  it('who enter one address at once add one contact, alone or with an interview', async () => {
    for (let round = 0; round < 3; round++) {
      const [single, met] = [fresh(), fresh()]
      const answers = await Promise.all(
        [admin, coach, admin, coach, admin, coach].map((caller) => add(caller, { email: single })),
      )
      expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409, 409])
      const interviews = await Promise.all(
        [admin, coach, admin, coach].map((caller, n) =>
          meet(caller, [{ email: met }], n % 2 ? neighbourOpportunity : undefined),
        ),
      )
      expect(interviews.map(({ status }) => status)).toEqual([201, 201, 201, 201])
      expect(new Set(interviews.flatMap(peopleOf)).size).toBe(1)
    }
  })

  it('who erase a contact are told where else the address stands', async () => {
    const taken = await hidden({ name: 'Ilse Brandvold' })
    const copy = (await add(client, { email: taken.email })).body.id
    const erased = await admin
      .post(`/v1/contacts/${taken.id}/erase`)
      .set('if-match', '*')
      .send({ confirm: taken.id })
    expect(erased.status, JSON.stringify(erased.body)).toBe(200)
    expect(erased.body.mentions).toEqual([{ type: 'contact', id: copy }])
  })
})
