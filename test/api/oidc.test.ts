import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildPractice, type Practice } from '../builders/people.ts'
import { type Api, startApi } from '../setup/api.ts'
import { type IdentityProvider, startIdentityProvider } from '../setup/oidc.ts'

const publicUrl = 'http://127.0.0.1:3999'
let provider: IdentityProvider
let api: Api
let ours: Practice

beforeAll(async () => {
  provider = await startIdentityProvider(`${publicUrl}/v1/auth/oidc/callback`)
  api = await startApi({
    PUBLIC_URL: publicUrl,
    OIDC_ISSUER: provider.issuer,
    OIDC_CLIENT_ID: provider.clientId,
    OIDC_CLIENT_SECRET: provider.clientSecret,
    OIDC_NAME: 'Harbour ID',
  })
  ours = await buildPractice(api.owner)
})
afterAll(async () => {
  await api.close()
  await provider.close()
})

const setCookies = (answer: { headers: Record<string, unknown> }): Map<string, string> =>
  new Map(
    ([answer.headers['set-cookie']].flat() as string[]).map((line) => {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      return [name, value]
    }),
  )

/** Leaves for the provider; what the browser keeps, and where it is sent. */
async function leave() {
  const answer = await api.app.inject('/v1/auth/oidc/start')
  expect(answer.statusCode).toBe(302)
  return { url: answer.headers.location as string, cookies: setCookies(answer) }
}

const comeBack = (url: string, cookies: Map<string, string>) =>
  api.app.inject({
    url: url.slice(publicUrl.length),
    headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
  })

async function signIn(login: string) {
  const { url, cookies } = await leave()
  return comeBack(await provider.visit(url, login), cookies)
}

/** Exchanges the cookie for an access token, as the panel does, and asks who is there. */
async function whoIs(answer: Awaited<ReturnType<typeof signIn>>) {
  const cookie = `afterword=${setCookies(answer).get('afterword')}`
  const tokens = await api.app.inject({
    method: 'POST',
    url: '/v1/auth/refresh',
    headers: { cookie, 'x-afterword-client': 'panel' },
  })
  const authorization = `Bearer ${tokens.json().accessToken}`
  return (await api.app.inject({ url: '/v1/auth/me', headers: { authorization } })).json()
}

describe('signing in by an identity provider', () => {
  it('is offered by name', async () => {
    expect((await api.app.inject('/v1/auth/oidc')).json()).toEqual({ name: 'Harbour ID' })
  })

  it('logs in whose verified mail address has an account, and knows them by subject from then on', async () => {
    provider.people.set('robin', { email: ours.coach.email.toUpperCase(), verified: true })
    const first = await signIn('robin')
    expect(first.headers.location).toBe(`${publicUrl}/login#signed-in`)
    expect(await whoIs(first)).toMatchObject({ memberId: ours.coach.id, role: 'coach' })
    provider.people.set('robin', { email: 'moved@elsewhere.test', verified: true })
    expect(await whoIs(await signIn('robin'))).toMatchObject({ memberId: ours.coach.id })
  })

  it.each([
    ['an address that the provider has not verified', () => ({ email: ours.admin.email, verified: false })],
    ['an address that nobody here has', () => ({ email: 'stranger@elsewhere.test', verified: true })],
  ])('refuses %s', async (name, person) => {
    provider.people.set(name, person())
    const answer = await signIn(name)
    expect(answer.headers.location).toBe(`${publicUrl}/login#oidc=unauthorized`)
    expect(setCookies(answer).get('afterword')).toBeUndefined()
  })
})

describe('an answer that does not belong to this browser', () => {
  const cases: [string, (url: URL, cookies: Map<string, string>) => void | Promise<void>][] = [
    ['without the cookie of the departure', (_url, cookies) => cookies.clear()],
    ['with another state', (url) => url.searchParams.set('state', 'x'.repeat(43))],
    ['with another code', (url) => url.searchParams.set('code', 'x'.repeat(43))],
    ['with another issuer', (url) => url.searchParams.set('iss', 'https://elsewhere.test')],
    [
      "with another departure's cookie",
      async (_url, cookies) => {
        for (const [name, value] of (await leave()).cookies) cookies.set(name, value)
      },
    ],
    ['with an altered cookie', (_url, cookies) => void cookies.set('afterword-oidc', 'A'.repeat(200))],
  ]
  it.each(cases)('is refused: %s', async (_name, alter) => {
    provider.people.set('mina', { email: ours.admin.email, verified: true })
    const { url, cookies } = await leave()
    const back = new URL(await provider.visit(url, 'mina'))
    await alter(back, cookies)
    const answer = await comeBack(back.href, cookies)
    expect(answer.headers.location).toBe(`${publicUrl}/login#oidc=unauthorized`)
    expect(setCookies(answer).get('afterword')).toBeUndefined()
  })

  it('is refused the second time', async () => {
    provider.people.set('mina', { email: ours.admin.email, verified: true })
    const { url, cookies } = await leave()
    const back = await provider.visit(url, 'mina')
    expect((await comeBack(back, cookies)).headers.location).toBe(`${publicUrl}/login#signed-in`)
    expect((await comeBack(back, cookies)).headers.location).toBe(`${publicUrl}/login#oidc=unauthorized`)
  })
})

describe('a provider that is away', () => {
  it('sends people back to the login page, and is asked again the next time', async () => {
    const dead = await startApi({
      PUBLIC_URL: publicUrl,
      OIDC_ISSUER: 'http://127.0.0.1:9',
      OIDC_CLIENT_ID: 'a',
      OIDC_CLIENT_SECRET: 'b',
    })
    try {
      for (let again = 0; again < 2; again++)
        expect((await dead.app.inject('/v1/auth/oidc/start')).headers.location).toBe(
          `${publicUrl}/login#oidc=unavailable`,
        )
    } finally {
      await dead.close()
    }
  })

  it('is not there at all without the settings', async () => {
    const plain = await startApi()
    try {
      expect((await plain.app.inject('/v1/auth/oidc')).json()).toEqual({ name: null })
      expect((await plain.app.inject('/v1/auth/oidc/start')).statusCode).toBe(404)
    } finally {
      await plain.close()
    }
  })
})
