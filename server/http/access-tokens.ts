import type { FastifyInstance } from 'fastify'
import fp from 'fastify-plugin'
import type { AccessClaims, KeyRing } from '../features/auth/auth.keys.ts'
import { bounded } from '../platform/bounded.ts'

/** Makes and reads access tokens. */
interface AccessTokens {
  /** A token for 15 minutes, or as many milliseconds as are asked for. */
  sign(claims: AccessClaims, options?: { expiresIn?: number }): string
  /** What a token of ours says that holds now; null for anything else, for whatever reason. */
  verify(token: string): Promise<AccessClaims | null>
}

declare module 'fastify' {
  interface FastifyInstance {
    readonly jwt: AccessTokens
  }
}

export const accessSeconds = 15 * 60

/** Milliseconds in which a token of an unknown key makes us look for new keys once: forged ones come as they like. */
const lookAgainAfter = 5_000
/** Seconds by which another replica's clock may be ahead. */
const ahead = 60
const longest = 2_000
const remembered = 10_000

/** Access tokens (RFC 9068), signed and verified with the installation's keys. */
export const accessTokens = fp(async (app: FastifyInstance, { keys }: { keys: KeyRing }) => {
  // The same token comes with every request for 15 minutes. What it says is remembered with its key, and goes with it;
  // until when it holds is asked each time, as is its login, in the database.
  const tokens = new WeakMap<object, Remembered>()
  const tokensOf = (key: object): Remembered => {
    const own = tokens.get(key) ?? bounded<Verified>(remembered)
    tokens.set(key, own)
    return own
  }
  let looked = 0
  const keyOf = async (head: string) => {
    const known = keys.find(head)
    if (known || !mayBeOurs(head) || Date.now() - looked < lookAgainAfter) return known
    looked = Date.now()
    await keys.reload()
    return keys.find(head)
  }
  app.decorate('jwt', {
    sign(claims, { expiresIn = accessSeconds * 1000 } = {}) {
      const now = Date.now()
      const [iat, exp] = [Math.floor(now / 1000), Math.floor((now + expiresIn) / 1000)]
      return keys.current().sign({ ...claims, jti: crypto.randomUUID(), iat, exp })
    },
    async verify(token) {
      if (token.length > longest) return null
      const before = keys.find(token.slice(0, token.indexOf('.')))
      const verified = before && tokens.get(before)?.get(token)
      if (verified) return Date.now() < verified.until ? verified.claims : null
      const [head = '', payload, signature, ...more] = token.split('.')
      if (!payload || !signature || more.length > 0 || !isCanonical(signature)) return null
      const key = await keyOf(head)
      if (!key) return null
      try {
        const said = key.verify(token)
        const claims = claimsOf(said)
        if (claims) tokensOf(key).set(token, { claims, until: Number(said.exp) * 1000 })
        return claims
      } catch {
        return null
      }
    },
  })
})

interface Verified {
  readonly claims: AccessClaims
  /** Milliseconds since 1970. */
  readonly until: number
}

type Remembered = ReturnType<typeof bounded<Verified>>

/** A head is compared with those that we write, never followed: no algorithm, address or key of a token's own counts. */
function mayBeOurs(head: string): boolean {
  return /^\{"alg":"EdDSA","typ":"at\+jwt","kid":"[\w-]{16}"\}$/.test(
    Buffer.from(head, 'base64url').toString('latin1'),
  )
}

/** Base64url can say the same bytes in several ways; a token has one. */
const isCanonical = (text: string): boolean => Buffer.from(text, 'base64url').toString('base64url') === text

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** The signature is right; these are the types that we write, and the times (fast-jwt has seen to exp and nbf). */
function claimsOf({ sub, org, sid, jti, aud, iss, iat, exp }: Record<string, unknown>): AccessClaims | null {
  const texts = [jti, aud, iss].every((value) => typeof value === 'string')
  const times = Number.isInteger(exp) && Number.isInteger(iat) && Number(iat) <= Date.now() / 1000 + ahead
  if (!texts || !times || !isId(sub) || !isId(org) || !isId(sid)) return null
  return { sub, org, sid }
}

const isId = (value: unknown): value is string => typeof value === 'string' && uuid.test(value)
