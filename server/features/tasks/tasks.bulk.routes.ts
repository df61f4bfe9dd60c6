import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Context } from '../../context.ts'
import { op, problemsOf } from '../../http/openapi.ts'
import { ResultsOf } from '../../platform/bulk.ts'
import { perform } from '../../platform/scope.ts'
import { actOnTasks } from '../plans/plans.bulk.ts'
import { TaskBulkBody } from './tasks.bulk.schema.ts'
import { Task } from './tasks.schema.ts'

export const taskBulkRoutes =
  (context: Context): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.post(
      '/tasks/bulk',
      {
        schema: op(
          'actOnTasks',
          'tasks',
          'Complete, skip, snooze or reassign many tasks',
          'Up to 500 in one transaction, with a result for each: one that is refused, because somebody else has changed it or because its state does not allow it, keeps no other from being done. The same request with undo, within 60 seconds, takes it back.',
          {
            body: TaskBulkBody,
            response: { 200: ResultsOf(Task), ...problemsOf(400, 401, 403, 422, 428) },
          },
        ),
      },
      (request) => perform(context, request.caller, actOnTasks, request.body),
    )
  }
