import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Context } from '../../context.ts'
import { op, patching, problemsOf, rereading } from '../../http/openapi.ts'
import { sendVersioned, versionCheck } from '../../http/versions.ts'
import { ref } from '../../platform/schema.ts'
import { perform } from '../../platform/scope.ts'
import { Organization, OrganizationPatch } from './organizations.schema.ts'
import * as service from './organizations.service.ts'

export const organizationRoutes =
  (context: Context): FastifyPluginAsyncTypebox =>
  async (app) => {
    const tag = 'organization'

    app.get(
      '/organization',
      {
        schema: op(
          'getOrganization',
          tag,
          "Get the caller's organization",
          'Its name, zone, language and rules.',
          {
            ...rereading,
            response: { 200: ref(Organization), ...problemsOf(401, 403) },
          },
        ),
      },
      async (request, reply) =>
        sendVersioned(request, reply, await perform(context, request.caller, service.getOrganization, null)),
    )

    app.patch(
      '/organization',
      {
        schema: op(
          'changeOrganization',
          tag,
          'Change the organization',
          'JSON Merge Patch, for admins. What is planned already stays. Needs If-Match.',
          {
            ...patching,
            body: OrganizationPatch,
            response: { 200: ref(Organization), ...problemsOf(400, 401, 403, 412, 428) },
          },
        ),
      },
      async (request, reply) => {
        const change = { patch: request.body, check: versionCheck(request, true) }
        const record = await perform(context, request.caller, service.changeOrganization, change)
        return sendVersioned(request, reply, record)
      },
    )
  }
