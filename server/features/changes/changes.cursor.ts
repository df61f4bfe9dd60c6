import { DomainError, invalid } from '../../platform/errors.ts'

/** A place in the feed: after this transaction's event. */
export interface Place {
  /** A PostgreSQL transaction id, 64 bits, as text. */
  xid: string
  eventId: string
  /** Everything that happened before this moment stands before the place, by app_now(); in milliseconds. */
  at: number
}

export const nobody = '00000000-0000-0000-0000-000000000000'

/** Before everything that is kept. */
export const beginning: Place = { xid: '0', eventId: nobody, at: Number.POSITIVE_INFINITY }

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

/** Throws `cursor-expired` when changes behind the place may be gone already; `keptDays` null: all are kept. */
export function requireKept({ at }: Place, keptDays: number | null, now: Date): void {
  if (keptDays === null || at >= now.getTime() - keptDays * day) return
  throw new DomainError(
    'cursor-expired',
    `Changes are kept for ${keptDays} days, and this cursor is older. Begin anew: take a cursor by from=now, read the lists, then follow it.`,
  )
}
