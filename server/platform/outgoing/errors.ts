/**
 * Why a request to the outside did not get an answer:
 * `refused_url` and `refused_address` by us, before anything was sent; `dns` the name leads nowhere; `connect` nobody
 * listens; `timeout` no answer in time; `reset` the connection broke; `tls` the certificate or the handshake; `http` the
 * answer was not HTTP.
 */
export type OutgoingCode =
  | 'refused_address'
  | 'refused_url'
  | 'dns'
  | 'connect'
  | 'timeout'
  | 'reset'
  | 'tls'
  | 'http'

/** The message is for whoever set the address up: it never says which address a name leads to. That is in the cause. */
export class OutgoingError extends Error {
  readonly code: OutgoingCode

  constructor(code: OutgoingCode, message: string, cause?: unknown) {
    super(message, { cause })
    this.name = 'OutgoingError'
    this.code = code
  }
}

const unreached = new Set([
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EADDRNOTAVAIL',
  'EACCES',
  'EPERM',
  'EHOSTDOWN',
])
const late = new Set([
  'ETIMEDOUT',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
])
const broken = new Set(['ECONNRESET', 'EPIPE', 'ECONNABORTED', 'UND_ERR_SOCKET'])

/** Gives what Node or undici threw its name. */
export function toOutgoingError(error: unknown): OutgoingError {
  if (error instanceof OutgoingError) return error
  if (error instanceof AggregateError && error.errors.length > 0)
    return toOutgoingError(error.errors[error.errors.length - 1])
  const code = codeOf(error)
  if (unreached.has(code)) return new OutgoingError('connect', 'Nobody answers at that address.', error)
  if (late.has(code)) return timedOut(error)
  if (broken.has(code))
    return new OutgoingError('reset', 'The connection broke before there was an answer.', error)
  return new OutgoingError('http', 'The answer was not HTTP that can be read.', error)
}

/** What breaks while an encrypted connection is made, and is not the network, is the handshake or the certificate. */
export function toHandshakeError(error: unknown): OutgoingError {
  const known = toOutgoingError(error)
  if (known.code !== 'http') return known
  return new OutgoingError('tls', `There is no trusted encrypted connection (${codeOf(error)}).`, error)
}

export const timedOut = (cause?: unknown): OutgoingError =>
  new OutgoingError('timeout', 'There was no answer in time.', cause)

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown'
