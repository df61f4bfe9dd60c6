import { getHeapStatistics } from 'node:v8'
import underPressure from '@fastify/under-pressure'
import type { FastifyInstance } from 'fastify'
import type { Context } from '../context.ts'
import type { DomainError } from '../platform/errors.ts'
import { overloaded, toDomainError } from '../platform/known-errors.ts'

/** Long enough that one slow moment, such as a large answer, is not taken for overload. */
const checkedEvery = 5_000
const mebibyte = 1024 * 1024

/**
 * Refuses early what could not be answered in time: 503 with Retry-After while the event loop lags, the heap is nearly
 * full, or the database is away. `/health/live` always answers, and the panel's files need no database.
 */
export async function pressure(app: FastifyInstance, context: Context): Promise<void> {
  const { maxEventLoopDelay, maxHeapMb } = context.config
  const database = databaseCheck(context)
  let startedAt = Number.POSITIVE_INFINITY
  app.addHook('onReady', async () => {
    startedAt = performance.now()
  })
  await app.register(underPressure, {
    sampleInterval: checkedEvery,
    maxEventLoopDelay,
    maxHeapUsedBytes: maxHeapMb > 0 ? maxHeapMb * mebibyte : 0.9 * getHeapStatistics().heap_size_limit,
    healthCheck: async () => (await database()) === null,
    healthCheckInterval: checkedEvery,
    // Async, as what it throws then reaches the error handler.
    pressureHandler: async (request, _reply, type) => {
      const url = request.routeOptions.url ?? ''
      if (url === '/health/live') return
      // Building the app keeps the loop busy; that is over once it listens.
      if (type === 'eventLoopDelay' && performance.now() - startedAt < checkedEvery) return
      if (type !== 'healthCheck') throw overloaded()
      if (!/^\/(v1\/|graphql)/.test(url)) return
      // Asked once more, for all who wait together: so nobody is refused for long after the database is back.
      const problem = await database()
      if (problem) throw problem
    },
  })
}

/** Asks the database whether it is there; those who ask meanwhile share the answer. Null, or why it is not. */
function databaseCheck({ api }: Context): () => Promise<DomainError | null> {
  let asking: Promise<DomainError | null> | null = null
  const ask = async () => {
    try {
      await api.query('SELECT 1')
      return null
    } catch (error) {
      return toDomainError(error) ?? overloaded()
    }
  }
  return () => {
    asking ??= ask().finally(() => {
      asking = null
    })
    return asking
  }
}
