import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Context } from '../../context.ts'
import { op, problemsOf } from '../../http/openapi.ts'
import { IdParams } from '../../platform/schema.ts'
import { perform } from '../../platform/scope.ts'
import { ClientCoaches, CoachBody, CoachParams } from './coaches.schema.ts'
import * as service from './coaches.service.ts'

export const coachRoutes =
  (context: Context): FastifyPluginAsyncTypebox =>
  async (app) => {
    const tag = 'clients'

    app.get(
      '/clients/:id/coaches',
      {
        schema: op(
          'listCoaches',
          tag,
          'List the coaches of a client',
          'The primary one first; with who stands in today.',
          {
            params: IdParams,
            response: { 200: ClientCoaches, ...problemsOf(400, 401, 403, 404) },
          },
        ),
      },
      (request) => perform(context, request.caller, service.listCoaches, request.params.id),
    )

    app.put(
      '/clients/:id/coaches/:memberId',
      {
        schema: op(
          'putCoach',
          tag,
          'Add a coach to a client',
          'Or changes their level or end. By the primary coach or an admin; doing it twice is the same as once.',
          {
            params: CoachParams,
            body: CoachBody,
            response: { 200: ClientCoaches, ...problemsOf(400, 401, 403, 404, 409) },
          },
        ),
      },
      (request) => {
        const { id: clientId, memberId } = request.params
        return perform(context, request.caller, service.putCoach, { clientId, memberId, body: request.body })
      },
    )

    app.delete(
      '/clients/:id/coaches/:memberId',
      {
        schema: op(
          'removeCoach',
          tag,
          'Remove a coach from a client',
          'They see nothing of the client from then on.',
          {
            params: CoachParams,
            response: { 204: Type.Null({ description: 'Removed.' }), ...problemsOf(400, 401, 403, 404, 409) },
          },
        ),
      },
      async (request, reply) => {
        const { id: clientId, memberId } = request.params
        await perform(context, request.caller, service.removeCoach, { clientId, memberId })
        return reply.code(204).send(null)
      },
    )
  }
