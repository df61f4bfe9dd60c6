import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Context } from '../../context.ts'
import { op, patching, problemsOf, rereading } from '../../http/openapi.ts'
import { sendVersioned, versionCheck } from '../../http/versions.ts'
import { ref } from '../../platform/schema.ts'
import { perform } from '../../platform/scope.ts'
import { Inventory } from './inventory.schema.ts'
import { readInventory } from './inventory.service.ts'
import { Retention, RetentionPatch, RetentionPreview, RetentionPreviewBody } from './retention.schema.ts'
import * as service from './retention.service.ts'

export const retentionRoutes =
  (context: Context): FastifyPluginAsyncTypebox =>
  async (app) => {
    const tag = 'privacy'

    app.get(
      '/organization/retention',
      {
        schema: op(
          'getRetention',
          tag,
          'Get how long things are kept',
          'By admins. With its version as ETag.',
          {
            ...rereading,
            response: { 200: ref(Retention), ...problemsOf(400, 401, 403) },
          },
        ),
      },
      async (request, reply) =>
        sendVersioned(
          request,
          reply,
          await perform(context, request.caller, service.getRetention, undefined),
        ),
    )

    app.patch(
      '/organization/retention',
      {
        schema: op(
          'changeRetention',
          tag,
          'Change how long things are kept',
          'JSON Merge Patch; null keeps things for ever. What is older then is erased within minutes. Needs If-Match.',
          {
            ...patching,
            body: RetentionPatch,
            response: { 200: ref(Retention), ...problemsOf(400, 401, 403, 412, 428) },
          },
        ),
      },
      async (request, reply) => {
        const change = { patch: request.body, check: versionCheck(request, true) }
        return sendVersioned(
          request,
          reply,
          await perform(context, request.caller, service.changeRetention, change),
        )
      },
    )

    app.post(
      '/organization/retention::preview',
      {
        schema: op(
          'previewRetention',
          tag,
          'Preview what would go',
          'By the stored setting with the changes of the body. Nothing is written.',
          {
            body: RetentionPreviewBody,
            response: { 200: ref(RetentionPreview), ...problemsOf(400, 401, 403) },
          },
        ),
      },
      (request) => perform(context, request.caller, service.previewRetention, request.body),
    )

    app.get(
      '/privacy/inventory',
      {
        schema: op(
          'getPrivacyInventory',
          tag,
          'Get what is stored',
          'What, why, for how long, and what erasing does with it, in the reader’s language. For every person.',
          { response: { 200: ref(Inventory), ...problemsOf(400, 401, 403) } },
        ),
      },
      (request) => perform(context, request.caller, readInventory, undefined),
    )
  }
