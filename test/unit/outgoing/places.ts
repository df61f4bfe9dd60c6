import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer, type RequestListener } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { type AddressInfo, createServer as createTcpServer, type Server, Socket } from 'node:net'
import { afterAll, beforeAll } from 'vitest'
import type { OutgoingRequest } from '../../../server/platform/outgoing/post.ts'

const pem = (name: string) =>
  readFileSync(new URL(`../../fixtures/tls/receiver.${name}.pem`, import.meta.url), 'utf8')

/** The certificate of the secure places, for hooks.afterword.test and 127.0.0.2. */
export const certificate = pem('cert')

export const request = (more: Partial<OutgoingRequest> = {}): OutgoingRequest => ({
  headers: { 'content-type': 'application/json' },
  body: '{"type":"ping"}',
  timeoutMs: 10_000,
  maxBytes: 65_536,
  ...more,
})

/** Somewhere on this machine that counts who comes. */
export interface Place {
  port: number
  connections: number
  requests: number
  /** Bytes that came in over all connections. */
  bytes: () => number
}

async function place(host: string, server: Server): Promise<Place> {
  const sockets: Socket[] = []
  const here = { port: 0, connections: 0, requests: 0, bytes: () => sum(sockets) }
  server.on('connection', (socket) => {
    here.connections += 1
    sockets.push(socket)
    socket.on('error', () => {})
  })
  server.on('request', () => {
    here.requests += 1
  })
  server.listen(0, host)
  await once(server, 'listening')
  here.port = (server.address() as AddressInfo).port
  afterAll(() => {
    server.close()
    for (const socket of sockets) socket.destroy()
  })
  return here
}

const sum = (sockets: Socket[]) => sockets.reduce((bytes, socket) => bytes + socket.bytesRead, 0)

/** Answers over HTTP. */
export const httpPlace = (host: string, answer: RequestListener = (_, reply) => reply.end('ok')) =>
  place(host, createServer({ keepAlive: false }, answer))

/** Answers over HTTP and TLS, with {@link certificate}. */
export const securePlace = (host: string, answer: RequestListener = (_, reply) => reply.end('ok')) =>
  place(host, createSecureServer({ key: pem('key'), cert: certificate }, answer))

/** Does with a connection what it likes. */
export const tcpPlace = (host: string, meet: (socket: Socket) => void = () => {}) =>
  place(host, createTcpServer(meet))

/** Every address to which this process begins to connect while the tests of a file run. */
export function watchAttempts(): string[] {
  const attempts: string[] = []
  const connect = Socket.prototype.connect
  beforeAll(() => {
    Socket.prototype.connect = function (this: Socket, ...args: unknown[]) {
      this.on('connectionAttempt', (address: string) => attempts.push(address))
      return Reflect.apply(connect, this, args) as Socket
    } as typeof connect
  })
  afterAll(() => {
    Socket.prototype.connect = connect
  })
  return attempts
}
