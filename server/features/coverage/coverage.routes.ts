import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Context } from '../../context.ts'
import { heeding, op, patching, problemsOf, rereading } from '../../http/openapi.ts'
import { contentTag, sendCreated, sendVersioned, versionCheck } from '../../http/versions.ts'
import { IdParams, ref } from '../../platform/schema.ts'
import { perform } from '../../platform/scope.ts'
import { Coverage, CoverageBody, CoveragePatch, CoverageQuery, Coverages } from './coverage.schema.ts'
import * as service from './coverage.service.ts'

export const coverageRoutes =
  (context: Context): FastifyPluginAsyncTypebox =>
  async (app) => {
    const tag = 'coverage'
    const one = { 200: ref(Coverage) }

    app.get(
      '/coverages',
      {
        schema: op(
          'listCoverages',
          tag,
          'List coverages',
          'By their first day, or by when they were added.',
          {
            querystring: CoverageQuery,
            response: { 200: Coverages, ...problemsOf(400, 401, 403) },
          },
        ),
      },
      (request) => perform(context, request.caller, service.listCoverages, request.query),
    )

    app.post(
      '/coverages',
      {
        schema: op(
          'createCoverage',
          tag,
          'Plan a coverage',
          'By an admin for anyone, by a coach for themselves. The stand-in works for the clients, but does not give them away.',
          {
            body: CoverageBody,
            response: { 201: ref(Coverage), ...problemsOf(400, 401, 403, 409, 422) },
          },
        ),
      },
      async (request, reply) =>
        sendCreated(
          reply,
          '/v1/coverages',
          await perform(context, request.caller, service.createCoverage, request.body),
          contentTag,
        ),
    )

    app.get(
      '/coverages/:id',
      {
        schema: op('getCoverage', tag, 'Get a coverage', 'Who stands in for whom, and when.', {
          params: IdParams,
          ...rereading,
          response: { ...one, ...problemsOf(400, 401, 403, 404) },
        }),
      },
      async (request, reply) =>
        sendVersioned(
          request,
          reply,
          await perform(context, request.caller, service.getCoverage, request.params.id),
          contentTag,
        ),
    )

    app.patch(
      '/coverages/:id',
      {
        schema: op('changeCoverage', tag, 'Change a coverage', 'JSON Merge Patch. Needs If-Match.', {
          params: IdParams,
          ...patching,
          body: CoveragePatch,
          response: { ...one, ...problemsOf(400, 401, 403, 404, 409, 412, 422, 428) },
        }),
      },
      async (request, reply) => {
        const change = { id: request.params.id, patch: request.body, check: versionCheck(request, true) }
        const record = await perform(context, request.caller, service.changeCoverage, change)
        return sendVersioned(request, reply, record, contentTag)
      },
    )

    app.delete(
      '/coverages/:id',
      {
        schema: op('removeCoverage', tag, 'Remove a coverage', 'It ends at once.', {
          params: IdParams,
          ...heeding,
          response: { 204: Type.Null({ description: 'Removed.' }), ...problemsOf(400, 401, 403, 404, 412) },
        }),
      },
      async (request, reply) => {
        const input = { id: request.params.id, check: versionCheck(request, false) }
        await perform(context, request.caller, service.removeCoverage, input)
        return reply.code(204).send(null)
      },
    )
  }
