import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Context } from '../../context.ts'
import { heeding, op, patching, problemsOf, rereading } from '../../http/openapi.ts'
import { removalRoutes } from '../../http/removal.ts'
import { contentTag, sendCreated, sendVersioned, versionCheck } from '../../http/versions.ts'
import { Body, IdParams, ref } from '../../platform/schema.ts'
import { perform } from '../../platform/scope.ts'
import { removeTask, restoreTask } from '../plans/plans.removal.ts'
import * as acts from './tasks.acts.ts'
import type * as changes from './tasks.change.ts'
import {
  CompleteBody,
  SkipBody,
  SnoozeBody,
  Task,
  TaskBody,
  TaskGetQuery,
  TaskPatch,
  TaskQuery,
  Tasks,
} from './tasks.schema.ts'
import * as service from './tasks.service.ts'

type Planned = typeof changes & Pick<typeof acts, 'completeTask' | 'reopenTask' | 'undoTask'>

export const taskRoutes =
  (
    context: Context,
    { changeTask, completeTask, reopenTask, undoTask }: Planned,
  ): FastifyPluginAsyncTypebox =>
  async (app) => {
    const tag = 'tasks'
    const one = { 200: ref(Task) }

    app.get(
      '/tasks',
      {
        schema: op(
          'listTasks',
          tag,
          'List tasks',
          'By the moment they fall due, or by when they were made or changed.',
          {
            querystring: TaskQuery,
            response: { 200: Tasks, ...problemsOf(400, 401) },
          },
        ),
      },
      (request) => perform(context, request.caller, service.listTasks, request.query),
    )

    app.post(
      '/tasks',
      {
        schema: op(
          'createTask',
          tag,
          'Add a task of your own',
          'A custom task; the others follow from interviews.',
          {
            body: TaskBody,
            response: { 201: ref(Task), ...problemsOf(400, 401, 403, 422) },
          },
        ),
      },
      async (request, reply) =>
        sendCreated(
          reply,
          '/v1/tasks',
          await perform(context, request.caller, service.createTask, request.body),
          contentTag,
        ),
    )

    app.get(
      '/tasks/:id',
      {
        schema: op('getTask', tag, 'Get a task', 'One task, with its version as ETag.', {
          params: IdParams,
          ...rereading,
          querystring: TaskGetQuery,
          response: { ...one, ...problemsOf(400, 401, 404) },
        }),
      },
      async (request, reply) => {
        const wanted = { id: request.params.id, include: request.query.include }
        const task = await perform(context, request.caller, service.getTask, wanted)
        return sendVersioned(request, reply, task, contentTag)
      },
    )

    app.patch(
      '/tasks/:id',
      {
        schema: op(
          'changeTask',
          tag,
          'Change a task',
          'JSON Merge Patch. A date or channel that you set stays through re-planning. Needs If-Match.',
          {
            params: IdParams,
            ...patching,
            body: TaskPatch,
            response: { ...one, ...problemsOf(400, 401, 403, 404, 409, 412, 422, 428) },
          },
        ),
      },
      async (request, reply) => {
        const change = { id: request.params.id, patch: request.body, check: versionCheck(request, true) }
        const task = await perform(context, request.caller, changeTask, change)
        return sendVersioned(request, reply, task, contentTag)
      },
    )

    const Nothing = Body({})
    const verbs = [
      {
        verb: 'complete',
        body: CompleteBody,
        act: completeTask,
        summary: 'Mark a task as done',
        description: 'For a call, say whom it reached. Doing it twice is the same as once.',
      },
      {
        verb: 'skip',
        body: SkipBody,
        act: acts.skipTask,
        summary: 'Skip a task',
        description: 'It will not be done.',
      },
      {
        verb: 'snooze',
        body: SnoozeBody,
        act: acts.snoozeTask,
        summary: 'Snooze a task',
        description:
          'To a moment at most 90 days ahead, or to the next business day at 10:00. Overdue shifts along.',
      },
      {
        verb: 'reopen',
        body: Nothing,
        act: reopenTask,
        summary: 'Reopen a task',
        description: 'Takes it up again at the moment it had.',
      },
      {
        verb: 'undo',
        body: Nothing,
        act: undoTask,
        summary: 'Undo the last act',
        description: 'Within 60 seconds; restores status, dates and counts.',
      },
    ] as const
    for (const { verb, body, act, summary, description } of verbs)
      app.post(
        `/tasks/:id/${verb}`,
        {
          schema: op(`${verb}Task`, tag, summary, `${description} If-Match is heeded when it is sent.`, {
            params: IdParams,
            ...heeding,
            querystring: TaskGetQuery,
            body: Type.Union([body, Type.Null()]),
            response: { ...one, ...problemsOf(400, 401, 403, 404, 409, 412) },
          }),
        },
        async (request, reply) => {
          const { id } = request.params
          const wanted = {
            id,
            patch: request.body ?? {},
            check: versionCheck(request, false),
            include: request.query.include,
          }
          const task = await perform(context, request.caller, act, wanted)
          return sendVersioned(request, reply, task, contentTag)
        },
      )

    removalRoutes(app, context, {
      ...{ path: '/tasks', tag, name: 'Task', noun: 'a task', schema: Task },
      consequence: 'One that follows from an interview stays away when that is planned anew.',
      ...{ remove: removeTask, restore: restoreTask },
    })
  }
