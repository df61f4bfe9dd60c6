import type { FastifyInstance, FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import { type Locale, locales } from '../domain/vocabulary.ts'
import type { KeyLookup } from '../features/api-keys/api-keys.lookup.ts'
import { holdsKey, looksLikeKey } from '../features/api-keys/api-keys.text.ts'
import type { Caller } from '../platform/actor.ts'
import { DomainError } from '../platform/errors.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Who calls; set by the authenticated scope before anything of the request is read. */
    caller: Caller
  }
}

/**
 * Every route that is registered behind this needs a valid access token or an API key. They give ids; what their bearer
 * may do is read anew from the database.
 */
export const authentication = fp(async (app: FastifyInstance, { keys }: { keys: KeyLookup }) => {
  app.decorateRequest('caller', null as unknown as Caller)
  app.addHook('onRoute', (route) => {
    route.config = { ...route.config, access: 'bearer' }
  })
  app.addHook('onRequest', async (request) => {
    request.caller = {
      ...(await bearerOf(request, keys)),
      ip: request.ip,
      requestId: request.id,
      locale: preferredLocale(request.headers['accept-language']),
    }
  })
})

async function bearerOf(
  request: FastifyRequest,
  keys: KeyLookup,
): Promise<Pick<Caller, 'organizationId' | 'sessionId' | 'accountId' | 'keyId'>> {
  if (holdsKey(request.url)) throw keyInAddress()
  const [, bearer] = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '') ?? []
  return callerOf(bearer ?? '', request.server.jwt, keys)
}

/** Whose access token or API key this is. Throws `unauthorized` for what is neither. */
export async function callerOf(
  bearer: string,
  tokens: FastifyInstance['jwt'],
  keys: KeyLookup,
): Promise<Pick<Caller, 'organizationId' | 'sessionId' | 'accountId' | 'keyId'>> {
  if (looksLikeKey(bearer)) {
    const owner = await keys.find(bearer)
    keys.used(owner)
    return { ...owner, sessionId: null, accountId: null }
  }
  const claims = bearer ? await tokens.verify(bearer) : null
  if (!claims)
    throw new DomainError('unauthorized', 'Send a valid access token as "Authorization: Bearer …".')
  const { org, sid, sub } = claims
  return { organizationId: org, sessionId: sid, accountId: sub, keyId: null }
}

const keyInAddress = () =>
  new DomainError(
    'bad-request',
    'An API key does not belong in an address: servers on the way write it down. Revoke this one, and send the next as "Authorization: Bearer …".',
  )

/** The first of our languages in an Accept-Language header (RFC 9110), by its weights; null when it names none. */
export function preferredLocale(header: string | undefined): Locale | null {
  if (!header || header.length > 500) return null
  const wanted = header.split(',').map((part) => {
    const [tag = '', ...parameters] = part.trim().split(';')
    const weight = parameters.map((text) => /^\s*q=([\d.]+)\s*$/.exec(text)?.[1]).find(Boolean)
    return {
      language: tag.trim().toLowerCase().split('-')[0],
      weight: weight === undefined ? 1 : Number(weight),
    }
  })
  const best = wanted
    .filter(({ language, weight }) => weight > 0 && locales.includes(language as Locale))
    .sort((a, b) => b.weight - a.weight)[0]
  return (best?.language as Locale) ?? null
}
