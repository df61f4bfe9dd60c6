import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Context } from '../../context.ts'
import { op, patching, problemsOf, rereading } from '../../http/openapi.ts'
import { removalRoutes } from '../../http/removal.ts'
import { contentTag, sendCreated, sendVersioned, versionCheck } from '../../http/versions.ts'
import { IdParams, ref } from '../../platform/schema.ts'
import { perform } from '../../platform/scope.ts'
import { removeOpportunity, restoreOpportunity } from '../plans/plans.removal.ts'
import {
  Opportunities,
  Opportunity,
  OpportunityBody,
  OpportunityPatch,
  OpportunityQuery,
} from './opportunities.schema.ts'
import * as service from './opportunities.service.ts'

export const opportunityRoutes =
  (
    context: Context,
    { changeOpportunity }: Pick<typeof service, 'changeOpportunity'>,
  ): FastifyPluginAsyncTypebox =>
  async (app) => {
    const tag = 'opportunities'
    const one = { 200: ref(Opportunity) }

    app.get(
      '/opportunities',
      {
        schema: op(
          'listOpportunities',
          tag,
          'List opportunities',
          'By when they were added or changed, or by title.',
          {
            querystring: OpportunityQuery,
            response: { 200: Opportunities, ...problemsOf(400, 401) },
          },
        ),
      },
      (request) => perform(context, request.caller, service.listOpportunities, request.query),
    )

    app.post(
      '/opportunities',
      {
        schema: op(
          'createOpportunity',
          tag,
          'Add an opportunity',
          'One position that a client pursues at one employer.',
          {
            body: OpportunityBody,
            response: { 201: ref(Opportunity), ...problemsOf(400, 401, 403, 409, 422) },
          },
        ),
      },
      async (request, reply) =>
        sendCreated(
          reply,
          '/v1/opportunities',
          await perform(context, request.caller, service.createOpportunity, request.body),
          contentTag,
        ),
    )

    app.get(
      '/opportunities/:id',
      {
        schema: op(
          'getOpportunity',
          tag,
          'Get an opportunity',
          'One opportunity, with its version as ETag.',
          {
            params: IdParams,
            ...rereading,
            response: { ...one, ...problemsOf(400, 401, 404) },
          },
        ),
      },
      async (request, reply) =>
        sendVersioned(
          request,
          reply,
          await perform(context, request.caller, service.getOpportunity, request.params.id),
          contentTag,
        ),
    )

    app.patch(
      '/opportunities/:id',
      {
        schema: op(
          'changeOpportunity',
          tag,
          'Change an opportunity',
          'JSON Merge Patch. An offer, a refusal or a withdrawal cancels what its interviews had planned; taking it back restores it. Needs If-Match.',
          {
            params: IdParams,
            ...patching,
            body: OpportunityPatch,
            response: { ...one, ...problemsOf(400, 401, 403, 404, 412, 428) },
          },
        ),
      },
      async (request, reply) => {
        const change = { id: request.params.id, patch: request.body, check: versionCheck(request, true) }
        return sendVersioned(
          request,
          reply,
          await perform(context, request.caller, changeOpportunity, change),
          contentTag,
        )
      },
    )

    removalRoutes(app, context, {
      ...{ path: '/opportunities', tag, name: 'Opportunity', noun: 'an opportunity', schema: Opportunity },
      consequence: 'Its interviews go and come back with it, and so do their open tasks.',
      ...{ remove: removeOpportunity, restore: restoreOpportunity },
    })
  }
