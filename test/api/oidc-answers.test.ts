import { createHmac, createPublicKey, generateKeyPairSync } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { buildPractice, type Practice } from '../builders/people.ts'
import { type Api, startApi } from '../setup/api.ts'
import { logCanary } from '../setup/log-canary.ts'
import { type Claims, type SayingProvider, signed, startSayingProvider } from '../setup/oidc-saying.ts'

const publicUrl = 'http://127.0.0.1:3999'
let provider: SayingProvider
let api: Api
let ours: Practice

const logged = logCanary()

const start = () =>
  startApi(
    {
      PUBLIC_URL: publicUrl,
      OIDC_ISSUER: provider.issuer,
      OIDC_CLIENT_ID: provider.clientId,
      OIDC_CLIENT_SECRET: 'a secret of the client for tests only',
    },
    logged.log,
  )

/** Why the last one was refused, as the log says: by what the provider said, not because it was slow. */
const reason = (): string => {
  const line = logged.lines.findLast((one) => one.includes('provider failed')) ?? ''
  return /"code":"(OAUTH_\w+)"/.exec(line)?.[1] ?? line
}
const ofItsAnswer =
  /^OAUTH_(INVALID_RESPONSE|UNSUPPORTED_OPERATION|KEY_SELECTION_FAILED|JWT_\w+_FAILED|JSON_ATTRIBUTE_COMPARISON_FAILED)$/

beforeAll(async () => {
  provider = await startSayingProvider()
  api = await start()
  ours = await buildPractice(api.owner)
})
beforeEach(() => {
  provider.says({})
  logged.lines.length = 0
})
afterAll(async () => {
  await api.close()
  await provider.close()
})

const cookiesOf = (answer: { cookies: { name: string; value: string }[] }) =>
  answer.cookies.map(({ name, value }) => `${name}=${value}`).join('; ')

/** Out to the provider and back, as the coach; where the browser ends, and whether it is logged in. */
async function signIn(): Promise<{ at: string; loggedIn: boolean }> {
  const out = await api.app.inject('/v1/auth/oidc/start')
  const departure = out.headers.location as string
  provider.expects(departure, { sub: 'robin', email: ours.coach.email, email_verified: true })
  const state = new URL(departure).searchParams.get('state')
  const back = await api.app.inject({
    url: `/v1/auth/oidc/callback?code=anything&state=${state}`,
    headers: { cookie: cookiesOf(out) },
  })
  return {
    at: (back.headers.location as string).slice(publicUrl.length),
    loggedIn: back.cookies.some(({ name, value }) => name === 'afterword' && value !== ''),
  }
}
const sessions = async (): Promise<number> =>
  (await api.owner.query('SELECT count(*)::int AS n FROM session')).rows[0].n

const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 })
const strangersJwk = stranger.publicKey.export({ format: 'jwk' })
const genuine = (claims: Claims, head: object = {}) =>
  signed(provider.key, { kid: provider.kid, ...head }, claims)
const forged = (claims: Claims, head: object = {}) =>
  signed(stranger.privateKey, { kid: provider.kid, ...head }, claims)
const says = (more: Claims) => (claims: Claims) => genuine({ ...claims, ...more })
const without = (name: string) => (claims: Claims) => genuine({ ...claims, [name]: undefined })
/** The parts of a token, with others in their place. */
const altered = (token: string, change: (parts: [string, string, string]) => string[]): string =>
  change(token.split('.') as [string, string, string]).join('.')
const headed = (head: object): string => Buffer.from(JSON.stringify(head)).toString('base64url')

const wronglySigned: [string, (claims: Claims) => string][] = [
  ['by another key of the same name', (claims) => forged(claims)],
  ['by another key of another name', (claims) => forged(claims, { kid: 'another' })],
  ['by a key that it brings along', (claims) => forged(claims, { kid: undefined, jwk: strangersJwk })],
  ['by a key that it says where to find', (claims) => forged(claims, { jku: 'http://127.0.0.1:9/jwks' })],
  [
    'over other claims',
    (claims) =>
      altered(genuine({ ...claims, sub: 'somebody else' }), ([head, , signature]) => [
        head,
        genuine(claims).split('.')[1] as string,
        signature,
      ]),
  ],
  [
    'with a part of a signature',
    (claims) => altered(genuine(claims), ([head, body, signature]) => [head, body, signature.slice(0, -8)]),
  ],
  ['with an empty signature', (claims) => altered(genuine(claims), ([head, body]) => [head, body, ''])],
  ['with no signature', (claims) => altered(genuine(claims), ([head, body]) => [head, body])],
  [
    'by alg none',
    (claims) =>
      altered(genuine(claims), ([, body]) => [headed({ alg: 'none', kid: provider.kid }), body, '']),
  ],
  [
    'with the public key as a secret',
    (claims) =>
      altered(genuine(claims), ([, body]) => {
        const start = `${headed({ alg: 'HS256', kid: provider.kid })}.${body}`
        const secret = createPublicKey(provider.key).export({ type: 'spki', format: 'pem' })
        return [start, createHmac('sha256', secret).update(start).digest('base64url')]
      }),
  ],
]

const otherwiseWrong: [string, (claims: Claims) => string][] = [
  ['for another client', says({ aud: 'another' })],
  ['for others, not us', says({ aud: ['another', 'afterwords'] })],
  [
    'for us among others, given to another',
    (claims) => genuine({ ...claims, aud: [claims.aud, 'another'], azp: 'another' }),
  ],
  ['for us in capitals', says({ aud: 'AFTERWORD' })],
  ['for nobody', without('aud')],
  ['of another issuer', says({ iss: 'https://elsewhere.test' })],
  ['of our issuer with a slash', (claims) => genuine({ ...claims, iss: `${claims.iss}/` })],
  ['of no issuer', without('iss')],
  ['with another nonce', says({ nonce: 'x'.repeat(43) })],
  ['without a nonce', without('nonce')],
  ['with an empty nonce', says({ nonce: '' })],
  ['with a list of nonces', (claims) => genuine({ ...claims, nonce: [claims.nonce] })],
  ['that has expired', says({ exp: Math.floor(Date.now() / 1000) - 3600 })],
  ['that never expires', without('exp')],
  ['about nobody', without('sub')],
]

describe('an ID token', () => {
  it('that is right logs in', async () => {
    expect(await signIn(), reason()).toEqual({ at: '/login#signed-in', loggedIn: true })
  })

  it.each(wronglySigned)('that is wrongly signed is refused: %s', refuses)
  it.each(otherwiseWrong)('that is wrong is refused: %s', refuses)

  it('of an earlier way to the provider is refused', async () => {
    let first = ''
    provider.says({
      idToken: (claims) => {
        first ||= genuine(claims)
        return first
      },
    })
    expect(await signIn()).toEqual({ at: '/login#signed-in', loggedIn: true })
    const before = await sessions()
    expect(await signIn()).toEqual({ at: '/login#oidc=unauthorized', loggedIn: false })
    expect(reason()).toMatch(ofItsAnswer)
    expect(await sessions()).toBe(before)
  })

  async function refuses(_how: string, idToken: (claims: Claims) => string): Promise<void> {
    const before = await sessions()
    provider.says({ idToken })
    expect(await signIn()).toEqual({ at: '/login#oidc=unauthorized', loggedIn: false })
    expect(reason()).toMatch(ofItsAnswer)
    expect(await sessions()).toBe(before)
  }
})

describe('metadata', () => {
  let fresh: Api
  beforeAll(async () => {
    fresh = await start()
  })
  afterAll(() => fresh.close())
  const leave = async () => (await fresh.app.inject('/v1/auth/oidc/start')).headers.location as string

  const others: [string, (issuer: string) => string | undefined][] = [
    ['another', () => 'https://elsewhere.test'],
    ['the same with a path', (issuer) => `${issuer}/tenant`],
    ['the same with a query', (issuer) => `${issuer}?tenant=1`],
    ['the same by name', (issuer) => issuer.replace('127.0.0.1', 'localhost')],
    ['the same on another port', (issuer) => issuer.replace(/\d+$/, '9')],
    ['none', () => undefined],
  ]
  it.each(others)('that names another issuer is refused: %s', async (_, issuer) => {
    provider.says({ metadata: { issuer: issuer(provider.issuer) } })
    expect(await leave()).toBe(`${publicUrl}/login#oidc=unavailable`)
    expect(reason()).toMatch(ofItsAnswer)
  })

  it('is asked for again until it is right', async () => {
    expect(await leave()).toContain(`${provider.issuer}/auth?`)
  })
})
