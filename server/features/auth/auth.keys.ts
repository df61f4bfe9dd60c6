import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes } from 'node:crypto'
import { createSigner, createVerifier } from 'fast-jwt'
import type { DataSource } from 'typeorm'

/** The secrets of this installation, the same for all replicas: kept in the database, reached by functions alone. */
export interface Keys {
  /** Makes refresh tokens, and keys for small things that are sealed. */
  readonly refreshSecret: Buffer
  /** Sign access tokens. */
  readonly signing: KeyRing
}

/** What an access token says: ids only. */
export interface AccessClaims {
  sub: string
  org: string
  sid: string
}

/** One key that is valid now. */
interface SigningKey {
  /** The first part of every token that it has signed, to the letter. */
  readonly head: string
  readonly jwk: { kty: string; crv: string; x: string; kid: string; alg: string; use: string }
  readonly sign: (claims: object) => string
  readonly verify: (token: string) => Record<string, unknown>
}

export interface KeyRing {
  /** The key that signs now. */
  current(): SigningKey
  /** The valid key whose tokens begin so; null: none of ours. */
  find(head: string): SigningKey | null
  /** The public halves of all that are valid, also of the next one. */
  published(): SigningKey['jwk'][]
  /** Reads them anew, and makes the next when the newest is 30 days old. */
  reload(): Promise<void>
}

const issuer = 'afterword'
const audience = 'afterword-api'
/** RFC 9068: a refresh token, an ID token or what else may be signed some day is never taken for one. */
const typ = 'at+jwt'

/** Seconds for which a new key is published before it signs. */
const publishedBefore = 600
const thirtyDays = 30 * 86_400

type Db = Pick<DataSource, 'query'>

/** Loads the keys; the first process to ask makes them. */
export async function loadKeys(source: Db): Promise<Keys> {
  const refreshSecret = await keep(source, 'refresh-secret', randomBytes(32).toString('base64'))
  let keys = await readKeys(source)
  if (keys.length === 0) {
    // Releases before had one key for good; it goes on to sign, so that nobody notices.
    const first = await keep(source, 'token-signing-key', newPrivateKey())
    await addKey(source, first, 0)
    keys = await readKeys(source)
  }
  let ring = new Map(keys.map((key) => [key.head, key]))
  return {
    refreshSecret: Buffer.from(refreshSecret, 'base64'),
    signing: {
      current: () => [...ring.values()].find(({ signs }) => signs) as LoadedKey,
      find: (head) => ring.get(head) ?? null,
      published: () => [...ring.values()].map(({ jwk }) => jwk),
      async reload() {
        let read = await readKeys(source)
        if (read.some(({ due }) => due) && (await rotateKeys(source, thirtyDays)))
          read = await readKeys(source)
        if (read.some(({ signs }) => signs)) ring = new Map(read.map((key) => [key.head, key]))
      },
    },
  }
}

/** Makes the next key, which signs in ten minutes, unless the newest is younger than so many seconds. True when it did. */
export const rotateKeys = (source: Db, ifOlderThan = 0): Promise<boolean> =>
  addKey(source, newPrivateKey(), ifOlderThan)

/** For a key that may be known to others: a new one signs at once, and all others end within a minute, on every replica. */
export async function replaceKeys(source: Db): Promise<void> {
  const key = newPrivateKey()
  await source.query('SELECT replace_signing_keys($1, $2)', [kidOf(key), key])
}

async function addKey(source: Db, privateKey: string, ifOlderThan: number): Promise<boolean> {
  const [row] = await source.query('SELECT add_signing_key($1, $2, $3, $4) AS added', [
    kidOf(privateKey),
    privateKey,
    publishedBefore,
    ifOlderThan,
  ])
  return row.added
}

const newPrivateKey = (): string =>
  generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()

const publicOf = (privateKey: string) => createPublicKey(createPrivateKey(privateKey))

/** The public key's thumbprint. */
const kidOf = (privateKey: string): string =>
  createHash('sha256')
    .update(publicOf(privateKey).export({ type: 'spki', format: 'der' }))
    .digest('base64url')
    .slice(0, 16)

interface LoadedKey extends SigningKey {
  readonly signs: boolean
  readonly due: boolean
}

async function readKeys(source: Db): Promise<LoadedKey[]> {
  const rows: { kid: string; private_key: string; signs: boolean; next_is_due: boolean }[] =
    await source.query('SELECT * FROM signing_keys()')
  return rows.map(({ kid, private_key: key, signs, next_is_due: due }) => {
    const publicKey = publicOf(key)
    const { kty = '', crv = '', x = '' } = publicKey.export({ format: 'jwk' })
    return {
      ...{ signs, due, jwk: { kty, crv, x, kid, alg: 'EdDSA', use: 'sig' } },
      head: Buffer.from(JSON.stringify({ alg: 'EdDSA', typ, kid })).toString('base64url'),
      sign: createSigner({
        ...{ key, algorithm: 'EdDSA', kid, typ, iss: issuer, aud: audience },
      }),
      verify: createVerifier({
        key: publicKey.export({ type: 'spki', format: 'pem' }),
        ...{ algorithms: ['EdDSA'], checkTyp: typ, allowedIss: issuer, allowedAud: audience },
        requiredClaims: ['iss', 'aud', 'sub', 'org', 'sid', 'jti', 'iat', 'exp'],
      }),
    }
  })
}

async function keep(source: Db, name: string, candidate: string): Promise<string> {
  const [row] = await source.query('SELECT keep_secret($1, $2) AS value', [name, candidate])
  return row.value
}
