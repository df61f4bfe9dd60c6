import { createHmac } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import type { Context } from '../context.ts'
import { DomainError } from '../platform/errors.ts'
import { networkOf } from '../platform/network.ts'
import {
  createRateLimiter,
  type Granted,
  type RateLimiter,
  type Standing,
  windowSeconds,
} from '../platform/rate-limiter.ts'
import { problemsOf } from './openapi.ts'

declare module 'fastify' {
  interface FastifyInstance {
    readonly limiter: RateLimiter
  }
  interface FastifyRequest {
    /** Whose quota this request uses; null where there is no limit. */
    rate: { subject: string; quota: number; standing: Standing } | null
    /** Takes more of the quota, for what costs more than a request. Throws `too-many-requests`. */
    spend(units: number): Promise<void>
  }
}

/** The limiter of this replica, over the database that all share. An address or id is stored as a keyed hash alone. */
export const rateLimits = fp(async (app: FastifyInstance, { context }: { context: Context }) => {
  const { api, keys } = context
  const hashed = (subject: string) =>
    createHmac('sha256', keys.refreshSecret).update(`rate ${subject}`).digest()
  const limiter = createRateLimiter(async (subject, ...numbers) => {
    const [row] = await api.query('SELECT * FROM take_quota($1, $2, $3, $4)', [hashed(subject), ...numbers])
    return row as Granted
  })
  app.decorate('limiter', limiter)
  app.decorateRequest('rate', null)
  app.decorateRequest('spend', async function (this: FastifyRequest, units: number) {
    if (!this.rate || units < 1) return
    const { subject, quota } = this.rate
    await take(this, limiter, subject, Math.min(units, quota), quota)
  })
  app.addHook('onSend', async (request, reply) => {
    if (request.rate) tell(reply, request.rate.standing)
  })
})

/** Any of these routes may answer that it is too much; `more` for what only some of them may. */
function describe(app: FastifyInstance, more: (method: string) => number[] = () => []): void {
  app.addHook('onRoute', ({ schema, method }) => {
    if (schema?.response)
      schema.response = { ...problemsOf(...more(String(method)), 429), ...schema.response }
  })
}

/** Limits what is asked behind the authentication: by key, or by person, whatever the number of their logins. */
export function limitCallers(app: FastifyInstance, quota: number): void {
  describe(app)
  if (quota === 0) return
  app.addHook('onRequest', async (request) => {
    const { keyId, accountId } = request.caller
    await take(request, app.limiter, keyId ? `key ${keyId}` : `person ${accountId}`, 1, quota)
  })
}

/** Limits what is asked without a token, by network. */
export function limitNetworks(app: FastifyInstance, quota: number): void {
  // What carries the panel's cookie from another site is refused (cross-origin.ts).
  describe(app, (method) => (method === 'POST' ? [403] : []))
  if (quota === 0) return
  app.addHook('onRequest', async (request) => {
    const network = networkOf(request.ip)
    if (network) await take(request, app.limiter, `network ${network}`, 1, quota)
  })
}

async function take(
  request: FastifyRequest,
  limiter: RateLimiter,
  subject: string,
  units: number,
  quota: number,
): Promise<void> {
  const standing = await limiter.take(subject, quota, units)
  request.rate = { subject, quota, standing }
  if (standing.allowed) return
  throw new DomainError(
    'too-many-requests',
    `More than ${quota} requests came within a minute. Wait ${standing.reset} seconds; the header RateLimit says how much is left.`,
    [],
    { 'retry-after': String(standing.reset) },
  )
}

/** The fields of draft-ietf-httpapi-ratelimit-headers-10. */
function tell(reply: FastifyReply, { quota, remaining, reset }: Standing): void {
  reply.header('ratelimit-policy', `"default";q=${quota};w=${windowSeconds}`)
  reply.header('ratelimit', `"default";r=${Math.min(remaining, quota)};t=${reset}`)
}
