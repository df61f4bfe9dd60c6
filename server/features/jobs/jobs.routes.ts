import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Context } from '../../context.ts'
import { op, problemsOf } from '../../http/openapi.ts'
import { ref } from '../../platform/schema.ts'
import { perform } from '../../platform/scope.ts'
import { Job, JobName, JobOverview } from './jobs.schema.ts'
import * as service from './jobs.service.ts'

const tag = 'jobs'
const params = Type.Object({ name: JobName })

export const jobRoutes =
  (context: Context): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get(
      '/jobs',
      {
        schema: op(
          'listJobs',
          tag,
          'See how the jobs fare',
          'For admins: what the installation does with time, when and how each job last ran, and what is on its way of the practice.',
          { response: { 200: ref(JobOverview), ...problemsOf(400, 401, 403) } },
        ),
      },
      (request) => perform(context, request.caller, service.listJobs, undefined),
    )

    app.get(
      '/jobs/:name',
      {
        schema: op('getJob', tag, 'Get a job', 'For admins.', {
          ...{ params, response: { 200: ref(Job), ...problemsOf(400, 401, 403, 404) } },
        }),
      },
      (request) => perform(context, request.caller, service.getJob, request.params.name),
    )

    app.post(
      '/jobs/:name/run',
      {
        schema: op(
          'runJob',
          tag,
          'Run a job out of turn',
          'For admins. A worker takes it up within seconds; `wantedAt` says that it has not yet. Any job may be run at any time.',
          { params, response: { 200: ref(Job), ...problemsOf(400, 401, 403, 404) } },
        ),
      },
      (request) => perform(context, request.caller, service.runJob, request.params.name),
    )
  }
