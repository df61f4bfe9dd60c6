import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { DomainError } from '../platform/errors.ts'

/** A strong ETag of a record. */
export type Tag<T> = (record: T) => string
export interface Versioned {
  version: number
}

export const versionTag: Tag<Versioned> = ({ version }) => `"v${version}"`

/**
 * For an answer that also shows what other records hold (an employer's name, the next task): it may differ while the
 * version is the same, so the content is in the tag too. If-Match looks at the version alone.
 */
export const contentTag: Tag<Versioned> = (record) => {
  const digest = createHash('sha256').update(JSON.stringify(record)).digest('base64url')
  return `"v${record.version}.${digest.slice(0, 22)}"`
}

/** Sends one record with its strong ETag; 304 without a body when the reader has this version already. */
export function sendVersioned<T extends Versioned>(
  request: FastifyRequest,
  reply: FastifyReply,
  record: T,
  tagOf: Tag<T> = versionTag,
) {
  const etag = tagOf(record)
  vary(reply.header('etag', etag))
  if (request.method === 'GET' && isKnown(request, etag)) return reply.code(304).send()
  return reply.send(record)
}

/** Whether the reader has this already, by If-None-Match. */
export function isKnown({ headers }: FastifyRequest, etag: string): boolean {
  const known = headers['if-none-match']
  return known !== undefined && names(known, (tag) => tag === etag || tag === `W/${etag}`)
}

/** An answer depends on the reader and their language, beside what others have said, such as the origin. */
export const vary = (reply: FastifyReply): FastifyReply =>
  reply.header(
    'vary',
    [...new Set([reply.getHeader('vary') ?? [], 'accept-language', 'authorization'].flat())].join(', '),
  )

/** Answers 201 with the new record, its address and its ETag. */
export function sendCreated<T extends Versioned & { id: string }>(
  reply: FastifyReply,
  path: string,
  record: T,
  tagOf: Tag<T> = versionTag,
) {
  return reply.code(201).header('location', `${path}/${record.id}`).header('etag', tagOf(record)).send(record)
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
    if (!names(header, (tag) => versionIn.exec(tag)?.[1] === String(stored)))
      throw new DomainError(
        'version-mismatch',
        'It has been changed since you loaded it, so nothing was written. Load it anew and decide again.',
      )
  }
}

const versionIn = /^"v(\d+)(?:\.[\w-]+)?"$/

/** Does a list of tags have one that fits? `*` fits all. */
function names(header: string, fits: (tag: string) => boolean): boolean {
  if (header.trim() === '*') return true
  return header.split(',').some((part) => fits(part.trim()))
}
