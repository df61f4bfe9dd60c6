import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Context } from '../context.ts'

const Health = Type.Object({ status: Type.String() })

/** For load balancers: `live` says that the process runs, `ready` that it can answer. */
export const healthRoutes =
  (context: Context): FastifyPluginAsyncTypebox =>
  async (app) => {
    const open = { config: { access: 'open' as const }, logLevel: 'warn' as const }
    app.get('/health/live', { ...open, schema: { hide: true, response: { 200: Health } } }, async () => ({
      status: 'live',
    }))
    app.get('/health/ready', { ...open, schema: { hide: true, response: { 200: Health } } }, async () => {
      await context.api.query('SELECT app_now()')
      return { status: 'ready' }
    })
  }
