import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Context } from '../../context.ts'
import { problemsOf } from '../../http/openapi.ts'
import { notFound } from '../../platform/errors.ts'
import { ref } from '../../platform/schema.ts'
import { withScope } from '../../platform/scope.ts'
import { deviceOf, loginAnswers } from './auth.answer.ts'
import { endByToken } from './auth.end.ts'
import { DemoAccounts, KeySet, LoginBody, Me, RefreshBody, Tokens } from './auth.schema.ts'
import * as service from './auth.service.ts'

const tags = ['auth']

/** Logging in and out: these are open, as nobody has a token yet. The password or the refresh token is their proof. */
export const authRoutes =
  (context: Context): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { answer, tokenOf, forget } = loginAnswers(context, app)
    const config = { access: 'open' as const }

    app.post(
      '/auth/login',
      {
        config,
        schema: {
          operationId: 'login',
          summary: 'Log in',
          description:
            'Exchanges a mail address and a password for an access token of 15 minutes and a refresh token.',
          tags,
          security: [],
          body: LoginBody,
          response: { 200: ref(Tokens), ...problemsOf(400, 401, 403, 422, 429) },
        },
      },
      async (request, reply) => {
        const login = await service.logIn(context, request.body, deviceOf(request, request.body.deviceToken))
        return answer(request, reply, login)
      },
    )

    app.post(
      '/auth/refresh',
      {
        config,
        schema: {
          operationId: 'refresh',
          summary: 'Renew the access token',
          description:
            'The refresh token is used once; the answer has the next. A token older than its predecessor ends the login.',
          tags,
          security: [],
          body: Type.Union([RefreshBody, Type.Null()]),
          response: { 200: ref(Tokens), ...problemsOf(400, 401) },
        },
      },
      async (request, reply) =>
        answer(request, reply, await service.refresh(context, tokenOf(request, request.body))),
    )

    app.post(
      '/auth/logout',
      {
        config,
        schema: {
          operationId: 'logout',
          summary: 'Log out',
          description: 'Ends the login: its access and refresh tokens are refused from now on.',
          tags,
          security: [],
          body: Type.Union([RefreshBody, Type.Null()]),
          response: { 204: Type.Null({ description: 'Logged out.' }), ...problemsOf(400, 401) },
        },
      },
      async (request, reply) => {
        await endByToken(context, tokenOf(request, request.body))
        return forget(reply).code(204).send(null)
      },
    )

    app.get(
      '/auth/demo',
      {
        config,
        schema: {
          operationId: 'getDemoAccounts',
          summary: 'The demo logins',
          description: 'Answers only where demo data is installed and may be used.',
          tags,
          security: [],
          response: { 200: ref(DemoAccounts), ...problemsOf(404) },
        },
      },
      async () => {
        const emails = await service.demoAccounts(context)
        if (emails.length === 0) throw notFound('demo')
        return { emails, password: demoPassword }
      },
    )
  }

export const demoPassword = 'afterword-demo'

/** Who am I: needs a token, so it stands in the authenticated scope. */
export const meRoutes =
  (context: Context): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get(
      '/auth/me',
      {
        schema: {
          operationId: 'getMe',
          summary: 'Who is logged in',
          description: 'The person behind the access token, their role and organization.',
          tags,
          response: { 200: ref(Me), ...problemsOf(401) },
        },
      },
      (request) => withScope(context, request.caller, 'login', service.whoAmI),
    )
  }

/** The public keys with which access tokens can be verified (RFC 7517). */
export const keySetRoutes =
  (context: Context): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get(
      '/.well-known/jwks.json',
      {
        config: { access: 'open' },
        schema: {
          operationId: 'getKeySet',
          summary: 'The public keys of access tokens',
          description: 'A JSON Web Key Set (RFC 7517).',
          tags,
          security: [],
          querystring: Type.Object({}, { additionalProperties: false }),
          response: { 200: ref(KeySet), ...problemsOf(400) },
        },
      },
      async (_request, reply) =>
        reply.header('cache-control', 'public, max-age=300').send({ keys: context.keys.signing.published() }),
    )
  }
