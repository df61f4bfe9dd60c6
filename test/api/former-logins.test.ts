import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildPractice, type Person, type Practice, password } from '../builders/people.ts'
import { type Api, startApi } from '../setup/api.ts'
import { type IdentityProvider, startIdentityProvider } from '../setup/oidc.ts'

const publicUrl = 'http://127.0.0.1:3998'
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
  })
  ours = await buildPractice(api.owner)
})
afterAll(async () => {
  await api.close()
  await provider.close()
})

type Answer = Awaited<ReturnType<typeof api.app.inject>>

/** A browser with the panel: it keeps cookies, and sends those that are SameSite=Strict only from the panel itself. */
function browser() {
  const kept = new Map<string, { value: string; strict: boolean }>()
  const keep = (answer: Answer): Answer => {
    for (const { name, value, sameSite } of answer.cookies)
      kept.set(name, { value, strict: sameSite?.toLowerCase() === 'strict' })
    return answer
  }
  const cookie = (fromElsewhere = false) =>
    [...kept]
      .filter(([, { strict }]) => !fromElsewhere || !strict)
      .map(([name, { value }]) => `${name}=${value}`)
      .join('; ')
  const headers = () => ({ 'x-afterword-client': 'panel', cookie: cookie() })
  return {
    post: async (url: string, payload?: object) =>
      keep(await api.app.inject({ method: 'POST', url, headers: headers(), ...(payload && { payload }) })),
    visit: async (url: string, fromElsewhere: boolean) =>
      keep(await api.app.inject({ url, headers: { cookie: cookie(fromElsewhere) } })),
  }
}
const logIn = (at: ReturnType<typeof browser>, { email }: Person, given = password) =>
  at.post('/v1/auth/login', { email, password: given })
const holds = async (answer: Answer) =>
  (
    await api.app.inject({
      url: '/v1/auth/me',
      headers: { authorization: `Bearer ${answer.json().accessToken}` },
    })
  ).statusCode === 200

describe('a new login in a browser takes the place of the one before', () => {
  it('of the same person', async () => {
    const here = browser()
    const first = await logIn(here, ours.coach)
    const second = await logIn(here, ours.coach)
    expect([await holds(first), await holds(second)]).toEqual([false, true])
    const renewed = await here.post('/v1/auth/refresh')
    expect([await holds(second), await holds(renewed)]).toEqual([true, true])
  })

  it('of somebody else', async () => {
    const here = browser()
    const first = await logIn(here, ours.coach)
    const second = await logIn(here, ours.admin)
    expect([await holds(first), await holds(second)]).toEqual([false, true])
  })

  it('and ends none in another browser, nor any by failing', async () => {
    const [here, there] = [browser(), browser()]
    const [first, elsewhere] = [await logIn(here, ours.coach), await logIn(there, ours.coach)]
    expect((await logIn(here, ours.coach, 'not the password')).statusCode).toBe(401)
    expect([await holds(first), await holds(elsewhere)]).toEqual([true, true])
    await logIn(here, ours.coach)
    expect([await holds(first), await holds(elsewhere)]).toEqual([false, true])
  })

  it('also by the identity provider, from where the cookie of the login does not come along', async () => {
    provider.people.set('robin', { email: ours.coach.email, verified: true })
    const here = browser()
    const first = await logIn(here, ours.coach)
    const away = await here.visit('/v1/auth/oidc/start', false)
    const back = await provider.visit(away.headers.location as string, 'robin')
    const arrived = await here.visit(back.slice(publicUrl.length), true)
    expect(arrived.headers.location).toBe(`${publicUrl}/login#signed-in`)
    const second = await here.post('/v1/auth/refresh')
    expect([second.statusCode, await holds(first), await holds(second)]).toEqual([200, false, true])
  })
})

describe('a login by the identity provider', () => {
  it('ends as any other does, and needs the provider again', async () => {
    provider.people.set('sam', { email: ours.other.email, verified: true })
    const here = browser()
    const enter = async () => {
      const away = await here.visit('/v1/auth/oidc/start', false)
      const back = await provider.visit(away.headers.location as string, 'sam')
      await here.visit(back.slice(publicUrl.length), true)
      return here.post('/v1/auth/refresh')
    }
    const first = await enter()
    expect(await holds(first)).toBe(true)
    await api.owner.query(
      `UPDATE session SET expires_at = now() - interval '1 second' WHERE method = 'oidc' AND member_id = $1`,
      [ours.other.id],
    )
    expect([await holds(first), (await here.post('/v1/auth/refresh')).statusCode]).toEqual([false, 401])
    const second = await enter()
    expect(await holds(second)).toBe(true)
    expect((await here.post('/v1/auth/logout')).statusCode).toBe(204)
    expect([await holds(second), (await here.post('/v1/auth/refresh')).statusCode]).toEqual([false, 401])
    expect(await holds(await enter())).toBe(true)
  })
})
