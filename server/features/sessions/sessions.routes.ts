import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Context } from '../../context.ts'
import { op, problemsOf } from '../../http/openapi.ts'
import { IdParams } from '../../platform/schema.ts'
import { perform } from '../../platform/scope.ts'
import { loginAnswers } from '../auth/auth.answer.ts'
import { EverywhereBody, SessionQuery, Sessions } from './sessions.schema.ts'
import * as service from './sessions.service.ts'

const ended = Type.Null({ description: 'Ended.' })

/** One's own logins. */
export const sessionRoutes =
  (context: Context): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { forget } = loginAnswers(context, app)

    app.get(
      '/sessions',
      {
        schema: op(
          'listSessions',
          'auth',
          'Your logins',
          'Those that hold now, in the organization that you are logged in to.',
          { querystring: SessionQuery, response: { 200: Sessions, ...problemsOf(400, 401, 403) } },
        ),
      },
      (request) => perform(context, request.caller, service.listSessions, request.query),
    )

    app.delete(
      '/sessions/:id',
      {
        schema: op(
          'endSession',
          'auth',
          'End one of your logins',
          'Its access and refresh tokens are refused from now on.',
          { params: IdParams, response: { 204: ended, ...problemsOf(400, 401, 403, 404) } },
        ),
      },
      async (request, reply) => {
        await perform(context, request.caller, service.endSession, request.params.id)
        return reply.code(204).send(null)
      },
    )

    app.post(
      '/auth/logout-everywhere',
      {
        schema: op(
          'logOutEverywhere',
          'auth',
          'Log out everywhere',
          'Ends all your logins, in every organization; this one too unless you keep it.',
          { body: EverywhereBody, response: { 204: ended, ...problemsOf(400, 401, 403) } },
        ),
      },
      async (request, reply) => {
        await perform(context, request.caller, service.logOutEverywhere, request.body)
        if (!request.body.keepThis) forget(reply)
        return reply.code(204).send(null)
      },
    )
  }
