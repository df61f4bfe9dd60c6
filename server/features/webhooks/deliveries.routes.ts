import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Context } from '../../context.ts'
import { op, problemsOf } from '../../http/openapi.ts'
import { IdParams, ref } from '../../platform/schema.ts'
import { perform } from '../../platform/scope.ts'
import {
  Deliveries,
  DeliveryParams,
  DeliveryQuery,
  ReplayBody,
  Replayed,
  WebhookDelivery,
  WebhookDeliveryWithAttempts,
} from './deliveries.schema.ts'
import * as service from './deliveries.service.ts'

const tag = 'webhooks'

export const deliveryRoutes =
  (context: Context): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.post(
      '/webhooks/:id/test',
      {
        schema: op(
          'testWebhook',
          tag,
          'Send a test',
          'An event of the type webhook.test, to this endpoint alone. The answer is its delivery; read it again to see what came of it.',
          {
            params: IdParams,
            response: { 202: ref(WebhookDelivery), ...problemsOf(400, 401, 403, 404, 409) },
          },
        ),
      },
      async (request, reply) =>
        reply.code(202).send(await perform(context, request.caller, service.testWebhook, request.params.id)),
    )

    app.get(
      '/webhooks/:id/deliveries',
      {
        schema: op(
          'listWebhookDeliveries',
          tag,
          'List deliveries',
          'What was sent to an endpoint or is on its way, the latest first. What was delivered is kept for 30 days, what failed for 60.',
          {
            params: IdParams,
            querystring: DeliveryQuery,
            response: { 200: Deliveries, ...problemsOf(400, 401, 403, 404) },
          },
        ),
      },
      (request) =>
        perform(context, request.caller, service.listDeliveries, {
          ...request.query,
          webhookId: request.params.id,
        }),
    )

    app.get(
      '/webhooks/:id/deliveries/:deliveryId',
      {
        schema: op(
          'getWebhookDelivery',
          tag,
          'Get a delivery',
          'With what was sent, and what was answered at each try.',
          {
            params: DeliveryParams,
            response: { 200: ref(WebhookDeliveryWithAttempts), ...problemsOf(400, 401, 403, 404) },
          },
        ),
      },
      (request) => perform(context, request.caller, service.getDelivery, request.params),
    )

    app.post(
      '/webhooks/:id/deliveries/:deliveryId/replay',
      {
        schema: op(
          'replayWebhookDelivery',
          tag,
          'Send one again',
          'Under the same webhook-id and with the same bytes, whatever came of it before.',
          {
            params: DeliveryParams,
            response: { 202: ref(WebhookDelivery), ...problemsOf(400, 401, 403, 404, 409) },
          },
        ),
      },
      async (request, reply) =>
        reply.code(202).send(await perform(context, request.caller, service.replayDelivery, request.params)),
    )

    app.post(
      '/webhooks/:id/replay',
      {
        schema: op(
          'replayWebhookDeliveries',
          tag,
          'Send a time again',
          'What happened from one moment to another and failed or was dropped, or is in the statuses that you name; the oldest first, at most 10,000 at once.',
          {
            params: IdParams,
            body: ReplayBody,
            response: { 202: ref(Replayed), ...problemsOf(400, 401, 403, 404, 409) },
          },
        ),
      },
      async (request, reply) =>
        reply.code(202).send(
          await perform(context, request.caller, service.replayDeliveries, {
            id: request.params.id,
            body: request.body,
          }),
        ),
    )
  }
