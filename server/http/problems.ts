import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import { DomainError } from '../platform/errors.ts'
import { fromFramework } from './framework-errors.ts'
import { logRefusal } from './refusals.ts'
import { whereabouts } from './whereabouts.ts'

/** The one place where a failure becomes an answer: RFC 9457 problem details. The unknown is masked and logged. */
export const problems = fp(async (app: FastifyInstance) => {
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id)
  })
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const known = fromFramework(error)
    // Who is busy has no time for stacks.
    if (known.kind === 'overloaded') request.log.warn(known.kind)
    else if (known.status >= 500) request.log.error({ err: error }, known.kind)
    return sendProblem(request, reply, known)
  })
  app.setNotFoundHandler((request, reply) => {
    const allow = app.methodsAt(request.url.split('?')[0] ?? '/')
    if (allow.length === 0 || allow.includes(request.method as 'GET'))
      return sendProblem(request, reply, new DomainError('not-found', 'There is nothing at this address.'))
    const detail = `This address takes ${allow.join(', ')}.`
    return sendProblem(
      request,
      reply,
      new DomainError('method-not-allowed', detail, [], { allow: allow.join(', ') }),
    )
  })
})

/** Writes the problem document. Also used outside the error handler, for GraphQL's refusals. */
export function sendProblem(request: FastifyRequest, reply: FastifyReply, error: DomainError): FastifyReply {
  if (error.kind === 'unauthorized') reply.header('www-authenticate', 'Bearer')
  logRefusal(request, error)
  return reply
    .code(error.status)
    .headers(error.headers)
    .type('application/problem+json')
    .serializer(JSON.stringify)
    .send(problemOf(error, whereabouts(request), request.id))
}

/** The problem document. */
export const problemOf = (error: DomainError, instance: string, requestId: string) => ({
  type: `/docs/problems/${error.kind}`,
  title: error.title,
  status: error.status,
  detail: error.detail,
  instance,
  requestId,
  ...(error.errors.length > 0 && { errors: error.errors }),
  ...error.extensions,
})
