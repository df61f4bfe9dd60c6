import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { type Static, Type } from 'typebox'
import type { Context } from '../../context.ts'
import { heeding, op, patching, problemsOf, rereading } from '../../http/openapi.ts'
import { sendVersioned, type VersionCheck, versionCheck } from '../../http/versions.ts'
import { IdParams, ref } from '../../platform/schema.ts'
import { type Action, perform } from '../../platform/scope.ts'
import { DeactivateBody, Member, MemberPatch, MemberQuery, Members } from './members.schema.ts'
import * as service from './members.service.ts'

/** What also touches clients stands above the members, and is given in (clients.handover.ts). */
interface Handover {
  deactivateMember: Action<
    { id: string; handOverTo: string | null; check: VersionCheck },
    Static<typeof Member>
  >
}

export const memberRoutes =
  (context: Context, { deactivateMember }: Handover): FastifyPluginAsyncTypebox =>
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

    app.patch(
      '/members/:id',
      {
        schema: op(
          'changeMember',
          tag,
          'Change a member',
          'JSON Merge Patch, by an admin; oneself may change name, language and time zone. Somebody always stays admin. Needs If-Match.',
          {
            params: IdParams,
            ...patching,
            body: MemberPatch,
            response: { 200: ref(Member), ...problemsOf(400, 401, 403, 404, 409, 412, 428) },
          },
        ),
      },
      async (request, reply) => {
        const change = { id: request.params.id, patch: request.body, check: versionCheck(request, true) }
        return sendVersioned(
          request,
          reply,
          await perform(context, request.caller, service.changeMember, change),
        )
      },
    )

    app.post(
      '/members/:id/deactivate',
      {
        schema: op(
          'deactivateMember',
          tag,
          'Deactivate a member',
          'Their logins end at once. Their clients and open tasks go to handOverTo, which is needed when they have clients. If-Match is heeded when it is sent.',
          {
            params: IdParams,
            ...heeding,
            body: DeactivateBody,
            response: { 200: ref(Member), ...problemsOf(400, 401, 403, 404, 409, 412, 422) },
          },
        ),
      },
      async (request, reply) => {
        const input = {
          id: request.params.id,
          handOverTo: request.body.handOverTo ?? null,
          check: versionCheck(request, false),
        }
        return sendVersioned(request, reply, await perform(context, request.caller, deactivateMember, input))
      },
    )

    app.delete(
      '/members/:id/sessions',
      {
        schema: op(
          'endMemberSessions',
          tag,
          "End a member's logins",
          'All of them, at once. They can log in again.',
          {
            params: IdParams,
            response: { 204: Type.Null({ description: 'Ended.' }), ...problemsOf(400, 401, 403, 404) },
          },
        ),
      },
      async (request, reply) => {
        await perform(context, request.caller, service.endMemberSessions, request.params.id)
        return reply.code(204).send(null)
      },
    )
  }
