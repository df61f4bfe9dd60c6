import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Claims = Record<string, unknown>

/** What the provider is asked to say, which a right one would not. */
export interface Said {
  /** The ID token itself, made of the claims that would be right. */
  idToken?: (claims: Claims) => string
  /** Over its metadata. */
  metadata?: Record<string, unknown>
}

export interface SayingProvider {
  issuer: string
  clientId: string
  /** The key that its key set names, and that key's name. */
  key: KeyObject
  kid: string
  /** What it says from now on; an empty one is right in all. */
  says(said: Said): void
  /** The claims of the next ID token, for the browser that was sent to this address. */
  expects(departure: string, claims: Claims): void
  close(): Promise<void>
}

const part = (fields: object): string => Buffer.from(JSON.stringify(fields)).toString('base64url')

/** A token of these parts, signed with RS256. */
export function signed(key: KeyObject, head: object, claims: object): string {
  const body = `${part({ alg: 'RS256', ...head })}.${part(claims)}`
  return `${body}.${sign('sha256', Buffer.from(body), key).toString('base64url')}`
}

/**
 * An OpenID Connect provider on loopback that says whatever it is told to, as one that was taken over or somebody who
 * answers in its place would. It has no pages: its answers are for {@link SayingProvider.expects}.
 */
export async function startSayingProvider(): Promise<SayingProvider> {
  const { privateKey: key, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const kid = 'the only one'
  const clientId = 'afterword'
  let said: Said = {}
  let claims: Claims = {}
  const server = createServer((request, response) => {
    request.resume()
    const answers: Record<string, () => object> = {
      '/.well-known/openid-configuration': () => ({
        issuer,
        authorization_endpoint: `${issuer}/auth`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/jwks`,
        response_types_supported: ['code'],
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: ['RS256'],
        ...said.metadata,
      }),
      '/jwks': () => ({ keys: [{ ...publicKey.export({ format: 'jwk' }), kid, alg: 'RS256', use: 'sig' }] }),
      '/token': () => ({
        access_token: 'of no use here',
        token_type: 'Bearer',
        id_token: said.idToken?.(claims) ?? signed(key, { kid }, claims),
      }),
    }
    const answer = answers[request.url ?? '']
    // Each on a connection of its own: one that is kept may end by its age just when it is used again.
    response.writeHead(answer ? 200 : 404, { 'content-type': 'application/json', connection: 'close' })
    response.end(JSON.stringify(answer?.() ?? {}))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    issuer,
    clientId,
    key,
    kid,
    says: (next) => {
      said = next
    },
    expects: (departure, more) => {
      const iat = Math.floor(Date.now() / 1000)
      const nonce = new URL(departure).searchParams.get('nonce')
      claims = { iss: issuer, aud: clientId, iat, exp: iat + 600, nonce, ...more }
    },
    close: () => new Promise((done) => server.close(() => done()) && server.closeAllConnections()),
  }
}
