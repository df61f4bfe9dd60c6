import { invalid } from '../../platform/errors.ts'

/** A place in the feed: after this transaction's event. */
export interface Place {
  /** A PostgreSQL transaction id, 64 bits, as text. */
  xid: string
  eventId: string
}

export const nobody = '00000000-0000-0000-0000-000000000000'

/** Before everything. */
export const beginning: Place = { xid: '0', eventId: nobody }

const form = /^(\d{1,19})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/

export const cursorOf = ({ xid, eventId }: Place): string =>
  Buffer.from(`${xid}.${eventId}`).toString('base64url')

/** Throws `validation-failed` for what is no cursor of ours. */
export function placeOf(cursor: string): Place {
  const [, xid, eventId] = form.exec(Buffer.from(cursor, 'base64url').toString('latin1')) ?? []
  if (xid && eventId && BigInt(xid) < 2n ** 63n) return { xid, eventId }
  throw invalid('cursor', 'cursor_invalid', 'The cursor is not from this feed. Start without one.')
}
