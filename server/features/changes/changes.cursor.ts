import { DomainError, invalid } from '../../platform/errors.ts'
import { firstIdOf, longestTransaction, momentOfId } from '../../platform/event-ids.ts'

/** A place in the feed: after this transaction's event. */
export interface Place {
  /** A PostgreSQL transaction id, 64 bits, as text. */
  xid: string
  /** An event's, or one that tells when: all that follows was made after it, less the life of a transaction. */
  eventId: string
  /** Everything that happened before this moment stands before the place, by app_now(); in milliseconds. */
  at: number
}

/** Before everything that is kept. */
export const beginning: Place = { xid: '0', eventId: firstIdOf(0), at: Number.POSITIVE_INFINITY }

const form = /^(\d{1,19})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.(\d{1,15})$/

export const cursorOf = ({ xid, eventId, at }: Place): string =>
  Buffer.from(`${xid}.${eventId}.${at}`).toString('base64url')

/** Throws `validation-failed` for what is no cursor of ours. */
export function placeOf(cursor: string): Place {
  const [, xid, eventId, at] = form.exec(Buffer.from(cursor, 'base64url').toString('latin1')) ?? []
  if (xid && eventId && BigInt(xid) < 2n ** 63n) return { xid, eventId, at: Number(at) }
  throw invalid('cursor', 'cursor_invalid', 'The cursor is not from this feed. Start without one.')
}

const day = 86_400_000

/** The id from which on an event can follow a place. */
export const firstIdAfter = ({ eventId }: Place): string =>
  firstIdOf(momentOfId(eventId) - longestTransaction)

/** How long changes are kept. */
export interface Kept {
  /** By the practice's own setting; null: as long as the installation keeps them. */
  days: number | null
  /** Before this moment, in milliseconds of real time, the installation has dropped all; 0: nothing yet. */
  since: number
}

/** Throws `cursor-expired` when changes behind the place may be gone already. */
export function requireKept(place: Place, { days, since }: Kept, now: Date): void {
  const byPractice = days === null || place.at >= now.getTime() - days * day
  // Cursors of earlier releases do not tell their moment by an id.
  const made = momentOfId(place.eventId) || place.at
  if (byPractice && made >= since) return
  const kept = byPractice ? 'Older changes have been dropped' : `Changes are kept for ${days} days`
  throw new DomainError(
    'cursor-expired',
    `${kept}, and this cursor is older. Begin anew: take a cursor by from=now, read the lists, then follow it.`,
  )
}
