import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Context } from '../../context.ts'
import { op, problemsOf } from '../../http/openapi.ts'
import { IdParams, ref } from '../../platform/schema.ts'
import { perform } from '../../platform/scope.ts'
import { deviceOf, loginAnswers } from '../auth/auth.answer.ts'
import { Tokens } from '../auth/auth.schema.ts'
import {
  BeginBody,
  ConfirmBody,
  NewSecondFactor,
  ProofBody,
  RecoveryCodes,
  SecondFactor,
  VerifyBody,
} from './second-factor.schema.ts'
import * as service from './second-factor.service.ts'
import { verifySecondFactor } from './second-factor.shown.ts'

const done = (description: string) => Type.Null({ description })

/** The second half of a login. Open, as there is no token yet: the challenge is the proof of the first half. */
export const verifyRoutes =
  (context: Context): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { answer } = loginAnswers(context, app)
    app.post(
      '/auth/second-factor/verify',
      {
        config: { access: 'open' },
        schema: {
          ...op(
            'verifySecondFactor',
            'auth',
            'Log in: the second factor',
            'After a login that was answered by a problem of the kind second-factor: its challenge with a code. Five tries in five minutes.',
            { body: VerifyBody, response: { 200: ref(Tokens), ...problemsOf(400, 401, 429) } },
          ),
          security: [],
        },
      },
      async (request, reply) => {
        const device = deviceOf(request, request.body.deviceToken)
        return answer(request, reply, await verifySecondFactor(context, request.body, device))
      },
    )
  }

/** One's own second factor. */
export const secondFactorRoutes =
  (context: Context): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get(
      '/auth/second-factor',
      {
        schema: op(
          'getSecondFactor',
          'auth',
          'Your second factor',
          'Whether there is one, and how many recovery codes are left.',
          { response: { 200: ref(SecondFactor), ...problemsOf(401, 403) } },
        ),
      },
      (request) => perform(context, request.caller, service.getSecondFactor, null),
    )

    app.post(
      '/auth/second-factor',
      {
        schema: op(
          'beginSecondFactor',
          'auth',
          'Begin a second factor',
          'Needs the password. The secret goes into an authenticator app, and counts once its first code has confirmed it.',
          {
            body: BeginBody,
            response: { 200: ref(NewSecondFactor), ...problemsOf(400, 401, 403, 409, 422, 429) },
          },
        ),
      },
      (request) => service.beginSecondFactor(context, request.caller, request.body.password),
    )

    app.post(
      '/auth/second-factor/confirm',
      {
        schema: op(
          'confirmSecondFactor',
          'auth',
          'Confirm a second factor',
          'From now on logins ask for it. The answer has ten recovery codes, this once. All your other logins end.',
          {
            body: ConfirmBody,
            response: { 200: ref(RecoveryCodes), ...problemsOf(400, 401, 403, 409, 422, 429) },
          },
        ),
      },
      (request) => service.confirmSecondFactor(context, request.caller, request.body.code),
    )

    app.post(
      '/auth/second-factor/remove',
      {
        schema: op(
          'removeSecondFactor',
          'auth',
          'Remove your second factor',
          'Needs the password, and a code or a recovery code. All your other logins end.',
          {
            body: ProofBody,
            response: { 204: done('Removed.'), ...problemsOf(400, 401, 403, 409, 422, 429) },
          },
        ),
      },
      async (request, reply) => {
        await service.removeSecondFactor(context, request.caller, request.body)
        return reply.code(204).send(null)
      },
    )

    app.post(
      '/auth/second-factor/recovery-codes',
      {
        schema: op(
          'renewRecoveryCodes',
          'auth',
          'New recovery codes',
          'Ten new ones, shown this once; the old ones work no more. Needs the password, and a code or a recovery code.',
          {
            body: ProofBody,
            response: { 200: ref(RecoveryCodes), ...problemsOf(400, 401, 403, 422, 429) },
          },
        ),
      },
      (request) => service.renewRecoveryCodes(context, request.caller, request.body),
    )

    app.delete(
      '/members/:id/second-factor',
      {
        schema: op(
          'resetSecondFactor',
          'members',
          "Reset a member's second factor",
          'For one who has lost the app and the recovery codes. All their logins end.',
          {
            params: IdParams,
            response: { 204: done('Reset.'), ...problemsOf(400, 401, 403, 404, 409) },
          },
        ),
      },
      async (request, reply) => {
        await perform(context, request.caller, service.resetSecondFactor, request.params.id)
        return reply.code(204).send(null)
      },
    )
  }
