import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Static } from 'typebox'
import type { Context } from '../../context.ts'
import { heeding, op, patching, problemsOf, rereading } from '../../http/openapi.ts'
import { removalRoutes } from '../../http/removal.ts'
import { contentTag, sendCreated, sendVersioned, versionCheck } from '../../http/versions.ts'
import { IdParams, ref } from '../../platform/schema.ts'
import { perform } from '../../platform/scope.ts'
import { removeInterview, restoreInterview } from '../plans/plans.removal.ts'
import { InterviewWithPlan } from '../plans/plans.schema.ts'
import {
  DebriefBody,
  DecisionBody,
  Interview,
  InterviewBody,
  InterviewPatch,
  InterviewQuery,
  Interviews,
  Timeline,
  TimelineStatement,
} from './interviews.schema.ts'
import * as service from './interviews.service.ts'

/** The plan beside it is no part of the record, so that the tag is the one that GET gives. */
const tagBesidePlan = ({ plan: _, ...interview }: Static<typeof InterviewWithPlan>) => contentTag(interview)

export const interviewRoutes =
  (context: Context): FastifyPluginAsyncTypebox =>
  async (app) => {
    const tag = 'interviews'

    app.get(
      '/interviews',
      {
        schema: op('listInterviews', tag, 'List interviews', 'By when they start.', {
          querystring: InterviewQuery,
          response: { 200: Interviews, ...problemsOf(400, 401) },
        }),
      },
      (request) => perform(context, request.caller, service.listInterviews, request.query),
    )

    app.post(
      '/interviews',
      {
        schema: op(
          'createInterview',
          tag,
          'Enter an interview',
          'With its participants, topics and what they said about the decision, in one transaction. The answer has the plan that follows.',
          {
            body: InterviewBody,
            response: { 201: ref(InterviewWithPlan), ...problemsOf(400, 401, 403, 422) },
          },
        ),
      },
      async (request, reply) =>
        sendCreated(
          reply,
          '/v1/interviews',
          await perform(context, request.caller, service.createInterview, request.body),
          tagBesidePlan,
        ),
    )

    app.get(
      '/interviews/:id',
      {
        schema: op('getInterview', tag, 'Get an interview', 'One interview, with its version as ETag.', {
          params: IdParams,
          ...rereading,
          response: { 200: ref(Interview), ...problemsOf(400, 401, 404) },
        }),
      },
      async (request, reply) =>
        sendVersioned(
          request,
          reply,
          await perform(context, request.caller, service.getInterview, request.params.id),
          contentTag,
        ),
    )

    app.patch(
      '/interviews/:id',
      {
        schema: op(
          'changeInterview',
          tag,
          'Change an interview',
          'JSON Merge Patch. A new time, other people or an outcome re-plan its tasks. Needs If-Match.',
          {
            params: IdParams,
            ...patching,
            body: InterviewPatch,
            response: { 200: ref(Interview), ...problemsOf(400, 401, 403, 404, 412, 422, 428) },
          },
        ),
      },
      async (request, reply) => {
        const change = { id: request.params.id, patch: request.body, check: versionCheck(request, true) }
        return sendVersioned(
          request,
          reply,
          await perform(context, request.caller, service.changeInterview, change),
          contentTag,
        )
      },
    )

    app.post(
      '/interviews/:id/debrief',
      {
        schema: op(
          'debriefInterview',
          tag,
          'Debrief an interview',
          'Who was there, what was discussed, said and promised, in one transaction. The answer has the re-planned tasks.',
          {
            params: IdParams,
            ...heeding,
            body: DebriefBody,
            response: { 200: ref(InterviewWithPlan), ...problemsOf(400, 401, 403, 404, 412, 422) },
          },
        ),
      },
      async (request, reply) => {
        const change = { id: request.params.id, patch: request.body, check: versionCheck(request, false) }
        return sendVersioned(
          request,
          reply,
          await perform(context, request.caller, service.debriefInterview, change),
          tagBesidePlan,
        )
      },
    )

    app.get(
      '/interviews/:id/timelines',
      {
        schema: op(
          'listTimelines',
          tag,
          'What they said about the decision',
          'All statements, the latest first: that one stands.',
          {
            params: IdParams,
            response: { 200: Timeline, ...problemsOf(400, 401, 404) },
          },
        ),
      },
      (request) => perform(context, request.caller, service.listTimelines, request.params.id),
    )

    app.post(
      '/interviews/:id/timelines',
      {
        schema: op(
          'stateTimeline',
          tag,
          'Record a new statement',
          'What the employer said about the decision this time. It stands from now on and re-plans; the earlier ones stay. The interview gets a new version; If-Match is heeded when it is sent.',
          {
            params: IdParams,
            ...heeding,
            body: DecisionBody,
            response: { 201: ref(TimelineStatement), ...problemsOf(400, 401, 403, 404, 412, 422) },
          },
        ),
      },
      async (request, reply) => {
        const { id } = request.params
        const statement = await perform(context, request.caller, service.stateTimeline, {
          id,
          patch: request.body,
          check: versionCheck(request, false),
        })
        return reply.code(201).header('location', `/v1/interviews/${id}/timelines`).send(statement)
      },
    )

    removalRoutes(app, context, {
      ...{ path: '/interviews', tag, name: 'Interview', noun: 'an interview', schema: Interview },
      consequence: 'Its open tasks are cancelled; exactly those come back with it.',
      ...{ remove: removeInterview, restore: restoreInterview },
    })
  }
