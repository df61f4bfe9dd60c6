import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Context } from '../../context.ts'
import { op, patching, problemsOf, rereading } from '../../http/openapi.ts'
import { contentTag, sendVersioned, versionCheck } from '../../http/versions.ts'
import { ref } from '../../platform/schema.ts'
import { perform } from '../../platform/scope.ts'
import {
  NotificationDefaults,
  NotificationDefaultsPatch,
  NotificationPatch,
  NotificationSettings,
} from './settings.schema.ts'
import * as service from './settings.service.ts'

/** Which reminders come by mail: one's own settings, and what the practice sets for whoever has not chosen. */
export const notificationRoutes =
  (context: Context): FastifyPluginAsyncTypebox =>
  async (app) => {
    const tag = 'notifications'

    app.get(
      '/notification-settings',
      {
        schema: op(
          'getNotificationSettings',
          tag,
          'Get your notification settings',
          'Which reminders you get by mail, and when. Null: as the practice has it.',
          { ...rereading, response: { 200: ref(NotificationSettings), ...problemsOf(400, 401, 403) } },
        ),
      },
      async (request, reply) =>
        sendVersioned(
          request,
          reply,
          await perform(context, request.caller, service.getNotificationSettings, undefined),
          contentTag,
        ),
    )

    app.patch(
      '/notification-settings',
      {
        schema: op(
          'changeNotificationSettings',
          tag,
          'Change your notification settings',
          'JSON Merge Patch; null takes what the practice has. Needs If-Match.',
          {
            ...patching,
            body: NotificationPatch,
            response: { 200: ref(NotificationSettings), ...problemsOf(400, 401, 403, 412, 422, 428) },
          },
        ),
      },
      async (request, reply) => {
        const change = { patch: request.body, check: versionCheck(request, true) }
        return sendVersioned(
          request,
          reply,
          await perform(context, request.caller, service.changeNotificationSettings, change),
          contentTag,
        )
      },
    )

    app.get(
      '/organization/notifications',
      {
        schema: op(
          'getNotificationDefaults',
          tag,
          'Get the practice’s notification settings',
          'By admins. What holds for whoever has not chosen.',
          { ...rereading, response: { 200: ref(NotificationDefaults), ...problemsOf(400, 401, 403) } },
        ),
      },
      async (request, reply) =>
        sendVersioned(
          request,
          reply,
          await perform(context, request.caller, service.getNotificationDefaults, undefined),
        ),
    )

    app.patch(
      '/organization/notifications',
      {
        schema: op(
          'changeNotificationDefaults',
          tag,
          'Change the practice’s notification settings',
          'JSON Merge Patch; null takes what holds everywhere. Needs If-Match.',
          {
            ...patching,
            body: NotificationDefaultsPatch,
            response: { 200: ref(NotificationDefaults), ...problemsOf(400, 401, 403, 412, 422, 428) },
          },
        ),
      },
      async (request, reply) => {
        const change = { patch: request.body, check: versionCheck(request, true) }
        return sendVersioned(
          request,
          reply,
          await perform(context, request.caller, service.changeNotificationDefaults, change),
        )
      },
    )
  }
