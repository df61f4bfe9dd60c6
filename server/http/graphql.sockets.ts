import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import { handleProtocols, makeServer, type Context as SocketContext } from 'graphql-ws'
import { v7 as newId } from 'uuid'
import { type WebSocket, WebSocketServer } from 'ws'
import type { Context } from '../context.ts'
import type { KeyLookup } from '../features/api-keys/api-keys.lookup.ts'
import { type Feed, liveFeed } from '../features/live/live.feed.ts'
import { publicError, type RawError } from '../graphql/answer.ts'
import type { GraphPart } from '../graphql/part.ts'
import type { Caller } from '../platform/actor.ts'
import { DomainError } from '../platform/errors.ts'
import { withScope } from '../platform/scope.ts'
import { callerOf, preferredLocale } from './authentication.ts'
import { maySpeakFrom } from './cross-origin.ts'
import { documents } from './graphql.documents.ts'
import { hearing, refusing, type Stream } from './graphql.hearing.ts'
import { logSocketRefusal } from './refusals.ts'

const path = '/graphql'
const kibibyte = 1024
/** Sockets of this process, and subscriptions of a socket. */
const mostSockets = 2_000
const mostSubscriptions = 20
/** Milliseconds in which a socket must say who it is, between two pings, and after which it is asked whether it may still listen. */
const initWithin = 5_000
const pingEvery = 20_000
const checkEvery = 5_000
/** Milliseconds in which a reader must have taken what was sent. */
const readWithin = 5_000

/** How a socket ends beside the protocol's own codes. */
export const endings = {
  forbidden: 4403,
  tooSlow: 4429,
  tooMany: 4429,
  goingAway: 1001,
  failed: 1011,
} as const

interface Extra {
  socket: WebSocket
  id: string
  ip: string | null
  acceptLanguage: string | undefined
  caller?: Caller
  timers: NodeJS.Timeout[]
}

/**
 * Subscriptions over graphql-transport-ws. Who listens says so in the first message, as browsers send no Authorization
 * header with a socket, and no cookie counts; so another site's page can open one and learn nothing. A token's end ends it.
 */
export function graphSockets(
  app: FastifyInstance,
  context: Context,
  parts: readonly GraphPart[],
  keys: KeyLookup,
): void {
  const feed = liveFeed(context)
  const server = socketServer(app, context, parts, keys, feed)
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: 64 * kibibyte,
    perMessageDeflate: false,
    handleProtocols: (offered) => handleProtocols(offered),
  })
  app.server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy())
    const isOurs =
      request.url?.split('?')[0] === path && request.headers.upgrade?.toLowerCase() === 'websocket'
    if (!isOurs) return refuse(socket, '404 Not Found')
    if (!maySpeakFrom(context.config, request.headers)) {
      logSocketRefusal(context.log, 'forbidden', newId())
      return refuse(socket, '403 Forbidden')
    }
    if (sockets.clients.size >= mostSockets) return refuse(socket, '503 Service Unavailable')
    sockets.handleUpgrade(request, socket, head, (opened) => attend(opened, request))
  })
  const attend = (socket: WebSocket, request: IncomingMessage) => {
    const extra: Extra = {
      socket,
      id: newId(),
      ip: request.socket.remoteAddress ?? null,
      acceptLanguage: request.headers['accept-language'],
      timers: [],
    }
    let answered = true
    const pinging = setInterval(() => {
      if (!answered) socket.terminate()
      answered = false
      socket.ping()
    }, pingEvery)
    extra.timers.push(pinging)
    socket.on('pong', () => {
      answered = true
    })
    const closed = server.opened(
      {
        protocol: socket.protocol,
        send: (text) => sent(socket, text),
        close: (code, reason) => socket.close(code, reason),
        onMessage: (listen) =>
          socket.on('message', (data) => {
            listen(String(data)).catch(() => socket.close(endings.failed))
          }),
      },
      extra,
    )
    socket.on('error', () => socket.terminate())
    socket.once('close', (code, reason) => {
      for (const timer of extra.timers) clearInterval(timer)
      void closed(code, String(reason))
    })
  }
  app.addHook('preClose', async () => {
    for (const socket of sockets.clients) socket.close(endings.goingAway, 'The server is going away')
    const late = setTimeout(() => {
      for (const socket of sockets.clients) socket.terminate()
    }, 500)
    await feed.stop()
    await new Promise<void>((resolve) => sockets.close(() => resolve()))
    clearTimeout(late)
  })
}

/** Settles once it is on its way, so that nobody writes faster than it is read; who does not read at all is let go. */
function sent(socket: WebSocket, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => socket.terminate(), readWithin)
    socket.send(text, (error) => {
      clearTimeout(late)
      if (error) reject(error)
      else resolve()
    })
  })
}

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}

function socketServer(
  app: FastifyInstance,
  context: Context,
  parts: readonly GraphPart[],
  keys: KeyLookup,
  feed: Feed,
) {
  const introspection = !context.config.production
  const textOf = documents(context.config)
  const hear = hearing(app.graphql.schema, parts, context, feed, introspection)
  return makeServer<Record<string, unknown>, Extra>({
    connectionInitWaitTimeout: initWithin,
    async onConnect({ connectionParams, extra }) {
      const found = await whoListens(app, context, keys, connectionParams, extra)
      if (!found) {
        logSocketRefusal(context.log, 'unauthorized', extra.id)
        return false
      }
      const { caller, until } = found
      extra.caller = caller
      const end = () => extra.socket.close(endings.forbidden, 'The login has ended')
      if (until !== null) extra.timers.push(setTimeout(end, Math.max(until - Date.now(), 0)))
      const check = () =>
        withScope(context, caller, null, async () => {}).catch((error) => {
          if (error instanceof DomainError && error.kind === 'unauthorized') end()
        })
      extra.timers.push(setInterval(check, checkEvery))
      return true
    },
    async onSubscribe({ subscriptions, extra }, _id, payload) {
      const telling = { requestId: extra.id, suggesting: introspection, log: context.log }
      try {
        if (Object.keys(subscriptions).length > mostSubscriptions)
          throw new DomainError(
            'too-many-requests',
            `A socket takes ${mostSubscriptions} subscriptions at once.`,
          )
        const { caller, socket } = extra
        if (!caller) throw new DomainError('unauthorized', 'Say who you are first.')
        const tooSlow = () => socket.close(endings.tooSlow, 'Read faster')
        const ended = () => socket.close(endings.forbidden, 'The login has ended')
        return await hear({
          caller,
          payload: { ...payload, query: textOf(payload) },
          telling,
          tooSlow,
          ended,
        })
      } catch (error) {
        return refusing(error)
      }
    },
    subscribe: (args) => (args as unknown as Stream).stream(),
    // Whatever a subscription ends with passes here: nothing goes out as it was thrown.
    onError: ({ extra }, _id, _payload, errors) => {
      const telling = { requestId: extra.id, suggesting: introspection, log: context.log }
      return errors.flatMap(({ originalError }) =>
        thrownErrors(originalError).map((error) => publicError(error, telling)),
      )
    },
  })
}

/** One or several errors; ours are told by their sentence. */
function thrownErrors(error: unknown): RawError[] {
  const raw = error as Partial<RawError> & { wrong?: readonly RawError[] }
  if (raw.wrong) return [...raw.wrong]
  const ofDocument = raw.extensions !== undefined && !(error instanceof DomainError)
  return [ofDocument ? (raw as RawError) : { message: '', originalError: error }]
}

/** By the bearer of the first message, as in the header of a request; null for what is none, and until when it holds. */
async function whoListens(
  app: FastifyInstance,
  context: Context,
  keys: KeyLookup,
  params: SocketContext['connectionParams'],
  { id, ip, acceptLanguage }: Extra,
): Promise<{ caller: Caller; until: number | null } | null> {
  const given = params?.authorization ?? params?.Authorization
  const [, bearer] = /^Bearer +(\S+)$/i.exec(typeof given === 'string' ? given : '') ?? []
  if (!bearer) return null
  const language = params?.['accept-language'] ?? acceptLanguage
  try {
    const caller: Caller = {
      ...(await callerOf(bearer, app.jwt, keys)),
      ip,
      requestId: id,
      locale: preferredLocale(typeof language === 'string' ? language : undefined),
    }
    await withScope(context, caller, null, async () => {})
    return { caller, until: caller.keyId ? null : expiryOf(bearer) }
  } catch (error) {
    if (error instanceof DomainError && error.kind === 'unauthorized') return null
    throw error
  }
}

/** When a token ends whose signature has been found right; in milliseconds. */
function expiryOf(token: string): number {
  const { exp } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as {
    exp: number
  }
  return exp * 1000
}
