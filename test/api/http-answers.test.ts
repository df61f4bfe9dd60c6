import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildPractice, type Practice, password } from '../builders/people.ts'
import { type Api, type Caller, startApi } from '../setup/api.ts'

let api: Api
let practice: Practice
let coach: Caller

beforeAll(async () => {
  api = await startApi({ NODE_ENV: 'production', PUBLIC_URL: 'https://afterword.test' })
  practice = await buildPractice(api.owner)
  coach = await api.as(practice.coach)
})
afterAll(() => api.close())

describe('every answer', () => {
  it.each(['/v1/tasks', '/health/live', '/docs', '/nowhere'])(
    'of %s keeps browsers on https for a year',
    async (url) => {
      const { headers } = await api.app.inject(url)
      const policy = String(headers['strict-transport-security'])
      expect(Number(/max-age=(\d+)/.exec(policy)?.[1])).toBeGreaterThanOrEqual(31_536_000)
      expect(policy).toContain('includeSubDomains')
    },
  )

  it.each(['/v1/tasks', '/docs', '/nowhere'])(
    'of %s is framed by nobody and tells other sites nothing',
    async (url) => {
      const { headers } = await api.app.inject(url)
      expect(headers['content-security-policy']).toContain(`frame-ancestors 'none'`)
      expect(headers['content-security-policy']).toContain(`base-uri 'none'`)
      expect(headers['referrer-policy']).toBe('same-origin')
      expect(headers['x-powered-by'] ?? headers.server).toBeUndefined()
    },
  )

  it('with a token in it is kept by no cache', async () => {
    const login = await api.anyone.post('/v1/auth/login').send({ email: practice.coach.email, password })
    expect([login.status, login.headers['cache-control']]).toEqual([200, 'no-store'])
  })

  it('is JSON in UTF-8, said so', async () => {
    expect((await coach.get('/v1/tasks')).headers['content-type']).toMatch(
      /^application\/json(; charset=utf-8)?$/,
    )
    expect((await api.anyone.get('/v1/tasks')).headers['content-type']).toMatch(/^application\/problem\+json/)
    expect((await api.app.inject('/docs')).headers['content-type']).toBe('text/html; charset=utf-8')
  })
})

describe('a request that is of no use to anybody honest', () => {
  it('TRACE is not answered', async () => {
    const traced = await api.app.inject({ method: 'TRACE' as 'GET', url: '/v1/tasks' })
    expect(traced.statusCode).toBeGreaterThanOrEqual(400)
    expect(traced.body).not.toContain('TRACE /')
  })

  it.each(['/assets/', '/docs/', '/.git/config', '/..%2fpackage.json', '/assets/..%2f..%2fpackage.json'])(
    '%s shows neither a folder nor a file of ours',
    async (url) => {
      const answer = await api.app.inject(url)
      expect(answer.body).not.toMatch(/Index of|"dependencies"|\[core\]/)
    },
  )

  it('the same parameter twice is refused', async () => {
    expect((await coach.get('/v1/tasks?limit=1&limit=2')).status).toBe(400)
  })
})

describe('the graph in production', () => {
  const ask = (query: string) =>
    coach.post('/graphql').set('accept', 'application/graphql-response+json').send({ query })

  it('tells nothing of its schema', async () => {
    expect(JSON.stringify((await ask('{ __schema { types { name } } }')).body)).toContain('is not shown here')
  })

  it('takes neither deep nor broad documents', async () => {
    const deep = `{ clients { ${'edges { node { '.repeat(5)} id ${'} }'.repeat(5)} } }`
    expect((await ask(deep)).status).toBe(400)
    const aliases = (many: number) =>
      Array.from({ length: many }, (_, at) => `a${at}: clients { pageInfo { hasNextPage } }`)
    expect((await ask(`{ ${aliases(10).join(' ')} }`)).status).toBe(200)
    const broad = await ask(`{ ${aliases(11).join(' ')} }`)
    expect([broad.status, JSON.stringify(broad.body)]).toEqual([
      400,
      expect.stringContaining('10 things at once'),
    ])
  })
})
