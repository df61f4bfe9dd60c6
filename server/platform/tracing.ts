import { AsyncLocalStorage } from 'node:async_hooks'
import { ROOT_CONTEXT, type Span, SpanKind, SpanStatusCode, TraceFlags, trace } from '@opentelemetry/api'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { resourceFromAttributes } from '@opentelemetry/resources'
import { BasicTracerProvider, BatchSpanProcessor, RandomIdGenerator } from '@opentelemetry/sdk-trace-base'
import type { Pool, PoolClient } from 'pg'

/** To which trace a request belongs; without a parent it begins one. */
export interface TraceContext {
  readonly traceId: string
  readonly parent: { readonly spanId: string; readonly sampled: boolean } | null
}

/** Traces by OpenTelemetry: a span for each request, and in it one for each statement to the database; no values. */
export interface Tracing {
  /** Begins the span of a request and does the rest of it inside. */
  request(context: TraceContext, method: string, go: () => void): Span
  /** Statements over these connections are spans of the request that makes them. */
  watchPool(pool: Pool): void
  /** Sends what is left. */
  close(): Promise<void>
}

/** @param endpoint where a collector takes OTLP over HTTP; `/v1/traces` is added */
export function createTracing(endpoint: string): Tracing {
  const ids = new RandomIdGenerator()
  // A trace that begins here has the id that the log says.
  let next: string | null = null
  const provider = new BasicTracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'afterword' }),
    idGenerator: {
      generateSpanId: () => ids.generateSpanId(),
      generateTraceId: () => next ?? ids.generateTraceId(),
    },
    spanProcessors: [
      new BatchSpanProcessor(
        new OTLPTraceExporter({ url: `${endpoint.replace(/\/+$/, '')}/v1/traces`, timeoutMillis: 5_000 }),
        { scheduledDelayMillis: 1_000 },
      ),
    ],
  })
  const tracer = provider.getTracer('afterword')
  const current = new AsyncLocalStorage<Span>()

  const begin = ({ traceId, parent }: TraceContext, method: string): Span => {
    const context = parent
      ? trace.setSpanContext(ROOT_CONTEXT, {
          ...{ traceId, spanId: parent.spanId, isRemote: true },
          traceFlags: parent.sampled ? TraceFlags.SAMPLED : TraceFlags.NONE,
        })
      : ROOT_CONTEXT
    next = traceId
    const attributes = { 'http.request.method': method }
    const span = tracer.startSpan(method, { kind: SpanKind.SERVER, attributes }, context)
    next = null
    return span
  }

  return {
    request(context, method, go) {
      const span = begin(context, method)
      current.run(span, go)
      return span
    },
    watchPool(pool) {
      pool.on('connect', (client) => watch(client, inSpan))
      // Those that were there before, of which the pool does not tell.
      for (const client of (pool as unknown as { _clients?: PoolClient[] })._clients ?? [])
        watch(client, inSpan)
    },
    close: () => provider.shutdown().catch(() => undefined),
  }

  async function inSpan<T>(work: () => Promise<T>, sql: string): Promise<T> {
    const parent = current.getStore()
    if (!parent) return work()
    const name = /^\s*(\w+)/.exec(sql)?.[1]?.toUpperCase() ?? 'STATEMENT'
    const attributes = { 'db.system.name': 'postgresql', 'db.operation.name': name }
    const span = tracer.startSpan(
      name,
      { kind: SpanKind.CLIENT, attributes },
      trace.setSpan(ROOT_CONTEXT, parent),
    )
    try {
      return await work()
    } catch (error) {
      span.setStatus({ code: SpanStatusCode.ERROR })
      throw error
    } finally {
      span.end()
    }
  }
}

type Around = <T>(work: () => Promise<T>, sql: string) => Promise<T>

/** Callers that pass a callback are left alone: TypeORM and we ourselves wait for promises. */
function watch(client: PoolClient, around: Around): void {
  const query = client.query.bind(client) as (...given: unknown[]) => unknown
  client.query = ((...given: unknown[]) => {
    if (typeof given.at(-1) === 'function') return query(...given)
    const [first] = given
    const sql = typeof first === 'string' ? first : ((first as { text?: string } | null)?.text ?? '')
    return around(() => query(...given) as Promise<unknown>, sql)
  }) as PoolClient['query']
}
