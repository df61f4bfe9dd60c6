import type { FastifyRequest } from 'fastify'
import type { DomainError } from '../platform/errors.ts'
import { refusalOf } from '../platform/refusals.ts'

/** Those who lack a login, a right or patience; all else is a mistake in a request, or a try at its edges. */
const alarming = new Set([401, 403, 429])

/**
 * One line for each refusal: who asked (ids of a token that was genuine), the route's pattern, and why. With the request's
 * id, which leads to the lines with the address and the status. No value of the request: pointers and details stay out.
 */
export function logRefusal(request: FastifyRequest, error: DomainError): void {
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
