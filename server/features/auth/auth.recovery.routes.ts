import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Context } from '../../context.ts'
import { op, problemsOf } from '../../http/openapi.ts'
import { ref } from '../../platform/schema.ts'
import { deviceOf, loginAnswers } from './auth.answer.ts'
import * as service from './auth.recovery.ts'
import { AddressBody, MagicBody, PasswordBody, ResetBody, Tokens } from './auth.schema.ts'

const done = (description: string) => Type.Null({ description })
/** With no body at all, where a body could be. */
const taken = (description: string) => Type.Unsafe<undefined>({ type: 'null', description })

/** Getting in without the password, and a new one: open, as the link in the mail is the proof. */
export const recoveryRoutes =
  (context: Context): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { answer } = loginAnswers(context, app)
    const config = { access: 'open' as const }
    const open = { security: [] }

    app.post(
      '/auth/password-reset',
      {
        config,
        schema: {
          ...op(
            'requestPasswordReset',
            'auth',
            'Ask for a new password',
            'A link goes to the address, if somebody here has it. The answer is the same either way.',
            {
              body: AddressBody,
              response: {
                202: taken('If there is such an account, a mail is on its way.'),
                ...problemsOf(400),
              },
            },
          ),
          ...open,
        },
      },
      async (request, reply) => {
        service.sendLink(context, 'reset', request.body.email)
        return reply.code(202).send(undefined)
      },
    )

    app.post(
      '/auth/password-reset/accept',
      {
        config,
        schema: {
          ...op(
            'acceptPasswordReset',
            'auth',
            'Set a new password by a link',
            'The link works once, for an hour. All logins end.',
            { body: ResetBody, response: { 204: done('Set. Log in with it.'), ...problemsOf(400, 401) } },
          ),
          ...open,
        },
      },
      async (request, reply) => {
        await service.acceptReset(context, request.body)
        return reply.code(204).send(null)
      },
    )

    app.post(
      '/auth/magic-link',
      {
        config,
        schema: {
          ...op(
            'requestMagicLink',
            'auth',
            'Ask for a link that logs in',
            'It goes to the address, if somebody here has it. The answer is the same either way.',
            {
              body: AddressBody,
              response: {
                202: taken('If there is such an account, a mail is on its way.'),
                ...problemsOf(400),
              },
            },
          ),
          ...open,
        },
      },
      async (request, reply) => {
        service.sendLink(context, 'magic', request.body.email)
        return reply.code(202).send(undefined)
      },
    )

    app.post(
      '/auth/magic-link/accept',
      {
        config,
        schema: {
          ...op(
            'acceptMagicLink',
            'auth',
            'Log in by a link',
            'The link works once, for ten minutes. After a 422 that asks which organization is meant it still works.',
            {
              body: MagicBody,
              response: { 200: ref(Tokens), ...problemsOf(400, 401, 422) },
            },
          ),
          ...open,
        },
      },
      async (request, reply) => {
        const device = deviceOf(request, request.body.deviceToken)
        return answer(request, reply, await service.acceptMagic(context, request.body, device))
      },
    )
  }

/** One's own password: needs a token, so it stands in the authenticated scope. */
export const passwordRoutes =
  (context: Context): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.post(
      '/auth/password',
      {
        schema: op(
          'changePassword',
          'auth',
          'Change your password',
          'Needs the present one. All your other logins end.',
          { body: PasswordBody, response: { 204: done('Changed.'), ...problemsOf(400, 401, 403, 422, 429) } },
        ),
      },
      async (request, reply) => {
        await service.changePassword(context, request.caller, request.body)
        return reply.code(204).send(null)
      },
    )
  }
