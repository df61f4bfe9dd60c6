import { generateKeyPairSync, sign } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Secret, TOTP } from 'otpauth'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildPractice, type Person, password } from '../builders/people.ts'
import { type Api, startApi } from '../setup/api.ts'

/** A provider that says of whoever comes what the test has it say. */
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const key = { ...publicKey.export({ format: 'jwk' }), kid: 'one', alg: 'RS256', use: 'sig' }
const publicUrl = 'http://127.0.0.1:3996'
let said: Record<string, unknown> = {}
let issuer = ''
const provider = createServer((request, response) => {
  const send = (body: object) =>
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  if (request.url === '/keys') return send({ keys: [key] })
  if (request.url === '/token')
    return send({ access_token: 'x', token_type: 'Bearer', id_token: idToken(), expires_in: 60 })
  return send({
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/keys`,
    id_token_signing_alg_values_supported: ['RS256'],
  })
})
const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
function idToken(): string {
  const now = Math.floor(Date.now() / 1000)
  const claims = { iss: issuer, aud: 'afterword', iat: now, exp: now + 60, email_verified: true, ...said }
  const text = `${part({ alg: 'RS256', kid: 'one', typ: 'JWT' })}.${part(claims)}`
  return `${text}.${sign('sha256', Buffer.from(text), privateKey).toString('base64url')}`
}

let api: Api
beforeAll(async () => {
  await new Promise<void>((done) => provider.listen(0, '127.0.0.1', done))
  issuer = `http://127.0.0.1:${(provider.address() as AddressInfo).port}`
  api = await startApi({
    PUBLIC_URL: publicUrl,
    OIDC_ISSUER: issuer,
    OIDC_CLIENT_ID: 'afterword',
    OIDC_CLIENT_SECRET: 'a secret',
  })
})
afterAll(async () => {
  await api.close()
  provider.closeAllConnections()
  await new Promise((done) => provider.close(done))
})

/** Where somebody is sent who comes back from the provider with these claims. */
async function arrive(person: Person, claims: object): Promise<string> {
  const away = await api.app.inject('/v1/auth/oidc/start')
  const { searchParams } = new URL(String(away.headers.location))
  said = { sub: person.id, email: person.email, nonce: searchParams.get('nonce'), ...claims }
  const cookie = away.cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
  const url = `/v1/auth/oidc/callback?code=one&state=${searchParams.get('state')}`
  return String((await api.app.inject({ url, headers: { cookie } })).headers.location)
}

async function withSecondFactor(): Promise<Person> {
  const { coach } = await buildPractice(api.owner)
  const { token } = await api.as(coach)
  const headers = { authorization: `Bearer ${token}` }
  const post = (url: string, payload: object) => api.app.inject({ method: 'POST', url, payload, headers })
  const { secret } = (await post('/v1/auth/second-factor', { password })).json()
  const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate()
  expect((await post('/v1/auth/second-factor/confirm', { code })).statusCode).toBe(200)
  return coach
}

describe('somebody with a second factor who comes from the provider', () => {
  it.each([
    ['nothing', {}],
    ['a password alone', { amr: ['pwd'] }],
    ['the word as text, not in a list', { amr: 'mfa' }],
    ['a level of its own', { acr: 'mfa' }],
  ])('is asked for it when the provider says of how: %s', async (_name, claims) => {
    expect(await arrive(await withSecondFactor(), claims)).toMatch(`${publicUrl}/login#challenge=`)
  })

  it('is not asked again when the provider has seen to two factors', async () => {
    expect(await arrive(await withSecondFactor(), { amr: ['pwd', 'mfa'] })).toBe(
      `${publicUrl}/login#signed-in`,
    )
    const { rows } = await api.owner.query(`SELECT DISTINCT second_factor FROM session WHERE method = 'oidc'`)
    expect(rows).toEqual([{ second_factor: true }])
  })
})
