import { afterAll, beforeAll, expect, it } from 'vitest'
import { buildClient, buildOpportunity, buildPractice, type Practice } from '../builders/people.ts'
import { type Api, type Caller, startApi } from '../setup/api.ts'
import { whereIs } from '../setup/everything.ts'

let api: Api
let practice: Practice

beforeAll(async () => {
  api = await startApi({ POOL_SIZE: '14' })
  practice = await buildPractice(api.owner)
})
afterAll(() => api.close())

/** What people may be writing about a client at the moment of the erasure, each again and again. */
const writers = (coach: Caller, client: Caller, ids: Ids, text: string) => [
  () => coach.patch(`/v1/interviews/${ids.interview}`).set('if-match', '*').send({ notes: text }),
  () =>
    coach
      .patch(`/v1/interviews/${ids.interview}`)
      .set('if-match', '*')
      .send({ participants: [{ contactId: ids.contact }, { name: text, role: 'other' }] }),
  () => coach.patch(`/v1/contacts/${ids.contact}`).set('if-match', '*').send({ notes: text }),
  () => coach.patch(`/v1/tasks/${ids.task}`).set('if-match', '*').send({ note: text }),
  () => coach.post(`/v1/interviews/${ids.interview}/timelines`).send({ kind: 'endOfWeek', words: text }),
  () => client.post('/v1/tasks').send({ clientId: ids.client, title: text, dueAt: '2030-03-06T10:00:00Z' }),
  () => client.post('/v1/contacts').send({ employerId: ids.employer, name: text }),
  () => client.patch(`/v1/clients/${ids.client}`).set('if-match', '*').send({ phone: text }),
]

interface Ids {
  client: string
  employer: string
  interview: string
  contact: string
  task: string
}

it('nothing that is written at the moment of the erasure survives it', async () => {
  const admin = await api.as(practice.admin)
  const coach = await api.as(practice.coach)
  for (let round = 0; round < 3; round++) {
    const text = `zqrace${round}`
    const person = await buildClient(api.owner, practice.organizationId, practice.coach, { login: true })
    const client = await api.as(person)
    const work = await buildOpportunity(api.owner, practice.organizationId, person)
    const made = await coach.post('/v1/interviews').send({
      opportunityId: work.id,
      startsAt: '2030-03-04T15:00:00Z',
      durationMinutes: 60,
      timeZone: 'America/New_York',
      format: 'video',
      participants: [{ name: text, role: 'interviewer', email: `${text}@example.com` }],
    })
    const task = await coach
      .post('/v1/tasks')
      .send({ clientId: person.id, title: text, dueAt: '2030-03-06T10:00:00Z' })
    const contact = made.body.participants[0].contactId
    const ids = {
      client: person.id,
      employer: work.employerId,
      interview: made.body.id,
      contact,
      task: task.body.id,
    }
    let stopped = false
    const statuses: number[] = []
    const writing = writers(coach, client, ids, text).map(async (write) => {
      for (let after = 0; after < 3; after += stopped ? 1 : 0) statuses.push((await write()).status)
    })
    await new Promise((resolve) => setTimeout(resolve, 150 + 40 * round))
    const erased = await admin
      .post(`/v1/clients/${person.id}/erase`)
      .set('if-match', '*')
      .send({ confirm: person.id })
    stopped = true
    await Promise.all(writing)
    expect(erased.status, JSON.stringify(erased.body)).toBe(200)
    expect(statuses.filter((status) => status < 300).length, 'some were written before').toBeGreaterThan(0)
    expect(statuses.filter((status) => status >= 500 && status !== 503)).toEqual([])
    expect(await whereIs(api.owner, text)).toEqual([])
  }
}, 120_000)
