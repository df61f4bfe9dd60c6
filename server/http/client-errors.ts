import type { Socket } from 'node:net'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { v7 as newId } from 'uuid'
import { DomainError } from '../platform/errors.ts'
import { problemOf, sendProblem } from './problems.ts'

/** What could not even be read as HTTP: told on the bare socket, which is then closed. Nothing of it is logged. */
export function answerClientError(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const known = unread(error.code)
  const body = JSON.stringify(problemOf(known, '/', newId()))
  socket.write(
    [
      `HTTP/1.1 ${known.status} ${known.title}`,
      'Content-Type: application/problem+json',
      `Content-Length: ${Buffer.byteLength(body)}`,
      `Content-Security-Policy: default-src 'none'`,
      'X-Content-Type-Options: nosniff',
      'Connection: close',
      '',
      body,
    ].join('\r\n'),
  )
  socket.destroySoon()
}

function unread(code: string | undefined): DomainError {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT')
    return new DomainError('request-timeout', 'The request took too long to arrive.')
  if (code === 'HPE_HEADER_OVERFLOW')
    return new DomainError('headers-too-large', 'The headers are larger than 16 KiB together.')
  return new DomainError('bad-request', 'This is not a request of HTTP/1.1.')
}

/** An address that cannot be decoded, or with a part that is too long, leads nowhere. */
export function answerFrameworkError(
  _error: FastifyError,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  reply
    .header('content-security-policy', `default-src 'none'`)
    .header('x-content-type-options', 'nosniff')
    .header('x-request-id', request.id)
  return sendProblem(request, reply, new DomainError('bad-request', 'The address cannot be read.'))
}
