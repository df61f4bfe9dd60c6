import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildPractice, type Practice, password } from '../builders/people.ts'
import { type Api, type Caller, startApi } from '../setup/api.ts'

const partner = 'https://app.partner.test'
let api: Api
let closed: Api
let practice: Practice
let coach: Caller

beforeAll(async () => {
  api = await startApi({
    CORS_ORIGINS: `${partner}, http://localhost:5173`,
    PUBLIC_URL: 'https://afterword.test',
  })
  closed = await startApi()
  practice = await buildPractice(api.owner)
  coach = await api.as(practice.coach)
})
afterAll(async () => {
  await api.close()
  await closed.close()
})

const preflight = (of: Api, origin: string, headers = 'authorization,if-match') =>
  of.app.inject({
    method: 'OPTIONS',
    url: '/v1/tasks',
    headers: {
      origin,
      'access-control-request-method': 'PATCH',
      'access-control-request-headers': headers,
    },
  })

describe('scripts of another site', () => {
  it('that is named may call with a token, read what they need of the answer, and keep the preflight', async () => {
    const asked = await preflight(api, partner)
    expect(asked.statusCode).toBe(204)
    expect(asked.headers).toMatchObject({
      'access-control-allow-origin': partner,
      'access-control-max-age': '7200',
      vary: expect.stringContaining('Origin'),
    })
    expect(asked.headers['access-control-allow-methods']).toContain('PATCH')
    expect(asked.headers['access-control-allow-headers']).toContain('Idempotency-Key')
    const answer = await coach.get('/v1/clients').set('origin', partner)
    expect([answer.status, answer.headers['access-control-allow-origin']]).toEqual([200, partner])
    for (const name of [
      'ETag',
      'Location',
      'Link',
      'RateLimit',
      'RateLimit-Policy',
      'Retry-After',
      'X-Request-Id',
    ])
      expect(answer.headers['access-control-expose-headers']?.split(', ')).toContain(name)
    const one = await coach.get(`/v1/clients/${practice.client.id}`).set('origin', partner)
    expect(one.headers.vary?.toLowerCase().split(', ').sort()).toEqual([
      'accept-language',
      'authorization',
      'origin',
    ])
    const refused = await api.anyone.get('/v1/clients').set('origin', partner)
    expect([refused.status, refused.headers['access-control-allow-origin']]).toEqual([401, partner])
  })

  it('never get the cookie: no credentials, and the panel’s header is not theirs to send', async () => {
    const asked = await preflight(api, partner, 'x-afterword-client')
    expect(asked.headers['access-control-allow-credentials']).toBeUndefined()
    expect(String(asked.headers['access-control-allow-headers']).toLowerCase()).not.toContain('x-afterword')
  })

  it.each([
    'https://evil.test',
    'null',
    `${partner}.evil.test`,
    'http://app.partner.test',
    `${partner}:8443`,
  ])('"%s" is told nothing', async (origin) => {
    const asked = await preflight(api, origin)
    expect([asked.statusCode, asked.headers['access-control-allow-origin']]).toEqual([405, undefined])
    const answer = await coach.get('/v1/clients').set('origin', origin)
    expect(answer.headers['access-control-allow-origin']).toBeUndefined()
  })

  it('are told nothing where no site is named', async () => {
    const asked = await preflight(closed, partner)
    expect([asked.statusCode, asked.headers['access-control-allow-origin']]).toEqual([405, undefined])
    expect((await closed.anyone.get('/v1/nowhere')).status).toBe(404)
    expect((await api.anyone.get('/v1/nowhere')).status).toBe(404)
  })
})

describe('the panel’s cookie', () => {
  const logIn = (headers: Record<string, string>) =>
    api.anyone
      .post('/v1/auth/login')
      .set({ 'x-afterword-client': 'panel', ...headers })
      .send({ email: practice.coach.email, password })
  const cookieOf = async () => {
    const answer = await logIn({ 'sec-fetch-site': 'same-origin' })
    const [cookie = ''] = answer.headers['set-cookie'] as unknown as string[]
    expect(cookie).toMatch(/^__Host-afterword=.*HttpOnly; Secure; SameSite=Strict/)
    return cookie.split(';')[0] as string
  }
  const refresh = async (headers: Record<string, string>) =>
    api.anyone.post('/v1/auth/refresh').set({ cookie: await cookieOf(), ...headers })

  it('renews the login from the panel’s own address', async () => {
    const panel = { 'x-afterword-client': 'panel' }
    expect((await refresh({ ...panel, 'sec-fetch-site': 'same-origin' })).status).toBe(200)
    expect((await refresh({ ...panel, origin: 'https://afterword.test' })).status).toBe(200)
    expect((await refresh(panel)).status).toBe(200)
  })

  it('is worth nothing without the header that a form can not send', async () => {
    expect((await refresh({ 'sec-fetch-site': 'same-origin' })).status).toBe(401)
  })

  it.each<Record<string, string>>([
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'cross-site', origin: 'null' },
    { 'sec-fetch-site': 'cross-site', origin: partner },
    { origin: 'https://evil.test' },
    { origin: 'null' },
    { origin: 'http://afterword.test' },
  ])('is refused from another site: %o', async (headers) => {
    for (const answer of [
      await refresh({ 'x-afterword-client': 'panel', ...headers }),
      await refresh(headers),
      await logIn(headers),
    ]) {
      expect([answer.status, answer.type]).toEqual([403, 'application/problem+json'])
      expect(answer.headers['set-cookie']).toBeUndefined()
    }
  })
})

describe('every answer', () => {
  it.each([
    '/v1/tasks',
    '/v1/auth/me',
    '/v1/nowhere',
    '/health/live',
    '/.well-known/jwks.json',
    '/%zz',
    `/v1/tasks/${'x'.repeat(300)}`,
  ])('of %s may be nothing in a browser but data', async (url) => {
    const { headers } = await api.app.inject(url)
    expect(headers['content-security-policy']).toMatch(/^default-src 'none'/)
    expect(headers['content-security-policy']).not.toMatch(/script-src|unsafe|style-src/)
    expect(headers['x-content-type-options']).toBe('nosniff')
  })

  it('that is a page for reading takes style from here and runs no script', async () => {
    const policy = String((await api.app.inject('/docs')).headers['content-security-policy'])
    expect(policy).toContain(`style-src 'self'`)
    expect(policy).not.toMatch(/script-src|unsafe|\*/)
  })

  it('has the number under which the log has it', async () => {
    const answer = await api.anyone.get('/v1/tasks')
    expect(answer.headers['x-request-id']).toBe(answer.body.requestId)
  })
})
