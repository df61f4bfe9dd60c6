import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Context } from '../../context.ts'
import { op, problemsOf } from '../../http/openapi.ts'
import { ref } from '../../platform/schema.ts'
import { perform } from '../../platform/scope.ts'
import { Triage, TriageQuery } from './triage.schema.ts'
import { triageClients } from './triage.service.ts'

export const reportRoutes =
  (context: Context): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get(
      '/reports/triage',
      {
        schema: op(
          'getTriage',
          'reports',
          'Who needs me now',
          'Clients in order of urgency with the reasons and the next step, counts, the interviews of today and tomorrow, and who has gone quiet.',
          {
            querystring: TriageQuery,
            response: { 200: ref(Triage), ...problemsOf(400, 401, 403) },
          },
        ),
      },
      (request) => perform(context, request.caller, triageClients, request.query),
    )
  }
