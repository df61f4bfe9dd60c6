import { createHash } from 'node:crypto'
import type { Context } from '../../context.ts'
import { writeCalendar } from '../../domain/calendar/calendar.ts'
import {
  beginOf,
  dateOf,
  entriesOf,
  type Reader,
  type ShownCall,
  type ShownInterview,
} from '../../domain/calendar/entries.ts'
import type { Caller } from '../../platform/actor.ts'
import { DomainError, notFound } from '../../platform/errors.ts'
import { action, perform, type Scope } from '../../platform/scope.ts'
import { relationTo } from '../clients/clients.access.ts'
import { clientsByIds } from '../clients/clients.store.ts'
import { describeTask } from '../tasks/tasks.present.ts'
import * as store from './calendar.store.ts'
import type { CalendarFeedRow } from './feeds.entity.ts'
import { feedBehind, feedById, noteFetch } from './feeds.store.ts'

/** Raised when the same entries are written in another way, so that nobody keeps the old. */
const form = 1
const day = 86_400_000
const [daysBack, daysAhead] = [30, 366]

interface Asked {
  feedId: string
  /** The panel's address. */
  panel: string
  /** Whether who asks has this state already. */
  isKnown(etag: string, changedAt: Date): boolean
}

export interface Calendar {
  etag: string
  changedAt: Date
  /** Null: who asks has it already. */
  text: string | null
}

const readCalendar = action('interviews:read', async (scope, asked: Asked): Promise<Calendar> => {
  const feed = await feedById(scope, asked.feedId)
  // A coach's feed about one client ends with the coach's access to them.
  if (feed.memberId && feed.clientId && !(await relationTo(scope, feed.clientId))) throw notFound('calendar')
  const { timeZone, locale, name, role } = scope.actor
  const today = dateOf(scope.now, timeZone)
  const span = {
    from: new Date(beginOf(today, timeZone).getTime() - daysBack * day),
    until: new Date(beginOf(today, timeZone).getTime() + daysAhead * day),
  }
  const interviews = store.interviewsIn(scope, feed, span)
  const calls = store.callsIn(scope, feed, span)
  const reader: Reader = {
    ...{ locale, timeZone, today, feedId: feed.id, panel: asked.panel },
    namesClients: role !== 'client' && feed.clientId === null,
  }
  const title = `Afterword: ${(await clientName(scope, feed)) ?? name}`
  const tagOf = (...fingerprints: string[]) => tagFrom(scope, { ...reader, title }, fingerprints)

  const known = tagOf(await store.fingerprintIn(scope, interviews), await store.fingerprintIn(scope, calls))
  const changedAt = await noteFetch(scope, feed, known)
  if (asked.isKnown(known, changedAt)) return { etag: known, changedAt, text: null }

  // Read once more, with a fingerprint of their own: the rows may have changed just now.
  const meetings = await store.rowsIn<ShownInterview>(scope, interviews)
  const phoned = await store.rowsIn<store.CallIn>(scope, calls)
  const etag = tagOf(meetings.fingerprint, phoned.fingerprint)
  const entries = entriesOf(meetings.rows, shownCalls(scope, phoned.rows), reader)
  return {
    etag,
    changedAt: etag === known ? changedAt : await noteFetch(scope, feed, etag),
    text: writeCalendar(title, entries),
  }
})

/** The name of whom a coach's feed about one client alone is about. */
async function clientName(scope: Scope, { memberId, clientId }: CalendarFeedRow): Promise<string | null> {
  if (!memberId || !clientId) return null
  const [client] = await clientsByIds(scope, [clientId])
  return client?.name ?? null
}

/** A strong ETag: all that the text is made of. */
const tagFrom = ({ withheld }: Scope, reader: object, fingerprints: readonly string[]): string => {
  const made = [form, reader, [...withheld.contacts].sort(), ...fingerprints]
  return `"${createHash('sha256').update(JSON.stringify(made)).digest('base64url').slice(0, 22)}"`
}

const shownCalls = ({ locale, withheld }: Scope, rows: readonly store.CallIn[]): ShownCall[] =>
  rows.map((row) => {
    const person = withheld.contacts.has(row.clientId) ? null : row.person
    return {
      ...row,
      title: describeTask({ ...row, rule: null, cancelReason: null, status: 'due' }, person, locale).title,
    }
  })

const token = /^[\w-]{43}$/

/**
 * The calendar behind a secret address, as whoever made it may see it now. Throws `not-found`, always the same, for an
 * address that was never given out, has been revoked, or whose owner has no access any more.
 */
export async function calendarBehind(
  context: Context,
  secret: string,
  { isKnown, ip, requestId }: Pick<Asked, 'isKnown'> & Pick<Caller, 'ip' | 'requestId'>,
): Promise<Calendar> {
  const found = token.test(secret) ? await feedBehind(context.api, secret) : null
  if (!found) throw notFound('calendar')
  const { organizationId, feedId } = found
  const caller = {
    organizationId,
    feedId,
    sessionId: null,
    accountId: null,
    keyId: null,
    locale: null,
    ip,
    requestId,
  }
  const panel = context.config.publicUrl.replace(/\/$/, '')
  try {
    return await perform(context, caller, readCalendar, { feedId, panel, isKnown })
  } catch (error) {
    if (error instanceof DomainError && error.kind === 'unauthorized') throw notFound('calendar')
    throw error
  }
}
