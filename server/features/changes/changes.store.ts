import type { Scope } from '../../platform/scope.ts'
import { allowedClients, visibleClients } from '../clients/clients.access.ts'
import { visibleContacts } from '../contacts/contacts.store.ts'
import { visibleEmployers } from '../employers/employers.store.ts'
import type { Kept, Place } from './changes.cursor.ts'
import type { ChangeSubject } from './changes.schema.ts'

export interface ChangeRow {
  id: string
  type: string
  subject_id: string
  client_id: string | null
  occurred_at: Date
  data: Record<string, unknown>
  xid: string
}

/** What is gone can not be looked up any more; the bare id tells nobody anything. */
const gone = `e.type IN ('contact.deleted', 'contact.erased', 'employer.deleted')`

/**
 * All transactions below this one have ended, so that nothing can still appear before it: a reader who stays below
 * misses nothing, however late a neighbour commits. And how long changes are kept, with the database's own clock.
 */
export async function watermark({
  db,
  organizationId,
}: Scope): Promise<Kept & { below: string; clock: number }> {
  const [row] = await db.query(
    `SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS below, keep_events_days AS days,
       extract(epoch FROM now())::float8 * 1000 AS clock,
       greatest(0, extract(epoch FROM events_kept_since())::float8 * 1000) AS since
     FROM organization WHERE id = $1`,
    [organizationId],
  )
  return row
}

/** Up to `limit` changes after a place and below the watermark, of what the caller sees, in the order of the feed. */
export function changesAfter(
  scope: Scope,
  { xid, eventId, firstId }: Place & { firstId: string },
  below: string,
  subjects: readonly ChangeSubject[],
  limit: number,
): Promise<ChangeRow[]> {
  const pipelines = visibleClients(scope)
  const clients = allowedClients(scope)
  const contacts = visibleContacts(scope).select('t.id')
  const employers = visibleEmployers(scope).select('t.id')
  const forMembers = scope.actor.role === 'client' ? 'false' : 'true'
  const [sql, values] = scope.db.connection.driver.escapeQueryWithParameters(
    `SELECT e.id, e.type, e.subject_id, e.client_id, e.occurred_at, e.data, e.xid::text AS xid FROM event e
     WHERE e.organization_id = :organizationId AND (e.xid, e.id) > (CAST(:xid AS xid8), CAST(:eventId AS uuid))
       AND e.xid < CAST(:below AS xid8) AND e.id >= CAST(:firstId AS uuid) AND split_part(e.type, '.', 1) = ANY(:subjects)
       AND CASE split_part(e.type, '.', 1)
         WHEN 'client' THEN e.subject_id IN (${clients.sql})
         WHEN 'contact' THEN ${gone} OR e.subject_id IN (${contacts.getQuery()})
         WHEN 'employer' THEN ${gone} OR e.subject_id IN (${employers.getQuery()})
         WHEN 'member' THEN ${forMembers}
         WHEN 'organization' THEN ${forMembers}
         ELSE e.client_id IN (${pipelines.sql}) END
     ORDER BY e.xid, e.id LIMIT :limit`,
    {
      ...pipelines.parameters,
      ...contacts.getParameters(),
      ...employers.getParameters(),
      ...{ organizationId: scope.organizationId, xid, eventId, firstId, below, subjects, limit },
    },
  )
  return scope.db.query(sql, values)
}
