import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Context } from '../../context.ts'
import { heeding, op, problemsOf, rereading } from '../../http/openapi.ts'
import { contentTag, sendCreated, sendVersioned, versionCheck } from '../../http/versions.ts'
import { IdParams, ref } from '../../platform/schema.ts'
import { perform } from '../../platform/scope.ts'
import {
  CalendarFeed,
  CalendarFeedBody,
  CalendarFeedQuery,
  CalendarFeeds,
  NewCalendarFeed,
} from './feeds.schema.ts'
import * as service from './feeds.service.ts'

/** One's calendar addresses: made, listed and revoked. */
export const feedRoutes =
  (context: Context): FastifyPluginAsyncTypebox =>
  async (app) => {
    const tag = 'calendar-feeds'
    const createFeed = service.createFeed(context.config.publicUrl)

    app.get(
      '/calendar-feeds',
      {
        schema: op(
          'listCalendarFeeds',
          tag,
          'List calendar addresses',
          'Your own, and as a client those that a coach has made for you.',
          {
            querystring: CalendarFeedQuery,
            response: { 200: CalendarFeeds, ...problemsOf(400, 401, 403) },
          },
        ),
      },
      (request) => perform(context, request.caller, service.listFeeds, request.query),
    )

    app.post(
      '/calendar-feeds',
      {
        schema: op(
          'createCalendarFeed',
          tag,
          'Make a calendar address',
          'The answer has the address itself, this once. Whoever has it reads interviews and calls as iCalendar (RFC 5545), as far as you may see them at that moment, without a login: GET gives text/calendar with an ETag, 304 while nothing has changed, and 404 once it is revoked or the access has ended. At most 5 for each person.',
          {
            body: CalendarFeedBody,
            response: { 201: ref(NewCalendarFeed), ...problemsOf(400, 401, 403, 409, 422) },
          },
        ),
      },
      async (request, reply) =>
        sendCreated(
          reply.header('cache-control', 'no-store'),
          '/v1/calendar-feeds',
          await perform(context, request.caller, createFeed, request.body),
          ({ url: _, ...record }) => contentTag(record),
        ),
    )

    app.get(
      '/calendar-feeds/:id',
      {
        schema: op(
          'getCalendarFeed',
          tag,
          'Get a calendar address',
          'When a calendar asked for it last; not the address itself.',
          {
            params: IdParams,
            ...rereading,
            response: { 200: ref(CalendarFeed), ...problemsOf(400, 401, 403, 404) },
          },
        ),
      },
      async (request, reply) =>
        sendVersioned(
          request,
          reply,
          await perform(context, request.caller, service.getFeed, request.params.id),
          contentTag,
        ),
    )

    app.delete(
      '/calendar-feeds/:id',
      {
        schema: op(
          'revokeCalendarFeed',
          tag,
          'Revoke a calendar address',
          'At once, and for good: who asks for it gets 404.',
          {
            params: IdParams,
            ...heeding,
            response: { 204: Type.Null({ description: 'Revoked.' }), ...problemsOf(400, 401, 403, 404, 412) },
          },
        ),
      },
      async (request, reply) => {
        const revoked = { id: request.params.id, check: versionCheck(request, false) }
        await perform(context, request.caller, service.revokeFeed, revoked)
        return reply.code(204).send(null)
      },
    )
  }
