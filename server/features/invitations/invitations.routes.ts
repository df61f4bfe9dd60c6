import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Context } from '../../context.ts'
import { op, problemsOf } from '../../http/openapi.ts'
import { sendCreated, sendVersioned } from '../../http/versions.ts'
import { IdParams, ref } from '../../platform/schema.ts'
import { perform } from '../../platform/scope.ts'
import { deviceOf, loginAnswers } from '../auth/auth.answer.ts'
import { Tokens } from '../auth/auth.schema.ts'
import { acceptInvitation, lookAtInvitation } from './invitations.accept.ts'
import {
  AcceptBody,
  Invitation,
  InvitationBody,
  InvitationQuery,
  InvitationSeen,
  Invitations,
  LookBody,
} from './invitations.schema.ts'
import * as service from './invitations.service.ts'

export const invitationRoutes =
  (context: Context): FastifyPluginAsyncTypebox =>
  async (app) => {
    const tag = 'invitations'
    const createInvitation = service.createInvitation(context)
    const resendInvitation = service.resendInvitation(context)

    app.get(
      '/invitations',
      {
        schema: op(
          'listInvitations',
          tag,
          'List invitations',
          'Of members for admins; of clients for their coaches.',
          {
            querystring: InvitationQuery,
            response: { 200: Invitations, ...problemsOf(400, 401, 403) },
          },
        ),
      },
      (request) => perform(context, request.caller, service.listInvitations, request.query),
    )

    app.post(
      '/invitations',
      {
        schema: op(
          'createInvitation',
          tag,
          'Invite somebody',
          'A member (by an admin) or a client (by their coaches). A link goes out by mail; it works once, for seven days.',
          { body: InvitationBody, response: { 201: ref(Invitation), ...problemsOf(400, 401, 403, 422) } },
        ),
      },
      async (request, reply) =>
        sendCreated(
          reply,
          '/v1/invitations',
          await perform(context, request.caller, createInvitation, request.body),
        ),
    )

    app.post(
      '/invitations/:id/resend',
      {
        schema: op(
          'resendInvitation',
          tag,
          'Send an invitation again',
          'A new link; the one before works no more.',
          {
            params: IdParams,
            response: { 200: ref(Invitation), ...problemsOf(400, 401, 403, 404, 409) },
          },
        ),
      },
      async (request, reply) =>
        sendVersioned(
          request,
          reply,
          await perform(context, request.caller, resendInvitation, request.params.id),
        ),
    )

    app.delete(
      '/invitations/:id',
      {
        schema: op('revokeInvitation', tag, 'Revoke an invitation', 'Its link works no more.', {
          params: IdParams,
          response: { 204: Type.Null({ description: 'Revoked.' }), ...problemsOf(400, 401, 403, 404, 409) },
        }),
      },
      async (request, reply) => {
        await perform(context, request.caller, service.revokeInvitation, request.params.id)
        return reply.code(204).send(null)
      },
    )
  }

/** For who holds the link: open, as it is the proof. */
export const acceptRoutes =
  (context: Context): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { answer } = loginAnswers(context, app)
    const config = { access: 'open' as const }
    const open = { security: [] }

    app.post(
      '/auth/invitations/look',
      {
        config,
        schema: {
          ...op(
            'lookAtInvitation',
            'auth',
            'Look at an invitation',
            'What it is about, before it is accepted.',
            {
              body: LookBody,
              response: { 200: ref(InvitationSeen), ...problemsOf(400, 401) },
            },
          ),
          ...open,
        },
      },
      (request) => lookAtInvitation(context, request.body.token),
    )

    app.post(
      '/auth/invitations/accept',
      {
        config,
        schema: {
          ...op(
            'acceptInvitation',
            'auth',
            'Accept an invitation',
            'Sets a password, or takes that of the login the address has, and logs in.',
            { body: AcceptBody, response: { 200: ref(Tokens), ...problemsOf(400, 401, 409, 429) } },
          ),
          ...open,
        },
      },
      async (request, reply) => {
        const device = deviceOf(request, request.body.deviceToken)
        return answer(request, reply, await acceptInvitation(context, request.body, device))
      },
    )
  }
