import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply } from 'fastify'
import { Type } from 'typebox'
import type { Context } from '../../context.ts'
import { op, problemsOf } from '../../http/openapi.ts'
import { logRefusal } from '../../http/refusals.ts'
import { DomainError, notFound } from '../../platform/errors.ts'
import { Id, named, OrNull, ref } from '../../platform/schema.ts'
import { deviceOf, loginAnswers } from '../auth/auth.answer.ts'
import { createProvider } from './oidc.provider.ts'
import { arrive, awayMinutes, depart } from './oidc.service.ts'

export const IdentityProvider = named(
  'IdentityProvider',
  { name: OrNull(Type.String({ description: 'What the button says.' })) },
  'The identity provider with which people of this installation can sign in.',
)

const sent = Type.Null({ description: 'The browser is sent on (Location).' })

/** For people's browsers, no part of the contract with programs. */
const forBrowsers = { security: [], hide: true }

/** Signing in with OpenID Connect, in a browser: out to the provider, and back with a login in the panel's cookie. */
export const oidcRoutes =
  (context: Context): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { oidc, publicUrl } = context.config
    const provider = oidc && createProvider(oidc)
    const { setCookie } = loginAnswers(context, app)
    const secure = publicUrl.startsWith('https:')
    const cookie = secure ? '__Host-afterword-oidc' : 'afterword-oidc'
    // Lax: it has to come along when the provider sends the browser back.
    const options = { path: '/', httpOnly: true, secure, sameSite: 'lax' as const }
    const shared = { config: { access: 'open' as const } }
    const there = () => {
      if (!provider) throw notFound('identity provider')
      return provider
    }
    /** Back to the login page, with what went wrong as a word; the panel has the sentence. */
    const refuse = (reply: FastifyReply, error: unknown) => {
      if (error instanceof DomainError && error.kind === 'second-factor')
        return reply
          .clearCookie(cookie, options)
          .redirect(`${publicUrl}/login#challenge=${error.extensions.challenge}`, 302)
      const problem = error instanceof DomainError ? error.kind : 'internal'
      if (error instanceof DomainError) logRefusal(reply.request, error)
      reply.request.log.warn({ err: error }, 'Signing in by the identity provider failed')
      return reply.clearCookie(cookie, options).redirect(`${publicUrl}/login#oidc=${problem}`, 302)
    }

    app.get(
      '/auth/oidc',
      {
        ...shared,
        schema: {
          ...op(
            'getIdentityProvider',
            'auth',
            'The identity provider',
            'Its name is null where none is set up.',
            {
              response: { 200: ref(IdentityProvider), ...problemsOf() },
            },
          ),
          security: [],
        },
      },
      async () => ({ name: oidc?.name ?? null }),
    )

    app.get(
      '/auth/oidc/start',
      {
        ...shared,
        schema: {
          ...op(
            'startOidc',
            'auth',
            'Sign in by the identity provider',
            'For browsers: sends them to the provider.',
            {
              querystring: Type.Object(
                { organizationId: Type.Optional(Id) },
                { additionalProperties: false },
              ),
              response: { 302: sent, ...problemsOf(400, 404) },
            },
          ),
          ...forBrowsers,
        },
      },
      async (request, reply) => {
        const at = there()
        try {
          const { url, remembered } = await depart(context, at, {
            ...request.query,
            former: deviceOf(request).former,
          })
          reply.setCookie(cookie, remembered, { ...options, maxAge: awayMinutes * 60 })
          return await reply.redirect(url, 302)
        } catch (error) {
          return refuse(reply, error)
        }
      },
    )

    app.get(
      '/auth/oidc/callback',
      {
        ...shared,
        schema: {
          ...op(
            'finishOidc',
            'auth',
            'Come back from the identity provider',
            'For browsers: redeems the code and sends them to the panel, with a login in its cookie, or to the login page.',
            { response: { 302: sent, ...problemsOf(404) } },
          ),
          ...forBrowsers,
        },
      },
      async (request, reply) => {
        const at = there()
        try {
          const query = new URL(request.url, publicUrl).search
          const login = await arrive(context, at, query, request.cookies[cookie], deviceOf(request))
          reply.header('cache-control', 'no-store').clearCookie(cookie, options)
          return await setCookie(reply, login).redirect(`${publicUrl}/login#signed-in`, 302)
        } catch (error) {
          return refuse(reply, error)
        }
      },
    )
  }
