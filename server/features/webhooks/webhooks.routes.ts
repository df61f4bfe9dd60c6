import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Context } from '../../context.ts'
import { heeding, op, patching, problemsOf, rereading } from '../../http/openapi.ts'
import { contentTag, sendCreated, sendVersioned, versionCheck } from '../../http/versions.ts'
import { IdParams, ref } from '../../platform/schema.ts'
import { perform } from '../../platform/scope.ts'
import {
  NewWebhook,
  RotateBody,
  Webhook,
  WebhookBody,
  WebhookPatch,
  WebhookQuery,
  Webhooks,
} from './webhooks.schema.ts'
import * as service from './webhooks.service.ts'

const tag = 'webhooks'

export const webhookRoutes =
  (context: Context): FastifyPluginAsyncTypebox =>
  async (app) => {
    const allow = context.config.webhookAllowedNetworks
    const createWebhook = service.createWebhook(allow)
    const changeWebhook = service.changeWebhook(allow)

    app.get(
      '/webhooks',
      {
        schema: op('listWebhooks', tag, 'List webhooks', 'For admins. Those that are off too.', {
          querystring: WebhookQuery,
          response: { 200: Webhooks, ...problemsOf(400, 401, 403) },
        }),
      },
      (request) => perform(context, request.caller, service.listWebhooks, request.query),
    )

    app.post(
      '/webhooks',
      {
        schema: op(
          'createWebhook',
          tag,
          'Make a webhook',
          'Events are sent to it from now on, by Standard Webhooks. The answer has the secret by which they are signed, this once. A practice has at most 20.',
          { body: WebhookBody, response: { 201: ref(NewWebhook), ...problemsOf(400, 401, 403, 409, 422) } },
        ),
      },
      async (request, reply) =>
        sendCreated(
          reply.header('cache-control', 'no-store'),
          '/v1/webhooks',
          await perform(context, request.caller, createWebhook, request.body),
          ({ secret: _, ...record }) => contentTag(record),
        ),
    )

    app.get(
      '/webhooks/:id',
      {
        schema: op(
          'getWebhook',
          tag,
          'Get a webhook',
          'What it asks for, and how it fares; not its secret.',
          {
            params: IdParams,
            ...rereading,
            response: { 200: ref(Webhook), ...problemsOf(400, 401, 403, 404) },
          },
        ),
      },
      async (request, reply) =>
        sendVersioned(
          request,
          reply,
          await perform(context, request.caller, service.getWebhook, request.params.id),
          contentTag,
        ),
    )

    app.patch(
      '/webhooks/:id',
      {
        schema: op(
          'changeWebhook',
          tag,
          'Change a webhook',
          'JSON Merge Patch: its address, what it asks for, on or off. Switched on again it goes on with what is queued; what happened while it was off is not sent (follow GET /v1/changes for that). Needs If-Match.',
          {
            params: IdParams,
            ...patching,
            body: WebhookPatch,
            response: { 200: ref(Webhook), ...problemsOf(400, 401, 403, 404, 412, 422, 428) },
          },
        ),
      },
      async (request, reply) => {
        const change = { id: request.params.id, patch: request.body, check: versionCheck(request, true) }
        const record = await perform(context, request.caller, changeWebhook, change)
        return sendVersioned(request, reply, record, contentTag)
      },
    )

    app.delete(
      '/webhooks/:id',
      {
        schema: op(
          'removeWebhook',
          tag,
          'Remove a webhook',
          'For good, with what is queued for it and its log.',
          {
            params: IdParams,
            ...heeding,
            response: { 204: Type.Null({ description: 'Removed.' }), ...problemsOf(400, 401, 403, 404, 412) },
          },
        ),
      },
      async (request, reply) => {
        const removed = { id: request.params.id, check: versionCheck(request, false) }
        await perform(context, request.caller, service.removeWebhook, removed)
        return reply.code(204).send(null)
      },
    )

    app.post(
      '/webhooks/:id/rotate-secret',
      {
        schema: op(
          'rotateWebhookSecret',
          tag,
          'Make a new secret',
          'The answer has it, this once. The present one signs beside it for another 24 hours, or as many as you say.',
          {
            params: IdParams,
            ...heeding,
            body: Type.Union([RotateBody, Type.Null()]),
            response: { 200: ref(NewWebhook), ...problemsOf(400, 401, 403, 404, 412) },
          },
        ),
      },
      async (request, reply) => {
        const rotated = { id: request.params.id, ...request.body, check: versionCheck(request, false) }
        const record = await perform(context, request.caller, service.rotateSecret, rotated)
        reply.header('cache-control', 'no-store')
        return sendVersioned(request, reply, record, ({ secret: _, ...shown }) => contentTag(shown))
      },
    )
  }
