import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Context } from '../../context.ts'
import { heeding, op, patching, problemsOf, rereading } from '../../http/openapi.ts'
import { contentTag, sendCreated, sendVersioned, versionCheck } from '../../http/versions.ts'
import { IdParams, ref } from '../../platform/schema.ts'
import { perform } from '../../platform/scope.ts'
import { ApiKey, ApiKeyBody, ApiKeyPatch, ApiKeyQuery, ApiKeys, NewApiKey } from './api-keys.schema.ts'
import * as service from './api-keys.service.ts'

export const apiKeyRoutes =
  (context: Context): FastifyPluginAsyncTypebox =>
  async (app) => {
    const tag = 'api-keys'
    const createApiKey = service.createApiKey(context.config.testClock ? 'test' : 'live')

    app.get(
      '/api-keys',
      {
        schema: op('listApiKeys', tag, 'List API keys', 'For admins. Revoked and expired ones too.', {
          querystring: ApiKeyQuery,
          response: { 200: ApiKeys, ...problemsOf(400, 401, 403) },
        }),
      },
      (request) => perform(context, request.caller, service.listApiKeys, request.query),
    )

    app.post(
      '/api-keys',
      {
        schema: op(
          'createApiKey',
          tag,
          'Make an API key',
          'The answer has the key itself, this once. It acts as itself, within its scopes, and can be restricted to named clients.',
          { body: ApiKeyBody, response: { 201: ref(NewApiKey), ...problemsOf(400, 401, 403, 422) } },
        ),
      },
      async (request, reply) =>
        sendCreated(
          reply.header('cache-control', 'no-store'),
          '/v1/api-keys',
          await perform(context, request.caller, createApiKey, request.body),
          ({ key: _, ...record }) => contentTag(record),
        ),
    )

    app.get(
      '/api-keys/:id',
      {
        schema: op(
          'getApiKey',
          tag,
          'Get an API key',
          'What it may do, when it was last used; not the key itself.',
          {
            params: IdParams,
            ...rereading,
            response: { 200: ref(ApiKey), ...problemsOf(400, 401, 403, 404) },
          },
        ),
      },
      async (request, reply) =>
        sendVersioned(
          request,
          reply,
          await perform(context, request.caller, service.getApiKey, request.params.id),
          contentTag,
        ),
    )

    app.patch(
      '/api-keys/:id',
      {
        schema: op(
          'changeApiKey',
          tag,
          'Change an API key',
          'JSON Merge Patch: its name, or an earlier end. For other rights make another key. Needs If-Match.',
          {
            params: IdParams,
            ...patching,
            body: ApiKeyPatch,
            response: { 200: ref(ApiKey), ...problemsOf(400, 401, 403, 404, 409, 412, 422, 428) },
          },
        ),
      },
      async (request, reply) => {
        const change = { id: request.params.id, patch: request.body, check: versionCheck(request, true) }
        const record = await perform(context, request.caller, service.changeApiKey, change)
        return sendVersioned(request, reply, record, contentTag)
      },
    )

    app.delete(
      '/api-keys/:id',
      {
        schema: op(
          'revokeApiKey',
          tag,
          'Revoke an API key',
          'At once, everywhere, and for good. Doing it twice is the same as once.',
          {
            params: IdParams,
            ...heeding,
            response: { 204: Type.Null({ description: 'Revoked.' }), ...problemsOf(400, 401, 403, 404, 412) },
          },
        ),
      },
      async (request, reply) => {
        const revoked = { id: request.params.id, check: versionCheck(request, false) }
        await perform(context, request.caller, service.revokeApiKey, revoked)
        return reply.code(204).send(null)
      },
    )
  }
