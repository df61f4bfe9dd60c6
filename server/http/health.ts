import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { migrations } from '../../migrations/index.ts'
import type { Context } from '../context.ts'

const Health = Type.Object({ status: Type.String() })
const Readiness = Type.Object({
  status: Type.String(),
  database: Type.String(),
  migrations: Type.String(),
  jobs: Type.String(),
  secondsSinceBeat: Type.Union([Type.Number(), Type.Null()]),
})

/** Seconds after which the jobs are late; a worker beats every two. */
const lateAfter = 30
const wanted = migrations.map((migration) => new migration().name)

/**
 * For load balancers: `live` says that the process runs, `ready` that it can answer: the database does, and has this
 * release's migrations. Whether a worker is there is told beside, by the database's clock, and turns nobody away: an API
 * without one answers as well as before.
 */
export const healthRoutes =
  (context: Context): FastifyPluginAsyncTypebox =>
  async (app) => {
    const open = { config: { access: 'open' as const }, logLevel: 'warn' as const }
    app.get('/health/live', { ...open, schema: { hide: true, response: { 200: Health } } }, async () => ({
      status: 'live',
    }))
    app.get(
      '/health/ready',
      { ...open, schema: { hide: true, response: { 200: Readiness, 503: Readiness } } },
      async (_request, reply) => {
        const [found] = await context.api.query(
          'SELECT seconds_since_beat::float8 AS seconds, migrations FROM readiness()',
        )
        const seconds: number | null = found.seconds
        const migrated = wanted.every((name) => found.migrations.includes(name))
        if (!migrated) reply.code(503)
        return {
          status: migrated ? 'ready' : 'waiting',
          database: 'ok',
          migrations: migrated ? 'ok' : 'missing',
          jobs: seconds === null ? 'never' : seconds > lateAfter ? 'late' : 'ok',
          secondsSinceBeat: seconds,
        }
      },
    )
  }
