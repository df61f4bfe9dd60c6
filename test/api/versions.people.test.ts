import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildContact, buildPractice, type Practice } from '../builders/people.ts'
import { type Api, type Caller, startApi } from '../setup/api.ts'

let api: Api
let practice: Practice
let contactId: string
let coach: Caller

beforeAll(async () => {
  api = await startApi()
  practice = await buildPractice(api.owner)
  contactId = await buildContact(api.owner, practice.organizationId, practice.opportunity.employerId)
  coach = await api.as(practice.coach)
})
afterAll(() => api.close())

describe.each([
  ['clients', () => practice.client.id, { target: 'Analyst' }, { target: 'Baker' }],
  ['contacts', () => contactId, { notes: 'One' }, { notes: 'Two' }],
  ['opportunities', () => practice.opportunity.id, { title: 'Analyst' }, { title: 'Baker' }],
])('%s', (resource, idOf, first, second) => {
  it('change at their version only: 428 without, 412 for a stale one, nothing written', async () => {
    const path = `/v1/${resource}/${idOf()}`
    const before = await coach.get(path)
    const etag = before.headers.etag as string
    expect((await coach.patch(path).send(first)).status).toBe(428)
    const changed = await coach.patch(path).set('if-match', etag).send(first)
    expect([changed.status, changed.body.version]).toEqual([200, before.body.version + 1])
    expect((await coach.patch(path).set('if-match', etag).send(second)).status).toBe(412)
    expect((await coach.patch(path).set('if-match', `W/${changed.headers.etag}`).send(second)).status).toBe(
      412,
    )
    expect((await coach.get(path)).body).toMatchObject(first)
    const known = await coach.get(path).set('if-none-match', changed.headers.etag as string)
    expect([known.status, known.text]).toEqual([304, ''])
    const byVersion = await coach.patch(path).set('if-match', `"v${changed.body.version}"`).send(second)
    expect([byVersion.status, byVersion.body]).toMatchObject([200, second])
  })

  it('let one of twenty writers of the same version through', async () => {
    const path = `/v1/${resource}/${idOf()}`
    const { etag } = (await coach.get(path)).headers
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        coach
          .patch(path)
          .set('if-match', etag as string)
          .send(first),
      ),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(19).fill(412)])
  })
})
