import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Context } from '../../context.ts'
import { op, problemsOf } from '../../http/openapi.ts'
import { IdParams, ref } from '../../platform/schema.ts'
import { perform } from '../../platform/scope.ts'
import { Consent, ConsentBody } from './consent.schema.ts'
import * as service from './consent.service.ts'

export const consentRoutes =
  (context: Context): FastifyPluginAsyncTypebox =>
  async (app) => {
    const tag = 'clients'
    const response = { 200: ref(Consent), ...problemsOf(400, 401, 403, 404) }

    app.get(
      '/clients/:id/consent',
      {
        schema: op(
          'getConsent',
          tag,
          "Get a client's consent",
          'What they let the practice see, and until when.',
          {
            params: IdParams,
            response,
          },
        ),
      },
      (request) => perform(context, request.caller, service.getConsent, request.params.id),
    )

    app.put(
      '/clients/:id/consent',
      {
        schema: op(
          'putConsent',
          tag,
          "Record a client's consent",
          'By the client, or by the practice with its source. The practice can not widen what the client has narrowed.',
          { params: IdParams, body: ConsentBody, response },
        ),
      },
      (request) =>
        perform(context, request.caller, service.putConsent, {
          clientId: request.params.id,
          body: request.body,
        }),
    )
  }
