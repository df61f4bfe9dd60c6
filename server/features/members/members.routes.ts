import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Context } from '../../context.ts'
import { op, problemsOf, rereading } from '../../http/openapi.ts'
import { sendVersioned } from '../../http/versions.ts'
import { IdParams, ref } from '../../platform/schema.ts'
import { perform } from '../../platform/scope.ts'
import { Member, MemberQuery, Members } from './members.schema.ts'
import * as service from './members.service.ts'

export const memberRoutes =
  (context: Context): FastifyPluginAsyncTypebox =>
  async (app) => {
    const tag = 'members'

    app.get(
      '/members',
      {
        schema: op('listMembers', tag, 'List members', 'By name, or by when they joined.', {
          querystring: MemberQuery,
          response: { 200: Members, ...problemsOf(400, 401, 403) },
        }),
      },
      (request) => perform(context, request.caller, service.listMembers, request.query),
    )

    app.get(
      '/members/:id',
      {
        schema: op('getMember', tag, 'Get a member', 'One person who works for the organization.', {
          params: IdParams,
          ...rereading,
          response: { 200: ref(Member), ...problemsOf(400, 401, 403, 404) },
        }),
      },
      async (request, reply) =>
        sendVersioned(
          request,
          reply,
          await perform(context, request.caller, service.getMember, request.params.id),
        ),
    )
  }
