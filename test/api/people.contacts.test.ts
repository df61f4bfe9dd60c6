import { v7 as newId } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildContact, buildEmployer, buildPractice, insert, type Practice } from '../builders/people.ts'
import { type Api, type Caller, startApi } from '../setup/api.ts'

let api: Api
let ours: Practice
let theirs: Practice
let coach: Caller
let other: Caller
let admin: Caller
let client: Caller

beforeAll(async () => {
  api = await startApi()
  ours = await buildPractice(api.owner)
  theirs = await buildPractice(api.owner)
  coach = await api.as(ours.coach)
  other = await api.as(ours.other)
  admin = await api.as(ours.admin)
  client = await api.as(ours.client)
})
afterAll(() => api.close())

const add = (caller: Caller, body: object) =>
  caller.post('/v1/contacts').send({ employerId: ours.opportunity.employerId, ...body })
const change = (caller: Caller, id: string, body: object) =>
  caller.patch(`/v1/contacts/${id}`).set('if-match', '*').send(body)
const eventsOf = async (id: string) =>
  (await api.owner.query('SELECT type FROM event WHERE subject_id = $1 ORDER BY id', [id])).rows.map(
    ({ type }) => type,
  )

describe('a contact', () => {
  it('is added, read, changed and cleared, with an event for each', async () => {
    const body = { name: 'Lee Moss', role: 'recruiter', email: 'lee@oak.example', phone: '+1 212 555 0100' }
    const created = await add(coach, { ...body, allowedChannels: ['email', 'phone'], notes: 'Mornings.' })
    expect(created.status, JSON.stringify(created.body)).toBe(201)
    expect(created.headers.location).toBe(`/v1/contacts/${created.body.id}`)
    expect(created.body).toMatchObject({ ...body, allowedChannels: ['email', 'phone'], version: 1 })
    expect((await coach.get(`/v1/contacts/${created.body.id}`)).body).toEqual(created.body)

    const cleared = await change(coach, created.body.id, { allowedChannels: null, phone: null })
    expect(cleared.body).toMatchObject({ allowedChannels: null, phone: null, name: 'Lee Moss', version: 2 })
    expect(await eventsOf(created.body.id)).toEqual(['contact.created', 'contact.updated'])
  })

  it('may be somebody whose name is not known, an interviewer unless said otherwise', async () => {
    expect((await add(coach, {})).body).toMatchObject({ name: null, email: null, role: 'interviewer' })
  })

  it('can not move to another employer', async () => {
    const { id } = (await add(coach, { name: 'Stays' })).body
    const moved = await change(coach, id, { employerId: ours.opportunity.employerId })
    expect([moved.status, moved.body.errors[0]]).toMatchObject([
      400,
      { pointer: '/employerId', code: 'unknown' },
    ])
  })

  it('keeps the moment at which what a thank-you waits for was filled in, and no other', async () => {
    const { id } = (await add(coach, { name: 'Pat' })).body
    const reachable = async () =>
      (await api.owner.query('SELECT reachable_at FROM contact WHERE id = $1', [id])).rows[0].reachable_at
    await change(coach, id, { name: 'Patricia', phone: '+1 212 555 0101' })
    expect(await reachable(), 'nobody waits yet').toBeNull()
    const entered = await coach.post('/v1/interviews').send({
      opportunityId: ours.opportunity.id,
      startsAt: '2030-03-04T15:00:00Z',
      durationMinutes: 60,
      timeZone: 'America/New_York',
      format: 'video',
      participants: [{ contactId: id }],
    })
    expect(entered.body.plan.tasks.some(({ status }: { status: string }) => status === 'blocked')).toBe(true)
    await change(coach, id, { email: 'pat@oak.example' })
    expect(await reachable()).toBeInstanceOf(Date)
    const plan = (await coach.get(`/v1/interviews/${entered.body.id}/plan`)).body
    expect(plan.tasks.some(({ status }: { status: string }) => status === 'blocked')).toBe(false)
  })
})

describe('the mail address of a contact', () => {
  it('belongs to one contact of an employer, in whatever case', async () => {
    const { id } = (await add(coach, { name: 'One', email: 'Same@Oak.example' })).body
    const twice = await add(coach, { name: 'Two', email: 'same@oak.EXAMPLE' })
    const taken = { pointer: '/email', code: 'email_taken' }
    expect([twice.status, twice.body.errors[0]]).toMatchObject([409, taken])
    const second = (await add(coach, { name: 'Two', email: 'two@oak.example' })).body
    const changed = await change(coach, second.id, { email: 'SAME@oak.example' })
    expect([changed.status, changed.body.errors[0]]).toMatchObject([409, taken])
    expect((await change(coach, id, { email: 'same@oak.example' })).status, 'its own, in lower case').toBe(
      200,
    )
  })

  it('may be used at another employer, and again when the other is gone', async () => {
    const employerId = await buildEmployer(api.owner, ours.organizationId)
    const email = 'shared@agency.example'
    const { id } = (await add(coach, { email })).body
    expect((await add(coach, { email, employerId })).status).toBe(201)
    await api.owner.query('UPDATE contact SET deleted_at = now() WHERE id = $1', [id])
    expect((await add(coach, { email })).status).toBe(201)
  })

  it('goes to one of those who enter it at once; the others get 409 at the field', async () => {
    for (const email of ['first@race.example', 'second@race.example', 'third@race.example']) {
      const racers = Array.from({ length: 20 }, (_, n) => add(coach, { name: `Racer ${n}`, email }))
      const answers = await Promise.all(racers)
      expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array(19).fill(409)])
      for (const { body } of answers.filter(({ status }) => status === 409))
        expect(body.errors?.[0]).toMatchObject({ pointer: '/email', code: 'email_taken' })
    }
  })
})

describe('the employer of a new contact', () => {
  it.each([['of another organization'], ['that does not exist']])('%s is 422', async (which) => {
    const employerId = which === 'that does not exist' ? newId() : theirs.opportunity.employerId
    const answer = await add(admin, { employerId })
    expect([answer.status, answer.body.errors[0]]).toMatchObject([
      422,
      { pointer: '/employerId', code: 'reference_not_found' },
    ])
  })
})

describe('who sees a contact', () => {
  const sees = async (caller: Caller, id: string) => (await caller.get(`/v1/contacts/${id}`)).status

  it('a coach those at employers of their clients, an admin all, nobody another organization’s', async () => {
    const { employerId } = ours.opportunity
    const id = await buildContact(api.owner, ours.organizationId, employerId)
    const foreign = await buildContact(api.owner, theirs.organizationId, theirs.opportunity.employerId)
    expect([await sees(coach, id), await sees(admin, id), await sees(other, id)]).toEqual([200, 200, 404])
    expect([await sees(admin, foreign), (await change(admin, foreign, { name: 'X' })).status]).toEqual([
      404, 404,
    ])
    expect((await change(other, id, { name: 'X' })).status).toBe(404)
    expect((await coach.get(`/v1/contacts?ids=${id},${foreign}`)).body.data).toMatchObject([{ id }])
  })

  it('whoever entered them', async () => {
    const { id } = (await add(other, { name: 'Entered by the other' })).body
    expect(await sees(other, id)).toBe(200)
  })

  it('a client those who took part in their interviews, and their own entries', async () => {
    const { employerId } = ours.opportunity
    const met = await buildContact(api.owner, ours.organizationId, employerId, { name: 'Met' })
    const unmet = await buildContact(api.owner, ours.organizationId, employerId, { name: 'Unmet' })
    const interview = await coach.post('/v1/interviews').send({
      opportunityId: ours.opportunity.id,
      startsAt: '2030-03-04T15:00:00Z',
      durationMinutes: 60,
      timeZone: 'America/New_York',
      format: 'video',
      participants: [{ contactId: met }],
    })
    expect(interview.status, JSON.stringify(interview.body)).toBe(201)
    expect([await sees(client, met), await sees(client, unmet)]).toEqual([200, 404])
    const { id } = (await add(client, { name: 'Entered by the client' })).body
    expect(await sees(client, id)).toBe(200)
    const elsewhere = await buildEmployer(api.owner, ours.organizationId)
    expect((await add(client, { employerId: elsewhere })).status, 'an employer they do not know').toBe(422)
  })

  it('a coach with an assignment, until it ends', async () => {
    const id = await buildContact(api.owner, ours.organizationId, ours.opportunity.employerId)
    const share = (ends_on: string | null) =>
      insert(api.owner, 'client_coach', {
        organization_id: ours.organizationId,
        client_id: ours.client.id,
        member_id: ours.other.id,
        level: 'viewing',
        ends_on,
      })
    await share(null)
    expect(await sees(other, id)).toBe(200)
    await api.owner.query('DELETE FROM client_coach')
    await share('2020-01-01')
    expect(await sees(other, id)).toBe(404)
    await api.owner.query('DELETE FROM client_coach')
  })
})

describe('the list of contacts', () => {
  it('is narrowed by employer and by part of the name or address', async () => {
    const employerId = await buildEmployer(api.owner, ours.organizationId)
    const made = []
    for (const [name, email] of [
      ['Zelda Quist', null],
      ['Somebody', 'zelda.q@fir.example'],
      [null, null],
    ])
      made.push(await buildContact(api.owner, ours.organizationId, employerId, { name, email }))
    const find = async (query: string) =>
      (await admin.get(`/v1/contacts?employerId=${employerId}${query}`)).body.data.map(
        ({ id }: { id: string }) => id,
      )
    expect((await find('')).sort()).toEqual([...made].sort())
    expect((await find('&q=ZELDA')).sort()).toEqual(made.slice(0, 2).sort())
    expect(await find('&q=quist&sort=-updatedAt')).toEqual([made[0]])
    expect((await admin.get('/v1/contacts?sort=email')).status).toBe(400)
  })
})
