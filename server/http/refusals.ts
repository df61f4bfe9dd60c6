import type { FastifyBaseLogger, FastifyRequest } from 'fastify'
import { catalogue, type DomainError } from '../platform/errors.ts'
import { refusalOf } from '../platform/refusals.ts'

/** Those who lack a login, a right or patience; all else is a mistake in a request, or a try at its edges. */
const alarming = new Set([401, 403, 429])

/**
 * One line for each refusal: who asked (ids of a token that was genuine), the route's pattern, and why. With the request's
 * id, which leads to the lines with the address and the status. No value of the request: pointers and details stay out.
 */
export function logRefusal(
  request: FastifyRequest,
  error: Pick<DomainError, 'status' | 'errors'> & { kind: string },
): void {
  if (error.status >= 500) return
  const { organizationId, accountId, sessionId, keyId } = request.caller ?? {}
  const route = request.is404 ? undefined : request.routeOptions.url
  const codes = [...new Set(error.errors.map(({ code }) => code))].slice(0, 5)
  const line = {
    refused: {
      kind: error.kind,
      ...(codes.length > 0 && { codes }),
      method: request.method,
      route,
      organizationId,
      ...(keyId ? { keyId } : { accountId, sessionId }),
      ...(refusalOf(error) && { login: refusalOf(error) }),
    },
  }
  if (alarming.has(error.status)) request.log.warn(line, 'refused')
  else request.log.info(line, 'refused')
}

/** The same for what the graph answers beside data: one line for each kind, as fields that fail alike are one refusal. */
export function logRefusals(
  request: FastifyRequest,
  errors: readonly { extensions?: Record<string, unknown> }[],
): void {
  const kinds = new Map<string, DomainError['errors']>()
  for (const { extensions } of errors)
    kinds.set(String(extensions?.code ?? 'bad-request'), (extensions?.errors ?? []) as DomainError['errors'])
  for (const [kind, found] of kinds) {
    const status = kind in catalogue ? catalogue[kind as keyof typeof catalogue].status : 400
    logRefusal(request, { kind, status, errors: found })
  }
}

/** The same for a socket that was not let in: it belongs to no request of HTTP that goes on. */
export const logSocketRefusal = (
  log: FastifyBaseLogger,
  kind: 'forbidden' | 'unauthorized',
  reqId: string,
): void => log.warn({ reqId, refused: { kind, method: 'SOCKET', route: '/graphql' } }, 'refused')
