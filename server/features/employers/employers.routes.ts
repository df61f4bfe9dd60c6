import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Context } from '../../context.ts'
import { bulkRoute } from '../../http/bulk.ts'
import { op, patching, problemsOf, rereading } from '../../http/openapi.ts'
import { removalRoutes } from '../../http/removal.ts'
import { sendCreated, sendVersioned, versionCheck, versionTag } from '../../http/versions.ts'
import { IdParams, ref } from '../../platform/schema.ts'
import { perform } from '../../platform/scope.ts'
import { removeEmployer, restoreEmployer } from './employers.removal.ts'
import { Employer, EmployerBody, EmployerPatch, EmployerQuery, Employers } from './employers.schema.ts'
import * as service from './employers.service.ts'

export const employerRoutes =
  (context: Context, { changeEmployer }: Pick<typeof service, 'changeEmployer'>): FastifyPluginAsyncTypebox =>
  async (app) => {
    const tag = 'employers'
    const one = { 200: ref(Employer) }

    app.get(
      '/employers',
      {
        schema: op('listEmployers', tag, 'List employers', 'By name, or by when they were added.', {
          querystring: EmployerQuery,
          response: { 200: Employers, ...problemsOf(400, 401) },
        }),
      },
      (request) => perform(context, request.caller, service.listEmployers, request.query),
    )

    app.post(
      '/employers',
      {
        schema: op(
          'createEmployer',
          tag,
          'Add an employer',
          'Country and region decide about weekends and public holidays.',
          {
            body: EmployerBody,
            response: { 201: ref(Employer), ...problemsOf(400, 401, 403) },
          },
        ),
      },
      async (request, reply) =>
        sendCreated(
          reply,
          '/v1/employers',
          await perform(context, request.caller, service.createEmployer, request.body),
        ),
    )

    app.get(
      '/employers/:id',
      {
        schema: op('getEmployer', tag, 'Get an employer', 'One employer, with its version as ETag.', {
          params: IdParams,
          ...rereading,
          response: { ...one, ...problemsOf(400, 401, 404) },
        }),
      },
      async (request, reply) =>
        sendVersioned(
          request,
          reply,
          await perform(context, request.caller, service.getEmployer, request.params.id),
        ),
    )

    app.patch(
      '/employers/:id',
      {
        schema: op(
          'changeEmployer',
          tag,
          'Change an employer',
          'JSON Merge Patch: null clears, absent leaves. Needs If-Match.',
          {
            params: IdParams,
            ...patching,
            body: EmployerPatch,
            response: { ...one, ...problemsOf(400, 401, 403, 404, 412, 428) },
          },
        ),
      },
      async (request, reply) => {
        const change = { id: request.params.id, patch: request.body, check: versionCheck(request, true) }
        return sendVersioned(request, reply, await perform(context, request.caller, changeEmployer, change))
      },
    )

    removalRoutes(app, context, {
      ...{ path: '/employers', tag, name: 'Employer', noun: 'an employer', schema: Employer },
      consequence: 'Opportunities and contacts there stay.',
      ...{ remove: removeEmployer, restore: restoreEmployer, tagOf: versionTag },
    })

    bulkRoute(app, context, {
      ...{ path: '/employers', tag, name: 'createEmployers', nouns: 'employers' },
      ...{ item: EmployerBody, schema: Employer, create: service.createEmployers },
    })
  }
