import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  buildClient,
  buildOpportunity,
  buildPractice,
  insert,
  type Person,
  type Practice,
} from '../builders/people.ts'
import { type Api, type Caller, startApi } from '../setup/api.ts'

let api: Api
let practice: Practice
let coach: Caller
let colleaguesClient: Person

const inTwoHours = () => new Date(Date.now() + 2 * 3_600_000).toISOString()

async function enterInterview(caller: Caller, opportunityId: string): Promise<string> {
  const answer = await caller.post('/v1/interviews').send({
    opportunityId,
    startsAt: inTwoHours(),
    durationMinutes: 30,
    timeZone: 'America/New_York',
    format: 'video',
  })
  expect(answer.status, answer.text).toBe(201)
  return answer.body.id
}

beforeAll(async () => {
  api = await startApi()
  practice = await buildPractice(api.owner)
  coach = await api.as(practice.coach)
  // The colleague's client, whom the coach may look at.
  colleaguesClient = await buildClient(api.owner, practice.organizationId, practice.other, {
    name: 'Lea Brandt',
  })
  await insert(api.owner, 'client_coach', {
    organization_id: practice.organizationId,
    client_id: colleaguesClient.id,
    member_id: practice.coach.id,
    level: 'viewing',
  })
})
afterAll(() => api.close())

describe('the triage', () => {
  it('of "me" has my clients and their interviews only; left out, all whom I see', async () => {
    const mine = await enterInterview(coach, practice.opportunity.id)
    const { id } = await buildOpportunity(api.owner, practice.organizationId, colleaguesClient)
    const theirs = await enterInterview(await api.as(practice.other), id)
    const interviews = async (query: string, caller = coach) => {
      const { status, body } = await caller.get(`/v1/reports/triage${query}`)
      expect(status).toBe(200)
      return body.interviews.map((row: { id: string }) => row.id).sort()
    }
    const both = [mine, theirs].sort()
    expect(await interviews('')).toEqual(both)
    expect(await interviews('?coachId=me')).toEqual([mine])
    expect(await interviews(`?coachId=${practice.other.id}`)).toEqual([theirs])
    const admin = await api.as(practice.admin)
    expect(await interviews('', admin)).toEqual(both)
    expect(await interviews('?coachId=me', admin)).toEqual([])
  })

  it('knows how long somebody has been silent after the events of then are gone', async () => {
    const { organizationId } = practice
    const client = await buildClient(api.owner, organizationId, practice.coach, { name: 'Ida Still' })
    await api.owner.query(`UPDATE client SET created_at = now() - interval '300 days' WHERE id = $1`, [
      client.id,
    ])
    await api.owner.query('DELETE FROM activity WHERE client_id = $1', [client.id])
    await insert(api.owner, 'activity', {
      ...{
        organization_id: organizationId,
        record_type: 'client',
        record_id: client.id,
        client_id: client.id,
      },
      ...{ verb: 'changed', actor_kind: 'member', occurred_at: new Date(Date.now() - 120 * 86_400_000) },
    })
    await api.owner.query('DELETE FROM event WHERE client_id = $1', [client.id])
    const { body } = await coach.get('/v1/reports/triage?coachId=me')
    const silent = body.quiet.find((one: { client: { id: string } }) => one.client.id === client.id)
    expect(silent.days).toBeGreaterThanOrEqual(119)
    expect(silent.days).toBeLessThanOrEqual(121)
  })

  it('stands in for a colleague who is away', async () => {
    await insert(api.owner, 'coverage', {
      organization_id: practice.organizationId,
      member_id: practice.other.id,
      delegate_id: practice.coach.id,
      starts_on: '2020-01-01',
      ends_on: '2199-01-01',
    })
    const { body } = await coach.get('/v1/reports/triage?coachId=me')
    expect(body.interviews).toHaveLength(2)
    await api.owner.query('DELETE FROM coverage WHERE delegate_id = $1', [practice.coach.id])
  })

  it('is no answer for clients: a report is for those who look after them', async () => {
    const client = await api.as(practice.client)
    const answer = await client.get('/v1/reports/triage')
    expect([answer.status, answer.type]).toEqual([403, 'application/problem+json'])
  })
})
