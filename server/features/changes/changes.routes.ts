import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Context } from '../../context.ts'
import { op, problemsOf } from '../../http/openapi.ts'
import { perform } from '../../platform/scope.ts'
import { ChangeQuery, Changes } from './changes.schema.ts'
import { listChanges } from './changes.service.ts'

export const changeRoutes =
  (context: Context): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get(
      '/changes',
      {
        schema: op(
          'listChanges',
          'changes',
          'Follow what changes',
          'Everything that changed since a cursor, deletions included, each once and nothing left out, however late a neighbouring transaction commits. For keeping a copy without reading everything anew. A cursor that is older than the practice keeps its changes is 410.',
          { querystring: ChangeQuery, response: { 200: Changes, ...problemsOf(400, 401, 403, 410) } },
        ),
      },
      (request) => perform(context, request.caller, listChanges, request.query),
    )
  }
