import { randomBytes } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import fp from 'fastify-plugin'
import type { Metrics } from '../platform/metrics.ts'

/** One line of log and one observation for each answer: by the route's pattern, so that no value of a request is in either. */
export const observed = fp(async (app: FastifyInstance, { metrics }: { metrics: Metrics | null }) => {
  app.addHook('onResponse', async (request, reply) => {
    const { method } = request
    const route = request.is404 ? 'none' : (request.routeOptions.url ?? 'none')
    const { statusCode: status, elapsedTime } = reply
    metrics?.answered({ method, route, status, seconds: elapsedTime / 1000 })
    if (status === 429) metrics?.limited()
    if (request.routeOptions.logLevel === 'warn') return
    const { organizationId, accountId, sessionId, keyId } = request.caller ?? {}
    const answered = {
      ...{ method, route, status, ms: Math.round(elapsedTime * 10) / 10 },
      bytes: Number(reply.getHeader('content-length')) || 0,
      remoteAddress: request.ip,
      ...(organizationId && { organizationId }),
      ...(keyId ? { keyId } : accountId && { accountId, sessionId }),
    }
    request.log.info({ answered }, 'answered')
  })
})

const form = /^(?!ff)([0-9a-f]{2})-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/

/**
 * The id of the trace that a request belongs to (W3C Trace Context): the caller's where the header is right, else a new
 * one. A version that we do not know is read as far as we know it; of ours nothing may follow.
 */
export function traceIdOf(header: string | string[] | undefined): string {
  const [, version, traceId, , , rest] = form.exec(typeof header === 'string' ? header.trim() : '') ?? []
  const known = traceId !== undefined && !(version === '00' && rest !== undefined)
  return known ? traceId : randomBytes(16).toString('hex')
}
