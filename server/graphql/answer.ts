import type { FastifyBaseLogger } from 'fastify'
import type { GraphQLFormattedError } from 'graphql'
import type { DomainError } from '../platform/errors.ts'
import { toDomainError } from '../platform/known-errors.ts'
import { GraphQLError } from './runtime.ts'
import { withoutValues } from './words.ts'

/** An answer as it goes out. Without `data` nothing was executed. */
export interface GraphAnswer {
  data?: Record<string, unknown> | null
  errors?: GraphQLFormattedError[]
}

/** An error as graphql, its compiler or Mercurius throws it. */
export interface RawError {
  message: string
  locations?: unknown
  path?: unknown
  originalError?: unknown
  extensions?: Record<string, unknown>
}

interface Telling {
  requestId: string
  /** Names of fields and types that were not asked for may be told. */
  suggesting: boolean
  log: FastifyBaseLogger
}

/**
 * The one place where a failure becomes an error of the graph: ours with their sentence and code, those of the document
 * without the values in it, and whatever is not known masked and logged.
 */
export function publicError(error: RawError, { requestId, suggesting, log }: Telling): GraphQLFormattedError {
  const { locations, path } = error
  const originalError = causeOf(error)
  const place = { ...(locations !== undefined && { locations }), ...(path !== undefined && { path }) }
  const told = (message: string, extensions: Record<string, unknown>): GraphQLFormattedError =>
    ({ message, ...place, extensions: { ...extensions, requestId } }) as GraphQLFormattedError
  const refused = refusedBy(error)
  if (refused) return told(error.message, refused)
  if (!originalError) {
    const message = withoutValues(error.message)
    return told(suggesting ? message : message.replace(/ Did you mean [\s\S]*$/, ''), { code: 'bad-request' })
  }
  const known = toDomainError(originalError)
  if (!known) log.error({ err: originalError }, 'internal')
  return told(known?.detail ?? 'Something went wrong on our side.', {
    code: known?.kind ?? 'internal',
    ...(known && known.errors.length > 0 && { errors: known.errors }),
  })
}

/** What a resolver threw; undefined where graphql itself found something wrong, such as a value that is of another type. */
const causeOf = ({ originalError }: RawError): unknown =>
  originalError instanceof GraphQLError ? causeOf(originalError) : (originalError ?? undefined)

/** A limit's refusal says all there is to say. */
const refusedBy = ({ extensions, originalError }: RawError): Record<string, unknown> | null => {
  const own = extensions ?? (originalError as RawError | undefined)?.extensions
  return own?.code === 'limit-exceeded' || own?.code === 'method-not-allowed' ? own : null
}

/**
 * HTTP's status. Answers as plain JSON are 200 once the request could be read, whatever became of it, as their readers
 * expect (GraphQL over HTTP); the graph's own media type says 400 where nothing was executed. Without a login, or while
 * the database is away, all fields fail alike, and both say so.
 */
export function statusOf(
  { data, errors }: { data?: unknown; errors?: readonly RawError[] },
  ownMediaType: boolean,
): number {
  const known: DomainError | null = toDomainError(errors?.[0] && causeOf(errors[0]))
  if (known?.status === 401) return 401
  if (errors?.[0]?.extensions?.code === 'method-not-allowed') return 405
  if (!data && known?.status === 503) return 503
  return data === undefined && ownMediaType ? 400 : 200
}
