import { v7 as newId } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildEmployer, buildOpportunity, buildPractice, insert, type Practice } from '../builders/people.ts'
import { type Api, type Caller, startApi } from '../setup/api.ts'

let api: Api
let ours: Practice
let theirs: Practice
let coach: Caller
let other: Caller
let client: Caller

beforeAll(async () => {
  api = await startApi()
  ours = await buildPractice(api.owner)
  theirs = await buildPractice(api.owner)
  coach = await api.as(ours.coach)
  other = await api.as(ours.other)
  client = await api.as(ours.client)
})
afterAll(() => api.close())

const add = (caller: Caller, body: object) =>
  caller.post('/v1/opportunities').send({ clientId: ours.client.id, title: 'Analyst', ...body })
const change = (caller: Caller, id: string, body: object) =>
  caller.patch(`/v1/opportunities/${id}`).set('if-match', '*').send(body)
const employers = async () =>
  (
    await api.owner.query('SELECT count(*)::int AS n FROM employer WHERE organization_id = $1', [
      ours.organizationId,
    ])
  ).rows[0].n

describe('an opportunity', () => {
  it('comes with its client and employer, and tells of its changes', async () => {
    const created = await add(coach, { employerId: ours.opportunity.employerId, stage: 'applied' })
    expect(created.status, JSON.stringify(created.body)).toBe(201)
    expect(created.body).toMatchObject({
      stage: 'applied',
      client: { id: ours.client.id, name: 'Ana Ruiz' },
      employer: { name: 'Lumen Freight', country: 'US', region: 'NY' },
    })
    const { id } = created.body
    expect(created.headers.location).toBe(`/v1/opportunities/${id}`)
    expect((await coach.get(`/v1/opportunities/${id}`)).body).toEqual(created.body)
    expect((await change(coach, id, { title: 'Lead analyst' })).body.title).toBe('Lead analyst')
    expect((await change(coach, id, { stage: 'interviewing' })).body).toMatchObject({ version: 3 })
    const { rows } = await api.owner.query(
      'SELECT type, client_id FROM event WHERE subject_id = $1 ORDER BY id',
      [id],
    )
    expect(rows).toEqual(
      ['created', 'updated', 'stage_changed'].map((what) => ({
        type: `opportunity.${what}`,
        client_id: ours.client.id,
      })),
    )
  })

  it('is read anew when its employer changed', async () => {
    const path = `/v1/opportunities/${ours.opportunity.id}`
    const { etag } = (await coach.get(path)).headers
    expect((await coach.get(path).set('if-none-match', etag as string)).status).toBe(304)
    await coach
      .patch(`/v1/employers/${ours.opportunity.employerId}`)
      .set('if-match', '*')
      .send({ name: 'Lumen Freight Lines' })
    const again = await coach.get(path).set('if-none-match', etag as string)
    expect([again.status, again.body.employer?.name]).toEqual([200, 'Lumen Freight Lines'])
  })

  it('is out of reach for other coaches and organizations, and a viewing one may only look', async () => {
    const { id } = ours.opportunity
    expect((await change(other, id, { title: 'X' })).status).toBe(404)
    expect((await change(coach, theirs.opportunity.id, { title: 'X' })).status).toBe(404)
    await insert(api.owner, 'client_coach', {
      organization_id: ours.organizationId,
      client_id: ours.client.id,
      member_id: ours.other.id,
      level: 'viewing',
    })
    expect((await other.get(`/v1/opportunities/${id}`)).status).toBe(200)
    expect((await change(other, id, { title: 'X' })).status).toBe(403)
    expect((await add(other, { employerId: ours.opportunity.employerId })).status).toBe(403)
    await api.owner.query('DELETE FROM client_coach')
  })

  it('is added by clients for themselves', async () => {
    const created = await add(client, { employer: { name: 'Bright Mill', country: 'GB' } })
    expect([created.status, created.body.employer?.name]).toEqual([201, 'Bright Mill'])
    const foreign = await add(client, { clientId: theirs.client.id, employer: { name: 'Bright Mill' } })
    expect([foreign.status, foreign.body.errors[0].pointer]).toEqual([422, '/clientId'])
  })
})

describe('the employer of a new opportunity', () => {
  it('is matched by name, in whatever case and with spaces around it, and country, else added', async () => {
    const before = await employers()
    const first = await add(coach, { employer: { name: ' Quill & Sons ', country: 'GB', region: 'ENG' } })
    for (const name of ['quill & sons', 'QUILL & SONS', ' Quill & Sons '])
      expect((await add(coach, { employer: { name, country: 'GB' } })).body.employerId).toBe(
        first.body.employerId,
      )
    expect(await employers()).toBe(before + 1)
    expect((await add(coach, { employer: { name: 'Quill & Sons' } })).status).toBe(201)
    expect(await employers()).toBe(before + 2)
  })

  it('is added once by those who enter it at the same time', async () => {
    const employer = { name: 'Entered at once', country: 'FR' }
    for (let round = 0; round < 3; round++) {
      const before = await employers()
      const answers = await Promise.all(
        Array.from({ length: 12 }, (_, n) => {
          const name = n % 2 ? employer.name : employer.name.toUpperCase()
          return add(coach, { employer: { ...employer, name: `${name} ${round}` } })
        }),
      )
      expect(answers.map(({ status }) => status)).toEqual(Array(12).fill(201))
      expect(await employers()).toBe(before + 1)
    }
  })

  it('is never one of another organization', async () => {
    await buildEmployer(api.owner, theirs.organizationId, { name: 'Only Theirs', country: 'FR' })
    const before = await employers()
    expect((await add(coach, { employer: { name: 'Only Theirs', country: 'FR' } })).status).toBe(201)
    expect(await employers()).toBe(before + 1)
  })

  it('is given in exactly one way', async () => {
    const { employerId } = ours.opportunity
    for (const body of [{}, { employerId, employer: { name: 'Both' } }]) {
      const answer = await add(coach, body)
      expect([answer.status, answer.body.errors[0].code]).toEqual([400, 'one_employer'])
    }
  })

  it('is refused at its own field, and nothing is written', async () => {
    const before = await employers()
    for (const [employer, pointer] of [
      [{ name: 'No country', region: 'NY' }, '/employer/region'],
      [{ name: 'Odd country', country: 'usa' }, '/employer/country'],
      [{ name: '  ' }, '/employer/name'],
    ] as const) {
      const answer = await add(coach, { employer })
      expect([answer.status, answer.body.errors[0].pointer]).toEqual([400, pointer])
    }
    const unknown = await add(coach, { employerId: newId() })
    expect([unknown.status, unknown.body.errors[0].pointer]).toEqual([422, '/employerId'])
    expect(await employers()).toBe(before)
  })
})

describe('the list of opportunities', () => {
  it('is narrowed by client, employer, stage and ids, and sorted by title', async () => {
    const employerId = await buildEmployer(api.owner, ours.organizationId)
    const made = []
    for (const [title, stage] of [
      ['Baker', 'applied'],
      ['Actor', 'offer'],
      ['Chef', 'rejected'],
    ])
      made.push(
        (
          await buildOpportunity(api.owner, ours.organizationId, ours.client, {
            employer_id: employerId,
            title,
            stage,
          })
        ).id,
      )
    const titles = async (query: string) =>
      (await coach.get(`/v1/opportunities?employerId=${employerId}&sort=title${query}`)).body.data.map(
        ({ title }: { title: string }) => title,
      )
    expect(await titles('')).toEqual(['Actor', 'Baker', 'Chef'])
    expect(await titles('&stage=applied,rejected')).toEqual(['Baker', 'Chef'])
    expect(await titles(`&clientId=${theirs.client.id}`)).toEqual([])
    expect(await titles(`&ids=${made[1]},${theirs.opportunity.id}`)).toEqual(['Actor'])
  })
})
