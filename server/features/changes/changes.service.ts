import { actorMay, type Permission } from '../../domain/permissions.ts'
import { firstIdOf, longestTransaction } from '../../platform/event-ids.ts'
import { instant } from '../../platform/schema.ts'
import { action } from '../../platform/scope.ts'
import { beginning, cursorOf, firstIdAfter, placeOf, requireKept } from './changes.cursor.ts'
import { type ChangeRequest, type ChangeSubject, changeSubjects } from './changes.schema.ts'
import { changesAfter, watermark } from './changes.store.ts'

const readers: Record<ChangeSubject, Permission> = {
  client: 'clients:read',
  employer: 'employers:read',
  contact: 'contacts:read',
  opportunity: 'opportunities:read',
  interview: 'interviews:read',
  timeline: 'interviews:read',
  plan: 'interviews:read',
  decision: 'interviews:read',
  note: 'interviews:read',
  task: 'tasks:read',
  member: 'members:read',
  organization: 'members:read',
}

/** Everything that changed since a place in the feed, of what the caller may read, so that a copy can be kept. */
export const listChanges = action('changes:read', async (scope, request: ChangeRequest) => {
  const limit = request.limit ?? 100
  const wanted = (request.types?.split(',') ?? changeSubjects) as ChangeSubject[]
  const subjects = wanted.filter((subject) => actorMay(scope.actor, readers[subject]))
  // In this order: what commits in between is below no watermark that we have read.
  const { below, clock, ...kept } = await watermark(scope)
  // What the transactions that are still open have written, was written since then.
  const eventId = firstIdOf(clock - longestTransaction)
  const end = cursorOf({ xid: below, eventId, at: scope.now.getTime() })
  if (!request.cursor && request.from === 'now') return { data: [], cursor: end, more: false }
  const after = request.cursor ? placeOf(request.cursor) : beginning
  if (request.cursor) requireKept(after, kept, scope.now)
  const found = await changesAfter(
    scope,
    { ...after, firstId: firstIdAfter(after) },
    below,
    subjects,
    limit + 1,
  )
  const rows = found.slice(0, limit)
  const last = rows.at(-1)
  const more = found.length > limit
  const behind = BigInt(after.xid) > BigInt(below) ? request.cursor : end
  return {
    data: rows.map((row) => ({
      id: row.id,
      type: row.type,
      subjectId: row.subject_id,
      clientId: row.client_id,
      occurredAt: instant(row.occurred_at),
      data: row.data,
    })),
    cursor:
      more && last
        ? cursorOf({ xid: last.xid, eventId: last.id, at: last.occurred_at.getTime() })
        : (behind ?? end),
    more,
  }
})
