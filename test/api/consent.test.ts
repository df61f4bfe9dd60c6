import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildOpportunity, buildPractice, type Practice } from '../builders/people.ts'
import { type Api, type Caller, startApi } from '../setup/api.ts'

let api: Api
let ours: Practice
let admin: Caller
let coach: Caller
let client: Caller

beforeAll(async () => {
  api = await startApi()
})
afterAll(() => api.close())

/** A practice of its own for each group, as admins come and go. */
async function begin() {
  ours = await buildPractice(api.owner)
  admin = await api.as(ours.admin)
  coach = await api.as(ours.coach)
  client = await api.as(ours.client)
}

describe('consent', () => {
  beforeAll(begin)
  const path = () => `/v1/clients/${ours.client.id}/consent`
  const all = { pipeline: true, notes: true, contacts: true }

  it('withholds nothing until something is recorded', async () => {
    expect((await coach.get(path())).body).toEqual({
      ...all,
      endsOn: null,
      ended: false,
      givenAt: null,
      givenBy: null,
      source: null,
    })
  })

  it('is recorded by the practice with its source, and never widened against the client', async () => {
    expect((await coach.put(path()).send(all)).status).toBe(400)
    const recorded = await coach.put(path()).send({ ...all, source: 'signed form of 3 March' })
    expect(recorded.body).toMatchObject({ givenBy: 'practice', source: 'signed form of 3 March' })
    const longest = 'é'.repeat(500)
    expect((await coach.put(path()).send({ ...all, source: longest })).body.source).toBe(longest)
    expect((await client.put(path()).send({ ...all, notes: false })).body).toMatchObject({
      notes: false,
      givenBy: 'client',
    })
    for (const body of [all, { ...all, pipeline: false }])
      expect((await admin.put(path()).send({ ...body, source: 'by phone' })).status).toBe(403)
    expect(
      (await coach.put(path()).send({ pipeline: false, notes: false, contacts: true, source: 'by phone' }))
        .status,
    ).toBe(200)
    expect((await (await api.as(ours.other)).put(path()).send({ ...all, source: 'x' })).status).toBe(404)
  })

  it('withholds the pipeline from everybody but the client', async () => {
    await buildOpportunity(api.owner, ours.organizationId, ours.client)
    await client.put(path()).send({ ...all, pipeline: false })
    const lists = ['/v1/opportunities', '/v1/interviews', '/v1/tasks']
    for (const list of lists)
      for (const who of [coach, admin]) expect((await who.get(list)).body.data).toEqual([])
    expect((await client.get('/v1/opportunities')).body.data.length).toBeGreaterThan(0)
    expect((await coach.get(`/v1/opportunities/${ours.opportunity.id}`)).status).toBe(404)
    expect((await coach.get(`/v1/clients/${ours.client.id}`)).status).toBe(200)
    expect((await coach.get('/v1/reports/triage')).body.data).toEqual([])
    const task = { clientId: ours.client.id, title: 'Call', dueAt: '2030-03-04T15:00:00Z' }
    expect((await coach.post('/v1/tasks').send(task)).status).toBe(422)
    await client.put(path()).send(all)
    expect((await coach.get('/v1/opportunities')).body.data.length).toBeGreaterThan(0)
  })

  it('ends by its day: then all is withheld', async () => {
    await client.put(path()).send({ ...all, endsOn: '2199-01-01' })
    expect((await coach.get('/v1/opportunities')).body.data.length).toBeGreaterThan(0)
    await api.owner.query(`UPDATE client SET consent_ends_on = '2020-01-01' WHERE id = $1`, [ours.client.id])
    expect((await coach.get('/v1/opportunities')).body.data).toEqual([])
    expect((await coach.get(path())).body.ended).toBe(true)
  })
})

describe('withheld notes and contacts', () => {
  beforeAll(begin)

  it('are seen by the client alone, over REST and GraphQL', async () => {
    const body = {
      opportunityId: ours.opportunity.id,
      startsAt: '2026-03-02T15:00:00Z',
      durationMinutes: 60,
      timeZone: 'America/New_York',
      format: 'video',
      participants: [{ name: 'Ada Okafor', email: 'ada.okafor@lumen.test', role: 'interviewer' }],
      notes: 'She smiled at the salary',
      decision: { kind: 'within', days: 14, words: 'soon, honestly' },
    }
    const made = await client.post('/v1/interviews').send(body)
    expect(made.status).toBe(201)
    const task = await client
      .post('/v1/tasks')
      .send({ clientId: ours.client.id, title: 'Call', dueAt: '2030-03-04T15:00:00Z' })
    await client.post(`/v1/tasks/${task.body.id}/complete`).send({ note: 'They liked me' })
    const query = `{ client(id: "${ours.client.id}") { opportunities { nodes { interviews { nodes { notes decision { words } participants { name email contact { name } } tasks { nodes { title note contact { name } } } } } } } } }`
    const everything = async (who: Caller) =>
      JSON.stringify([
        (await who.get(`/v1/interviews/${made.body.id}`)).body,
        (await who.get(`/v1/interviews/${made.body.id}/timelines`)).body,
        (await who.get('/v1/tasks?include=contact')).body,
        (await who.get('/v1/contacts')).body,
        (await who.get('/v1/contacts?q=Okafor')).body,
        (await who.get(`/v1/interviews/${made.body.id}/plan`)).body,
        (await who.post('/v1/follow-up-plans:preview').send({ interviewId: made.body.id })).body,
        (await who.post('/graphql').send({ query })).body,
      ])
    const secrets = ['Ada Okafor', 'ada.okafor@lumen.test', 'She smiled', 'soon, honestly', 'They liked me']
    const told = async (who: Caller) => {
      const text = await everything(who)
      return secrets.filter((secret) => text.includes(secret))
    }
    expect(await told(coach)).toEqual(secrets)
    await client
      .put(`/v1/clients/${ours.client.id}/consent`)
      .send({ pipeline: true, notes: false, contacts: false })
    expect(await told(coach)).toEqual([])
    expect(await told(admin)).toEqual([])
    expect(await told(client)).toEqual(secrets)
    const [contact] = (await client.get('/v1/contacts')).body.data
    expect((await coach.get(`/v1/contacts/${contact.id}`)).status).toBe(404)
    await client
      .put(`/v1/clients/${ours.client.id}/consent`)
      .send({ pipeline: true, notes: false, contacts: true })
    expect(await told(coach)).toEqual(secrets.slice(0, 2))
  })
})
