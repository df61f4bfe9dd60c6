import type { FastifyError } from 'fastify'
import { DomainError, type FieldError } from '../platform/errors.ts'
import { toDomainError } from '../platform/known-errors.ts'
import { schemaErrors } from './schema-errors.ts'

/** What a thrown value means to the caller, Fastify's own refusals included; whatever is not known becomes `internal`. */
export function fromFramework(thrown: unknown): DomainError {
  const known = toDomainError(thrown)
  if (known) return known
  const error = (thrown ?? {}) as Partial<FastifyError>
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
      return new DomainError('request-timeout', 'The request took too long to arrive.')
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
