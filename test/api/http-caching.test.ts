import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildPractice, type Practice, password } from '../builders/people.ts'
import { type Api, type Caller, startApi } from '../setup/api.ts'

let api: Api
let practice: Practice
let coach: Caller

beforeAll(async () => {
  api = await startApi()
  practice = await buildPractice(api.owner)
  coach = await api.as(practice.coach)
})
afterAll(() => api.close())

/** Which may be kept by anybody: they are the same for all, and open. */
const forAll = /^\/(docs|graphiql|\.well-known|assets|favicon|manifest|icon|apple)/

describe('what caches may keep', () => {
  it('is nothing of any route that needs a login, whatever it answers', async () => {
    const asked = api.app.routeTable.filter(
      ({ config, method }) => config?.access === 'bearer' && method === 'GET',
    )
    expect(asked.length).toBeGreaterThan(30)
    const headers = { authorization: `Bearer ${coach.token}` }
    for (const { url } of asked) {
      const path = url.replace(/:\w+/g, practice.client.id).replaceAll('::', ':')
      for (const given of [headers, {}]) {
        const answer = await api.app.inject({ url: path, headers: given })
        expect([path, answer.statusCode, answer.headers['cache-control']]).toEqual([
          path,
          expect.any(Number),
          'no-store',
        ])
      }
    }
  })

  it('is nothing that is written, refused or an answer of the graph', async () => {
    const made = await coach.post('/v1/employers').send({ name: 'Lumen Freight' })
    const refused = await coach.post('/v1/employers').send({})
    const asked = await coach.post('/graphql').send({ query: '{ clients { nodes { id } } }' })
    const lost = await coach.get('/v1/nowhere')
    expect(
      [made, refused, asked, lost].map(({ status, headers }) => [status, headers['cache-control']]),
    ).toEqual([201, 400, 200, 404].map((status) => [status, 'no-store']))
  })

  it('is only what is open and the same for everybody', async () => {
    for (const { url, method, config } of api.app.routeTable) {
      if (method !== 'GET' || config?.access !== 'open' || url.includes(':') || url.includes('*')) continue
      const { headers } = await api.app.inject({ url })
      if (!forAll.test(url)) expect([url, headers['cache-control']]).toEqual([url, 'no-store'])
    }
    const keys = await api.anyone.get('/.well-known/jwks.json')
    expect(keys.headers['cache-control']).toBe('public, max-age=300')
  })

  it('leaves it to programs to keep a record themselves and ask whether it still holds', async () => {
    const path = `/v1/clients/${practice.client.id}`
    const first = await coach.get(path)
    const again = await coach.get(path).set('if-none-match', first.headers.etag as string)
    expect([first.status, again.status, again.headers['cache-control']]).toEqual([200, 304, 'no-store'])
    expect(again.headers.etag).toBe(first.headers.etag)
  })
})

describe('logging out', () => {
  it('has the browser clear what it keeps of ours', async () => {
    const agent = (path: string, cookie?: string) =>
      api.app.inject({
        method: 'POST',
        url: path,
        headers: { 'x-afterword-client': 'panel', ...(cookie && { cookie }) },
        ...(path.endsWith('login') && { payload: { email: practice.coach.email, password } }),
      })
    const login = await agent('/v1/auth/login')
    const cookie = login.cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
    const out = await agent('/v1/auth/logout', cookie)
    expect([out.statusCode, out.headers['clear-site-data']]).toEqual([204, '"cache", "storage"'])
    expect(out.cookies).toMatchObject([{ name: 'afterword', value: '' }])
  })
})
