import type { FastifyReply, FastifyRequest } from 'fastify'
import { DomainError } from '../platform/errors.ts'

const tag = (version: number) => `"v${version}"`

/** Sends one record with its strong ETag; 304 without a body when the reader has this version already. */
export function sendVersioned<T extends { version: number }>(
  request: FastifyRequest,
  reply: FastifyReply,
  record: T,
) {
  reply.header('etag', tag(record.version)).header('vary', 'accept-language, authorization')
  const known = request.headers['if-none-match']
  if (request.method === 'GET' && known && namesVersion(known, record.version, true))
    return reply.code(304).send()
  return reply.send(record)
}

/** Answers 201 with the new record, its address and its ETag. */
export function sendCreated<T extends { id: string; version: number }>(
  reply: FastifyReply,
  path: string,
  record: T,
) {
  return reply
    .code(201)
    .header('location', `${path}/${record.id}`)
    .header('etag', tag(record.version))
    .send(record)
}

/** A check to run against the stored version: throws `version-mismatch` unless If-Match names it. */
export type VersionCheck = (stored: number) => void

/** Reads If-Match (RFC 9110: `*`, lists; weak tags never match). Throws `version-required` without the header when it must be there. */
export function versionCheck(request: FastifyRequest, required: boolean): VersionCheck {
  const header = request.headers['if-match']
  if (header === undefined) {
    if (required)
      throw new DomainError(
        'version-required',
        'Send If-Match with the ETag of the version that you are changing, or * for any.',
      )
    return () => {}
  }
  return (stored) => {
    if (!namesVersion(header, stored, false))
      throw new DomainError(
        'version-mismatch',
        'It has been changed since you loaded it, so nothing was written. Load it anew and decide again.',
      )
  }
}

function namesVersion(header: string, version: number, weakToo: boolean): boolean {
  if (header.trim() === '*') return true
  return header.split(',').some((part) => {
    const text = part.trim()
    return text === tag(version) || (weakToo && text === `W/${tag(version)}`)
  })
}
