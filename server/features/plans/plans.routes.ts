import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Context } from '../../context.ts'
import { op, problemsOf } from '../../http/openapi.ts'
import { IdParams, ref } from '../../platform/schema.ts'
import { perform } from '../../platform/scope.ts'
import { previewPlan } from './plans.preview.ts'
import { Plan, PreviewBody } from './plans.schema.ts'
import { getPlan } from './plans.service.ts'

export const planRoutes =
  (context: Context): FastifyPluginAsyncTypebox =>
  async (app) => {
    const tag = 'interviews'

    // Two colons are one: with a single one, "preview" would be the name of a parameter.
    app.post(
      '/follow-up-plans::preview',
      {
        schema: op(
          'previewPlan',
          tag,
          'Preview a plan',
          'The tasks that would follow from an interview, each with its reason. Nothing is written.',
          {
            body: PreviewBody,
            response: { 200: ref(Plan), ...problemsOf(400, 401, 403, 422) },
          },
        ),
      },
      (request) => perform(context, request.caller, previewPlan, request.body),
    )

    app.get(
      '/interviews/:id/plan',
      {
        schema: op(
          'getPlan',
          tag,
          'Get the plan of an interview',
          'Its tasks by due moment, ended ones included, each with its reason.',
          {
            params: IdParams,
            response: { 200: ref(Plan), ...problemsOf(400, 401, 404) },
          },
        ),
      },
      (request) => perform(context, request.caller, getPlan, request.params.id),
    )
  }
