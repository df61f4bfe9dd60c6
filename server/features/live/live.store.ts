import type { EntityManager } from 'typeorm'

/** Something that happened to a task or an interview. */
export interface Happening {
  id: string
  type: string
  subjectId: string
  clientId: string
  occurredAt: Date
}

interface Read {
  happenings: Happening[]
  /** Where the next reading begins. */
  from: string
}

/** More than any one transaction writes, so that each reading gets further. */
const most = 50_000

/** Where the events of this moment begin: whatever commits from now on is at this transaction or later. */
export async function presentPlace(db: EntityManager): Promise<string> {
  const [row] = await db.query('SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS place')
  return row.place
}

/**
 * The events from this place on, in the order of their transactions. What has not committed yet is at the next place or
 * later, so nothing is missed; what was read already may come again while an older transaction is open.
 */
export async function happeningsFrom(
  db: EntityManager,
  organizationId: string,
  place: string,
): Promise<Read> {
  const rows = await db.query(
    `SELECT e.id, e.type, e.subject_id AS "subjectId", e.client_id AS "clientId", e.occurred_at AS "occurredAt",
       pg_snapshot_xmin(pg_current_snapshot())::text AS place, e.xid::text AS xid
     FROM event e WHERE e.organization_id = $1 AND e.xid >= $2::xid8 AND e.client_id IS NOT NULL
       AND (e.type LIKE 'task.%' OR e.type LIKE 'interview.%' OR e.type IN ('timeline.stated', 'plan.changed'))
     ORDER BY e.xid, e.id LIMIT $3`,
    [organizationId, place, most],
  )
  const last = rows.at(-1)
  const next = last ? (rows.length === most ? last.xid : last.place) : await presentPlace(db)
  return {
    happenings: rows.map(
      ({ place: _, xid: __, ...happening }: Happening & { place: string; xid: string }) => happening,
    ),
    from: next,
  }
}
