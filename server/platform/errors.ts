/** Every way in which a request can fail: status and public title. The kind is the last part of the problem's `type`. */
export const catalogue = {
  'bad-request': { status: 400, title: 'The request cannot be read' },
  'validation-failed': { status: 400, title: 'The request is not valid' },
  unauthorized: { status: 401, title: 'Log in first' },
  'second-factor': { status: 401, title: 'The second factor is missing' },
  forbidden: { status: 403, title: 'Your role does not allow this' },
  'second-factor-required': { status: 403, title: 'Set up a second factor first' },
  'not-found': { status: 404, title: 'There is nothing here that you may see' },
  'method-not-allowed': { status: 405, title: 'This address does not take that method' },
  'not-acceptable': { status: 406, title: 'That form of answer does not exist' },
  'request-timeout': { status: 408, title: 'The request did not arrive in time' },
  conflict: { status: 409, title: 'The present state does not allow this' },
  'cursor-expired': { status: 410, title: 'That place in the feed is no longer kept' },
  'version-mismatch': { status: 412, title: 'Somebody changed it in the meantime' },
  'payload-too-large': { status: 413, title: 'The request is too large' },
  'unsupported-media-type': { status: 415, title: 'That content type is not understood' },
  'reference-not-found': { status: 422, title: 'Something that the request refers to does not exist' },
  'rule-violated': { status: 422, title: 'This contradicts what is stored' },
  'version-required': { status: 428, title: 'Say which version you are changing' },
  'too-many-requests': { status: 429, title: 'Too many tries' },
  'headers-too-large': { status: 431, title: 'The headers are too large' },
  internal: { status: 500, title: 'Something went wrong on our side' },
  overloaded: { status: 503, title: 'The server is busy' },
  unavailable: { status: 503, title: 'The database cannot be reached' },
} as const satisfies Record<string, { status: number; title: string }>

export type ErrorKind = keyof typeof catalogue
export const errorKinds = Object.keys(catalogue) as ErrorKind[]

/** One thing wrong with the input: where (a JSON pointer into the body, or the parameter's name), what, in words. */
export interface FieldError {
  pointer: string
  code: string
  message: string
}

type Extensions = Readonly<Record<string, string | number | readonly { id: string; name: string }[]>>

/** A failure that the caller is told about. Anything else that is thrown is masked and logged. */
export class DomainError extends Error {
  readonly kind: ErrorKind
  readonly status: number
  readonly title: string
  /** One sentence for a person: what is wrong and what helps. Never a value that the caller may not see. */
  readonly detail: string
  readonly errors: FieldError[]
  readonly headers: Record<string, string>
  /** Members of the problem document beside the usual (RFC 9457, 3.2). */
  readonly extensions: Extensions

  constructor(
    kind: ErrorKind,
    detail: string,
    errors: FieldError[] = [],
    headers: Record<string, string> = {},
    extensions: Extensions = {},
  ) {
    super(detail)
    this.name = 'DomainError'
    this.kind = kind
    this.status = catalogue[kind].status
    this.title = catalogue[kind].title
    this.detail = detail
    this.errors = errors
    this.headers = headers
    this.extensions = extensions
  }
}

/** The same answer for what does not exist, is another organization's, or is not visible to the caller. */
export const notFound = (noun: string): DomainError =>
  new DomainError('not-found', `There is no such ${noun}, or you may not see it.`)

/** A body refers to something that does not exist for the caller. */
export const referenceNotFound = (pointer: string, noun: string): DomainError =>
  new DomainError('reference-not-found', `The ${noun} that the request names does not exist.`, [
    { pointer, code: 'reference_not_found', message: `There is no such ${noun}.` },
  ])

/** The request alone is wrong at one place. */
export const invalid = (pointer: string, code: string, message: string): DomainError =>
  new DomainError('validation-failed', sentence(pointer, message), [{ pointer, code, message }])

/** The request is well formed but contradicts what is stored, at one place. */
export const violates = (pointer: string, code: string, message: string): DomainError =>
  new DomainError('rule-violated', sentence(pointer, message), [{ pointer, code, message }])

/** What is said of a place is no sentence without the place. */
const sentence = (pointer: string, message: string): string =>
  /^[A-Z].*\.$/.test(message) ? message : `${pointer || 'The request'} ${message}.`

export const conflict = (code: string, detail: string): DomainError =>
  new DomainError('conflict', detail, [{ pointer: '', code, message: detail }])

// Class 08 and 57P: the connection or the server went away; 57014: it took longer than the statement's time; 53300: no more connections; 25006: a standby after failover.
const away = /^(08|57P|57014|53300|25006)/
const awayCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOTFOUND',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENOENT',
])
// The last: TypeORM has given a connection up that broke between two statements of ours, who release none before the end.
const awayMessage =
  /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|not queryable|Cannot use a pool after|already released|Query read timeout/

/** True when the database could not be reached, so that the request may be tried again later. */
export const isDatabaseAway = (error: unknown): boolean =>
  causes(error).some(
    ({ code, message }) =>
      (typeof code === 'string' && (away.test(code) || awayCodes.has(code))) || awayMessage.test(message),
  )

/** True when all connections were in use, ours (the wording of pg-pool) or the server's. */
export const isPoolExhausted = (error: unknown): boolean =>
  causes(error).some(
    ({ code, message }) => code === '53300' || message === 'timeout exceeded when trying to connect',
  )

/** A failure with those that it came of. */
function causes(error: unknown): (Error & { code?: unknown })[] {
  const found: Error[] = []
  for (let at = error; at instanceof Error; at = at.cause ?? (at as { driverError?: unknown }).driverError)
    found.push(at)
  return found
}

/** The name of the constraint that a write violated, or null. */
export function violatedConstraint(error: unknown): string | null {
  const { code, constraint, driverError } = (error ?? {}) as {
    code?: string
    constraint?: string
    driverError?: unknown
  }
  if (typeof code === 'string' && code.startsWith('23')) return constraint ?? ''
  return driverError && driverError !== error ? violatedConstraint(driverError) : null
}

/** True when the database ended one of several transactions that waited for each other. */
export function isDeadlock(error: unknown): boolean {
  const { code, driverError } = (error ?? {}) as { code?: string; driverError?: unknown }
  if (code === '40P01' || code === '40001') return true
  return driverError !== undefined && driverError !== error && isDeadlock(driverError)
}
