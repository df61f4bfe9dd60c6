import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Context } from '../../context.ts'
import { op, problemsOf } from '../../http/openapi.ts'
import { perform } from '../../platform/scope.ts'
import { Activities, ActivityQuery } from './activities.schema.ts'
import { listActivities } from './activities.service.ts'

export const activityRoutes =
  (context: Context): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get(
      '/activities',
      {
        schema: op(
          'listActivities',
          'activities',
          'Who did what, and when',
          'The latest first. You see the activities of the records that you see; those of contacts and employers when you ask for them by recordType or recordId. Admins see all of the organization, logins and settings too.',
          { querystring: ActivityQuery, response: { 200: Activities, ...problemsOf(400, 401, 403) } },
        ),
      },
      (request) => perform(context, request.caller, listActivities, request.query),
    )
  }
