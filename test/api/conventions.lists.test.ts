import type { RouteOptions } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildContact, buildPractice, type Practice } from '../builders/people.ts'
import { type Api, type Caller, startApi } from '../setup/api.ts'

let api: Api
let practice: Practice
let admin: Caller

beforeAll(async () => {
  api = await startApi()
  practice = await buildPractice(api.owner)
  admin = await api.as(practice.admin)
  const { id: opportunityId, employerId } = practice.opportunity
  await buildContact(api.owner, practice.organizationId, employerId)
  const interview = { startsAt: '2031-03-04T15:00:00Z', durationMinutes: 60, format: 'video' }
  const body = { opportunityId, ...interview, timeZone: 'Europe/Madrid', promises: ['portfolio'] }
  expect((await admin.post('/v1/interviews').send(body)).status).toBe(201)
  await admin.post('/v1/api-keys').send({ name: 'Site', scopes: ['tasks:read'] })
})
afterAll(() => api.close())

const gets = (): RouteOptions[] =>
  api.app.routeTable.filter(
    ({ method, url, config }) => method === 'GET' && url.startsWith('/v1/') && config?.access !== 'open',
  )

type Query = { properties?: Record<string, { enum?: string[] }> }
const parametersOf = ({ schema }: RouteOptions): NonNullable<Query['properties']> =>
  (schema?.querystring as Query | undefined)?.properties ?? {}
/** Those that give pages of records. */
const lists = () => gets().filter((route) => 'sort' in parametersOf(route))
const withUpdates = () => lists().filter((route) => 'updatedSince' in parametersOf(route))

describe('every list', () => {
  it('takes each of its orders, forward and back, and names what it does not take', async () => {
    for (const route of lists()) {
      for (const sort of parametersOf(route).sort?.enum ?? [])
        expect((await admin.get(`${route.url}?sort=${sort}&limit=2`)).status, `${route.url} ${sort}`).toBe(
          200,
        )
      const refused = await admin.get(`${route.url}?sort=organizationId`)
      expect([refused.status, refused.body.errors[0].pointer], route.url).toEqual([400, 'sort'])
    }
  })

  it('counts when asked, and picks by ids', async () => {
    for (const { url } of lists().filter((route) => 'ids' in parametersOf(route))) {
      const { data, page } = (await admin.get(`${url}?count=true&limit=200`)).body
      expect(page.total, url).toEqual({ count: data.length, exact: true })
      if (data.length === 0) continue
      const picked = await admin.get(`${url}?count=true&ids=${data[0].id}`)
      expect([picked.body.data.length, picked.body.page.total.count], url).toEqual([1, 1])
      expect((await admin.get(`${url}?ids=x`)).status, url).toBe(400)
    }
  })

  it('tells what changed since a moment', async () => {
    expect(withUpdates().length).toBeGreaterThan(7)
    for (const { url } of withUpdates()) {
      const { data } = (await admin.get(`${url}?limit=200`)).body
      const later = await admin.get(`${url}?updatedSince=2199-01-01T00:00:00Z`)
      expect(later.body.data, url).toEqual([])
      const [first] = data
      if (!first) continue
      const since = await admin.get(`${url}?ids=${first.id}&updatedSince=${first.updatedAt}`)
      expect(since.body.data.length, url).toBe(1)
    }
  })
})

describe('every route behind the login', () => {
  const path = (url: string) =>
    url.replace(/(?<!:):[A-Za-z]+/g, '0195f000-0000-7000-8000-000000000000').replace('::', ':')

  it('refuses a parameter that it does not know, and names it', async () => {
    for (const { method, url } of api.app.routeTable.filter(
      (route) => route.config?.access === 'bearer' && route.url.startsWith('/v1/') && route.method !== 'HEAD',
    )) {
      const answer = await api.app.inject({
        method: method as 'GET',
        url: `${path(url)}?nonsense=1`,
        headers: { authorization: `Bearer ${admin.token}` },
      })
      // Where a body is wrong too, that may be said first.
      expect(answer.statusCode, `${method} ${url}`).toBe(400)
      if (method === 'GET')
        expect(answer.json().errors, url).toMatchObject([{ pointer: 'nonsense', code: 'unknown' }])
    }
  })

  it('answers 304 to a reader who has it already', async () => {
    const ids: Record<string, string> = {}
    for (const { url } of lists()) {
      const [first] = (await admin.get(url)).body.data
      if (first) ids[url] = first.id
    }
    for (const { url } of gets()) {
      const [base = ''] = url.split('/:')
      if (url.includes(':') && !ids[base]) continue
      const at = url.replace(/:id/, ids[base] ?? '')
      const first = await admin.get(at)
      expect(first.status, at).toBe(200)
      const { etag } = first.headers
      expect(etag, at).toMatch(/^"[\w.-]+"$/)
      if (/\/v1\/(sessions|reports\/triage|changes)$/.test(url)) continue // these tell how far time has gone
      const again = await admin.get(at).set('if-none-match', `"other", ${etag}`)
      expect([again.status, again.text, again.headers.etag], at).toEqual([304, '', etag])
      expect((await admin.get(at).set('if-none-match', '"other"')).status, at).toBe(200)
    }
  })
})

describe('include', () => {
  it('puts client, contact and opportunity beside tasks, in lists, alone and after an act', async () => {
    const words = 'client,contact,opportunity'
    const { data } = (await admin.get(`/v1/tasks?include=${words}&limit=200`)).body
    expect(data.length).toBeGreaterThan(0)
    for (const task of data) {
      expect(task.client).toMatchObject({ id: task.clientId, name: 'Ana Ruiz' })
      expect(task.opportunity).toMatchObject({ id: task.opportunityId, employer: { name: 'Lumen Freight' } })
      expect(task).toHaveProperty('contact')
    }
    const [{ id }] = data
    const alone = (await admin.get(`/v1/tasks/${id}?include=client`)).body
    expect([alone.client.id, 'contact' in alone]).toEqual([alone.clientId, false])
    const skipped = (await admin.post(`/v1/tasks/${id}/skip?include=opportunity`).send({})).body
    expect(skipped.opportunity.id).toBe(skipped.opportunityId)
    const refused = await admin.get('/v1/tasks?include=coach')
    expect([refused.status, refused.body.errors[0].pointer]).toEqual([400, 'include'])
  })
})
