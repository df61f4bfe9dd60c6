import { randomBytes } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import type { Span } from '@opentelemetry/api'
import type { FastifyBaseLogger, FastifyInstance } from 'fastify'
import type { Bindings, ChildLoggerOptions } from 'fastify/types/logger.d.ts'
import fp from 'fastify-plugin'
import type { Metrics } from '../platform/metrics.ts'
import type { TraceContext, Tracing } from '../platform/tracing.ts'

/** How a process watches itself, where it is asked to. */
export interface Watching {
  readonly metrics: Metrics | null
  readonly tracing: Tracing | null
}

const traces = new WeakMap<object, TraceContext>()

/** One line of log, one observation and one span for each answer: by the route's pattern, so that no value of a request is in them. */
export const observed = fp(async (app: FastifyInstance, { metrics, tracing }: Watching) => {
  const spans = new WeakMap<object, Span>()
  if (tracing)
    app.addHook('onRequest', (request, _reply, done) => {
      const context = traces.get(request.raw)
      if (context) spans.set(request, tracing.request(context, request.method, done))
      else done()
    })
  app.addHook('onResponse', async (request, reply) => {
    const { method } = request
    const route = request.is404 ? 'none' : (request.routeOptions.url ?? 'none')
    const { statusCode: status, elapsedTime } = reply
    metrics?.answered({ method, route, status, seconds: elapsedTime / 1000 })
    if (status === 429) metrics?.limited()
    const span = spans.get(request)
    if (span) {
      span.updateName(`${method} ${route}`)
      span.setAttributes({ 'http.route': route, 'http.response.status_code': status })
      span.end()
    }
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

/** The logger of a request, whose lines name its trace. */
export function requestLogger(
  logger: FastifyBaseLogger,
  bindings: Bindings,
  options: ChildLoggerOptions,
  raw: { headers: IncomingHttpHeaders },
): FastifyBaseLogger {
  const context = traceOf(raw.headers.traceparent)
  traces.set(raw, context)
  return logger.child({ ...bindings, traceId: context.traceId }, options)
}

const form = /^(?!ff)([0-9a-f]{2})-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/

/**
 * The trace that a request belongs to (W3C Trace Context): the caller's where the header is right, else a new one. A
 * version that we do not know is read as far as we know it; of ours nothing may follow.
 */
function traceOf(header: string | string[] | undefined): TraceContext {
  const [, version, traceId, spanId, flags = '', rest] =
    form.exec(typeof header === 'string' ? header.trim() : '') ?? []
  if (!traceId || !spanId || (version === '00' && rest !== undefined))
    return { traceId: randomBytes(16).toString('hex'), parent: null }
  return { traceId, parent: { spanId, sampled: (Number.parseInt(flags, 16) & 1) === 1 } }
}
