import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import { CadenceInputError } from '../domain/cadence/errors.ts'
import { DomainError, type FieldError, isDatabaseAway, violatedConstraint } from '../platform/errors.ts'
import { schemaErrors } from './schema-errors.ts'

/** The one place where a failure becomes an answer: RFC 9457 problem details. The unknown is masked and logged. */
export const problems = fp(async (app: FastifyInstance) => {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const known = toDomainError(error)
    if (known.status >= 500) request.log.error({ err: error }, known.kind)
    return sendProblem(request, reply, known)
  })
  app.setNotFoundHandler((request, reply) => {
    const allow = app.methodsAt(request.url.split('?')[0] ?? '/')
    if (allow.length === 0)
      return sendProblem(request, reply, new DomainError('not-found', 'There is nothing at this address.'))
    const detail = `This address takes ${allow.join(', ')}.`
    return sendProblem(
      request,
      reply,
      new DomainError('method-not-allowed', detail, [], { allow: allow.join(', ') }),
    )
  })
})

/** Says what a thrown value means to the caller; whatever is not known becomes `internal`. */
export function toDomainError(error: unknown): DomainError {
  if (error instanceof DomainError) return error
  if (error instanceof CadenceInputError) {
    const { pointer, code, message } = error
    return new DomainError('validation-failed', `${pointer} ${message}.`, [{ pointer, code, message }])
  }
  if (isDatabaseAway(error))
    return new DomainError(
      'unavailable',
      'The database cannot be reached at the moment. Nothing was changed; try again in a few seconds.',
      [],
      { 'retry-after': '2' },
    )
  if (violatedConstraint(error) !== null)
    return new DomainError(
      'conflict',
      'Somebody else wrote something in the meantime that excludes this. Load it anew.',
    )
  return fromFramework(error as FastifyError)
}

function fromFramework(error: Partial<FastifyError>): DomainError {
  if (error.validation) {
    const errors = schemaErrors(error as FastifyError)
    return new DomainError('validation-failed', describe(errors), errors)
  }
  const body = (code: string, message: string): FieldError[] => [{ pointer: '', code, message }]
  switch (error.statusCode) {
    case 400:
      return new DomainError(
        'bad-request',
        'The body is not valid JSON.',
        body('not_json', 'must be valid JSON'),
      )
    case 413:
      return new DomainError('payload-too-large', 'The body is larger than this address takes.')
    case 415:
      return new DomainError('unsupported-media-type', 'Send the body as application/json.')
    case 401:
      return new DomainError('unauthorized', 'Send a valid access token as "Authorization: Bearer …".', [], {
        'www-authenticate': 'Bearer',
      })
    case 406:
      return new DomainError('not-acceptable', 'This address answers in JSON.')
    case 408:
      return new DomainError('bad-request', 'The request took too long to arrive.')
    default:
      return new DomainError(
        'internal',
        'This was not your doing, and nothing was changed. It has been recorded; name the request id when you report it.',
      )
  }
}

const describe = (errors: FieldError[]): string =>
  errors
    .map(({ pointer, message }) => (pointer ? `${pointer} ${message}.` : `The body ${message}.`))
    .join(' ')

/** Writes the problem document. Also used outside the error handler, for GraphQL's refusals. */
export function sendProblem(request: FastifyRequest, reply: FastifyReply, error: DomainError): FastifyReply {
  if (error.kind === 'unauthorized') reply.header('www-authenticate', 'Bearer')
  return reply
    .code(error.status)
    .headers(error.headers)
    .type('application/problem+json')
    .serializer(JSON.stringify)
    .send({
      type: `/docs/problems/${error.kind}`,
      title: error.title,
      status: error.status,
      detail: error.detail,
      instance: request.url.split('?')[0],
      requestId: request.id,
      ...(error.errors.length > 0 && { errors: error.errors }),
    })
}
