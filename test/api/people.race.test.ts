import { v7 as newId } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { buildClient, buildOpportunity, buildPractice, type Practice } from '../builders/people.ts'
import { type Api, type Caller, startApi } from '../setup/api.ts'
import { oneAfterTheOther, whileOthersWrite } from '../setup/others.ts'

let api: Api
let practice: Practice
let employerId: string
let neighbourOpportunity: string
let admin: Caller
let coach: Caller
let client: Caller
let email: string

beforeAll(async () => {
  api = await startApi()
  practice = await buildPractice(api.owner)
  const { organizationId } = practice
  employerId = practice.opportunity.employerId
  const neighbour = await buildClient(api.owner, organizationId, practice.coach)
  const elsewhere = await buildOpportunity(api.owner, organizationId, neighbour, { employer_id: employerId })
  neighbourOpportunity = elsewhere.id
  admin = await api.as(practice.admin)
  coach = await api.as(practice.coach)
  client = await api.as(practice.client)
})
beforeEach(() => {
  email = `vera.${newId().slice(-12)}@example.com`
})
afterAll(() => api.close())

interface Answer {
  status: number
  // What a test reads of it, it knows.
  body: {
    id: string
    participants: { contactId: string }[]
    errors: { pointer: string; code: string }[]
    data: { status: number }[]
  }
}
type Send = (typed: string) => PromiseLike<Answer>

const facts = (participants: object[], opportunityId = practice.opportunity.id) => ({
  opportunityId,
  startsAt: '2030-03-04T15:00:00Z',
  durationMinutes: 60,
  timeZone: 'America/New_York',
  format: 'video',
  participants,
})
const meet = (caller: Caller, typed: string[], opportunityId?: string): PromiseLike<Answer> =>
  caller.post('/v1/interviews').send(
    facts(
      typed.map((each) => ({ name: 'Vera Boss', email: each })),
      opportunityId,
    ),
  )
const add = (caller: Caller, typed: string | null): PromiseLike<Answer> =>
  caller.post('/v1/contacts').send({ employerId, name: 'Vera Boss', email: typed })
const change = (path: string, body: object): PromiseLike<Answer> =>
  coach.patch(path).set('if-match', '*').send(body)
const peopleOf = ({ body }: Answer): string[] => body.participants.map(({ contactId }) => contactId)
/** The contacts with this address, however it is written. */
const stored = async (wanted = email): Promise<string[]> =>
  (await api.owner.query('SELECT id FROM contact WHERE lower(email) = lower($1)', [wanted])).rows.map(
    ({ id }) => id,
  )

describe('of two who enter one person at one employer at the same moment, the second', () => {
  /** As the server does: the address first, then the row. */
  const entered = `
    WITH held AS MATERIALIZED (SELECT pg_advisory_xact_lock(hashtextextended($1::text || $2::text || lower($4), 0)))
    INSERT INTO contact (organization_id, employer_id, id, email, name, created_by)
    SELECT $1::text::uuid, $2::text::uuid, $3, $4, 'Vera Boss', $5 FROM held`
  const whileSomebodyEnters = (id: string, send: Send) =>
    whileOthersWrite(
      api.owner,
      entered,
      [practice.organizationId, employerId, id, email, practice.admin.id],
      () => send(email.toUpperCase()),
    )

  const finds: [string, () => Promise<Send>][] = [
    ['a new interview', async () => (typed) => meet(coach, [typed])],
    [
      'other people in an interview',
      async () => {
        const { body } = await meet(coach, [])
        return (typed) => change(`/v1/interviews/${body.id}`, { participants: [{ email: typed }] })
      },
    ],
    [
      'a debrief',
      async () => {
        const { body } = await meet(coach, [])
        return (typed) =>
          coach.post(`/v1/interviews/${body.id}/debrief`).send({ participants: [{ email: typed }] })
      },
    ],
  ]
  it.each(finds)('finds the first’s: %s', async (_, prepare) => {
    const id = newId()
    const answer = await whileSomebodyEnters(id, await prepare())
    expect([200, 201], JSON.stringify(answer.body)).toContain(answer.status)
    expect([peopleOf(answer), await stored()]).toEqual([[id], [id]])
  })

  const refusals: [string, () => Promise<Send>][] = [
    ['a new contact', async () => (typed) => add(coach, typed)],
    [
      'a contact’s new address',
      async () => {
        const { body } = await add(coach, null)
        return (typed) => change(`/v1/contacts/${body.id}`, { email: typed })
      },
    ],
  ]
  it.each(refusals)('is told of the first’s: %s', async (_, prepare) => {
    const id = newId()
    const { status, body } = await whileSomebodyEnters(id, await prepare())
    expect([status, body.errors[0]]).toMatchObject([409, { pointer: '/email', code: 'email_taken' }])
    expect(await stored()).toEqual([id])
  })

  it('is told of the first’s for one of many new contacts, and adds the others', async () => {
    const id = newId()
    const { body } = await whileSomebodyEnters(id, (typed) =>
      coach.post('/v1/contacts/bulk').send({
        items: [
          { employerId, name: 'Other' },
          { employerId, name: 'Vera Boss', email: typed },
        ],
      }),
    )
    expect(body.data.map(({ status }) => status)).toEqual([201, 409])
    expect(await stored()).toEqual([id])
  })

  it('adds their own, when they are a client who may not know of the first’s', async () => {
    const id = newId()
    const answer = await whileSomebodyEnters(id, (typed) => meet(client, [typed]))
    expect(answer.status).toBe(201)
    const [theirs] = peopleOf(answer)
    expect(theirs).not.toBe(id)
    expect((await stored()).sort()).toEqual([id, theirs].sort())
  })

  it.each<[string, [Send, Send], [number, number]]>([
    [
      'two interviews',
      [(typed) => meet(coach, [typed]), (typed) => meet(admin, [typed], neighbourOpportunity)],
      [201, 201],
    ],
    [
      'an interview, then a contact',
      [(typed) => meet(coach, [typed]), (typed) => add(admin, typed)],
      [201, 409],
    ],
    [
      'a contact, then an interview',
      [(typed) => add(coach, typed), (typed) => meet(admin, [typed])],
      [201, 201],
    ],
    ['two contacts', [(typed) => add(admin, typed), (typed) => add(coach, typed)], [201, 409]],
  ])('waits for the first, both being requests: %s', async (_, [first, second], statuses) => {
    const answers = await oneAfterTheOther(api.owner, 'event', [
      () => first(email),
      () => second(email.toUpperCase()),
    ])
    expect(answers.map(({ status }) => status)).toEqual(statuses)
    const [id, ...more] = await stored()
    expect(more).toEqual([])
    for (const { body } of answers)
      if (body.participants) expect(body.participants.map(({ contactId }) => contactId)).toEqual([id])
  })

  it('names the same two in another order, and neither waits for ever', async () => {
    const another = `also.${email}`
    const answers = await oneAfterTheOther(api.owner, 'event', [
      () => meet(coach, [email, another]),
      () => meet(admin, [another.toUpperCase(), email.toUpperCase()], neighbourOpportunity),
    ])
    expect(answers.map(({ status }) => status)).toEqual([201, 201])
    const [first, second] = answers.map(peopleOf)
    expect(second).toEqual(first?.toReversed())
    expect([await stored(), await stored(another)].flat()).toEqual(first)
  })
})

describe('an address in capitals', () => {
  const preview = (typed: string) =>
    client.post('/v1/follow-up-plans:preview').send(facts([{ name: 'Vera Boss', email: typed }]))

  it('is for a client the same as without: by adding, meeting, in a preview, and twice in one body', async () => {
    const capitals = email.toUpperCase()
    const met = await meet(client, [capitals])
    const ids = peopleOf(met)
    expect((await client.get(`/v1/contacts/${ids[0]}`)).body.email, 'as it was typed').toBe(capitals)
    for (const typed of [email, capitals, `  ${email.replace('vera', 'VERA')}`.trim()]) {
      expect(peopleOf(await meet(client, [typed]))).toEqual(ids)
      expect((await add(client, typed)).body.errors).toMatchObject([{ code: 'email_taken' }])
    }
    expect((await preview(email)).body).toEqual((await preview(capitals)).body)
    const twice = await meet(client, [email, capitals])
    expect([twice.status, twice.body.errors]).toMatchObject([
      400,
      [{ pointer: '/participants/1', code: 'twice' }],
    ])
    expect(await stored()).toEqual(ids)
  })

  it('tells a client nothing of somebody whom they may not see', async () => {
    const { body: hidden } = await add(admin, email)
    const met = await meet(client, [email.toUpperCase()])
    expect(met.status).toBe(201)
    expect(peopleOf(met)).not.toContain(hidden.id)
    expect(peopleOf(await meet(client, [email]))).toEqual(peopleOf(met))
  })

  it('of a client is the one with which they log in, however it is typed', async () => {
    const { body } = await coach.post('/v1/clients').send({ name: 'Vera Boss', email: email.toUpperCase() })
    expect((await coach.post('/v1/invitations').send({ kind: 'client', clientId: body.id })).status).toBe(201)
    const { rows } = await api.owner.query('SELECT text FROM mail WHERE lower(recipient) = $1', [email])
    const token = /#token=([\w-]{43})/.exec(rows[0].text)?.[1]
    const password = 'four words that hold'
    const consent = { pipeline: true, notes: true, contacts: true }
    const accepted = await api.anyone.post('/v1/auth/invitations/accept').send({ token, password, consent })
    expect(accepted.status, JSON.stringify(accepted.body)).toBe(200)
    for (const typed of [email, email.toUpperCase()]) {
      const login = await api.anyone.post('/v1/auth/login').send({ email: typed, password })
      expect(login.status, typed).toBe(200)
      const me = api.anyone.get('/v1/auth/me').set('authorization', `Bearer ${login.body.accessToken}`)
      expect((await me).body).toMatchObject({ role: 'client', clientId: body.id })
    }
  })
})
