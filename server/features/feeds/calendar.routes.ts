import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import type { Context } from '../../context.ts'
import { isKnown } from '../../http/versions.ts'
import { calendarBehind } from './calendar.service.ts'

/** The calendars themselves: open, as the address is the secret. It stands in no log, and goes to no other site. */
export const calendarRoutes =
  (context: Context): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.addHook('onSend', async (_request, reply) => {
      reply.removeHeader('access-control-allow-origin')
      reply.header('x-robots-tag', 'noindex')
    })

    app.get<{ Params: { token: string } }>(
      '/calendar/:token.ics',
      { config: { access: 'open' }, helmet: { referrerPolicy: { policy: 'no-referrer' } } },
      async (request, reply) => {
        const { etag, changedAt, text } = await calendarBehind(context, request.params.token, {
          isKnown: (tag, at) => isFresh(request, tag, at),
          ip: request.ip,
          requestId: request.id,
        })
        reply
          .header('etag', etag)
          .header('last-modified', changedAt.toUTCString())
          // Asked about each time, so that a revoked one ends at once.
          .header('cache-control', 'private, no-cache')
        if (text === null) return reply.code(304).send()
        return reply
          .type('text/calendar; charset=utf-8')
          .header('content-disposition', 'inline; filename="afterword.ics"')
          .send(text)
      },
    )
  }

/** By the tag; by the date alone where no tag was sent (RFC 9110, 13.2.2). */
function isFresh(request: FastifyRequest, etag: string, changedAt: Date): boolean {
  const { headers } = request
  if (headers['if-none-match'] !== undefined) return isKnown(request, etag)
  const since = headers['if-modified-since']
  return since !== undefined && changedAt.getTime() <= Date.parse(since)
}
