import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Context } from '../../context.ts'
import { bulkRoute } from '../../http/bulk.ts'
import { op, patching, problemsOf, rereading } from '../../http/openapi.ts'
import { contentTag, sendCreated, sendVersioned, versionCheck } from '../../http/versions.ts'
import { IdParams, ref } from '../../platform/schema.ts'
import { perform } from '../../platform/scope.ts'
import { Client, ClientBody, ClientPatch, ClientQuery, Clients } from './clients.schema.ts'
import * as service from './clients.service.ts'

export const clientRoutes =
  (context: Context, { changeClient }: Pick<typeof service, 'changeClient'>): FastifyPluginAsyncTypebox =>
  async (app) => {
    const tag = 'clients'
    const one = { 200: ref(Client) }

    app.get(
      '/clients',
      {
        schema: op(
          'listClients',
          tag,
          'List clients',
          'By name, or by when they were added or changed. A coach sees their own.',
          {
            querystring: ClientQuery,
            response: { 200: Clients, ...problemsOf(400, 401) },
          },
        ),
      },
      (request) => perform(context, request.caller, service.listClients, request.query),
    )

    app.post(
      '/clients',
      {
        schema: op('createClient', tag, 'Add a client', 'The coach who adds a client is the primary coach.', {
          body: ClientBody,
          response: { 201: ref(Client), ...problemsOf(400, 401, 403, 409, 422) },
        }),
      },
      async (request, reply) =>
        sendCreated(
          reply,
          '/v1/clients',
          await perform(context, request.caller, service.createClient, request.body),
          contentTag,
        ),
    )

    app.get(
      '/clients/:id',
      {
        schema: op('getClient', tag, 'Get a client', 'One client, with its version as ETag.', {
          params: IdParams,
          ...rereading,
          response: { ...one, ...problemsOf(400, 401, 404) },
        }),
      },
      async (request, reply) =>
        sendVersioned(
          request,
          reply,
          await perform(context, request.caller, service.getClient, request.params.id),
          contentTag,
        ),
    )

    app.patch(
      '/clients/:id',
      {
        schema: op(
          'changeClient',
          tag,
          'Change a client',
          'JSON Merge Patch. Only active clients are planned for. Needs If-Match.',
          {
            params: IdParams,
            ...patching,
            body: ClientPatch,
            response: { ...one, ...problemsOf(400, 401, 403, 404, 412, 422, 428) },
          },
        ),
      },
      async (request, reply) => {
        const change = { id: request.params.id, patch: request.body, check: versionCheck(request, true) }
        return sendVersioned(
          request,
          reply,
          await perform(context, request.caller, changeClient, change),
          contentTag,
        )
      },
    )

    bulkRoute(app, context, {
      ...{ path: '/clients', tag, name: 'createClients', nouns: 'clients' },
      ...{ item: ClientBody, schema: Client, create: service.createClients },
    })
  }
