import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  buildClient,
  buildContact,
  buildEmployer,
  buildOpportunity,
  buildPractice,
  type Person,
  type Practice,
} from '../builders/people.ts'
import { type Api, type Caller, startApi } from '../setup/api.ts'

let api: Api
let practice: Practice
let coach: Caller
let maria: Person

beforeAll(async () => {
  api = await startApi()
  practice = await buildPractice(api.owner)
  coach = await api.as(practice.coach)
  const { organizationId } = practice
  maria = await buildClient(api.owner, organizationId, practice.coach, {
    name: 'María José Núñez',
    target: 'Tänzerin',
  })
  const employerId = await buildEmployer(api.owner, organizationId, { name: 'Łódź Straßenbahn Œuvre' })
  await buildContact(api.owner, organizationId, employerId, {
    name: 'Zoë Ångström',
    email: 'zoe@people.test',
  })
  const { id } = await buildOpportunity(api.owner, organizationId, maria, {
    employer_id: employerId,
    title: 'Geschäftsführung',
  })
  const interview = await coach.post('/v1/interviews').send({
    opportunityId: id,
    ...{ startsAt: '2031-03-04T15:00:00Z', durationMinutes: 60, timeZone: 'Europe/Berlin', format: 'video' },
    topics: ['der Café-Umbau'],
    notes: 'Geheimnis',
  })
  expect(interview.status, interview.text).toBe(201)
  const own = { clientId: maria.id, title: 'Écrire à Zoë', note: 'Geheimnis', dueAt: '2031-03-05T10:00:00Z' }
  expect((await coach.post('/v1/tasks').send(own)).status).toBe(201)
})
afterAll(() => api.close())

const found = async (list: string, q: string, caller = coach): Promise<number> => {
  const { status, body } = await caller.get(`/v1/${list}?count=true&q=${encodeURIComponent(q)}`)
  expect(status).toBe(200)
  return body.page.total.count
}

describe('q', () => {
  it.each([
    ['clients', 'maria nunez'],
    ['clients', 'NÚÑEZ MARÍA'],
    ['clients', 'María'.normalize('NFD')],
    ['clients', 'tanzerin'],
    ['members', 'sam vale'],
    ['employers', 'lodz'],
    ['employers', 'strassenbahn'],
    ['employers', 'STRAßEN oeuvre'],
    ['contacts', 'angstrom'],
    ['contacts', 'ZOE@PEOPLE'],
    ['opportunities', 'geschaftsf'],
    ['opportunities', 'lodz maria'],
    ['interviews', 'cafe'],
    ['interviews', 'jose lodz geschaft'],
    ['tasks', 'ecrire'],
    ['tasks', 'zoe nunez'],
  ])('finds %s by %s', async (list, q) => expect(await found(list, q)).toBeGreaterThan(0))

  it.each([
    ['clients', 'maria gomez'],
    ['members', 'people.test'],
    ['employers', 'lodz%'],
    ['interviews', 'geheimnis'],
    ['tasks', 'geheimnis'],
  ])('finds no %s by %s', async (list, q) => expect(await found(list, q)).toBe(0))

  it('finds only what the caller sees', async () => {
    for (const person of [practice.other, (await buildPractice(api.owner)).admin])
      for (const list of ['clients', 'contacts', 'opportunities', 'interviews', 'tasks'])
        expect(await found(list, 'a', await api.as(person)), list).toBe(
          (await (await api.as(person)).get(`/v1/${list}?count=true&limit=1`)).body.page.total.count,
        )
    expect(await found('tasks', 'maria', await api.as(practice.other))).toBe(0)
  })

  it('goes with pages and other filters', async () => {
    const { body } = await coach.get(`/v1/tasks?q=nunez&clientId=${maria.id}&limit=1&sort=-createdAt`)
    expect(body.data.length).toBe(1)
    const next = await coach.get(
      `/v1/tasks?q=nunez&clientId=${maria.id}&limit=1&sort=-createdAt&cursor=${body.page.nextCursor}`,
    )
    expect([next.status, next.body.data[0].id === body.data[0].id]).toEqual([200, false])
  })
})
