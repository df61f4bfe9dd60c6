import { Agent } from 'undici'
import { headersOf, readBeginning } from './answer.ts'
import { guardedConnector } from './connect.ts'
import { OutgoingError, timedOut, toOutgoingError } from './errors.ts'
import type { AllowedNetworks } from './networks.ts'
import { type Resolve, systemResolve } from './resolve.ts'
import { checkUrl } from './url.ts'

export interface OutgoingRequest {
  headers: Record<string, string>
  body: string
  /** All of it: looking up, connecting, sending, and reading the answer. */
  timeoutMs: number
  /** How much of the answer's body is read. */
  maxBytes: number
}

export interface OutgoingAnswer {
  /** A redirect's too: none is followed. */
  status: number
  headers: Record<string, string>
  body: string
  /** The body had more than maxBytes, broke off, or took too long. */
  truncated: boolean
  /** Milliseconds until the answer was read. */
  ms: number
}

/** Sends requests to addresses that people typed in. */
export interface Outgoing {
  /** Throws {@link OutgoingError} unless there was an answer, of whatever status. */
  post(url: string, request: OutgoingRequest): Promise<OutgoingAnswer>
  /** Ends all connections. */
  close(): Promise<void>
}

export interface OutgoingOptions {
  allow: AllowedNetworks
  /** Other name servers than this machine's. */
  resolve?: Resolve
  /** Certificates to trust beside Node's, as PEM. */
  ca?: string
}

/** Connections of its own, which no proxy variable of the environment leads elsewhere. */
export function createOutgoing({ allow, resolve = systemResolve(allow), ca }: OutgoingOptions): Outgoing {
  const agent = new Agent({
    connect: guardedConnector({ allow, resolve, ca }),
    allowH2: false,
    pipelining: 1,
    keepAliveTimeout: 4_000,
    keepAliveMaxTimeout: 10_000,
    maxHeaderSize: 16_384,
  })
  return {
    post: (url, request) => post(agent, url, request, allow),
    close: () => agent.destroy(),
  }
}

async function post(
  agent: Agent,
  url: string,
  { headers, body, timeoutMs, maxBytes }: OutgoingRequest,
  allow: AllowedNetworks,
): Promise<OutgoingAnswer> {
  const fault = checkUrl(url, allow)
  if (fault)
    throw new OutgoingError(fault.code === 'address' ? 'refused_address' : 'refused_url', fault.message)
  const start = performance.now()
  const deadline = new AbortController()
  const timer = setTimeout(() => deadline.abort(timedOut()), timeoutMs)
  try {
    const { origin, pathname, search } = new URL(url)
    const answering = agent.request({
      origin,
      path: pathname + search,
      method: 'POST',
      headers,
      body,
      signal: deadline.signal,
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
    })
    // The signal alone would only be heard once there is a connection.
    const answer = await Promise.race([answering, aborted(deadline.signal)])
    const beginning = await readBeginning(answer.body, maxBytes)
    const ms = Math.round(performance.now() - start)
    return { status: answer.statusCode, headers: headersOf(answer.headers), ...beginning, ms }
  } catch (error) {
    throw toOutgoingError(error)
  } finally {
    clearTimeout(timer)
  }
}

const aborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
