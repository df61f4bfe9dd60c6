import type { EntityManager } from 'typeorm'
import { firstIdOf, longestTransaction } from '../../platform/event-ids.ts'

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
  from: Place
}

/** More than any one transaction writes, so that each reading gets further. */
const most = 50_000

/** A transaction, and when that was, in milliseconds. */
export interface Place {
  xid: string
  at: number
}

const placeSql = `pg_snapshot_xmin(pg_current_snapshot())::text AS xid, extract(epoch FROM now())::float8 * 1000 AS at`

/** Where the events of this moment begin: whatever commits from now on is at this transaction or later. */
export async function presentPlace(db: EntityManager): Promise<Place> {
  const [row] = await db.query(`SELECT ${placeSql}`)
  return row
}

/**
 * The events from this place on, in the order of their transactions. What has not committed yet is at the next place or
 * later, so nothing is missed; what was read already may come again while an older transaction is open.
 */
export async function happeningsFrom(db: EntityManager, organizationId: string, place: Place): Promise<Read> {
  const rows: (Happening & { eventXid: string } & Place)[] = await db.query(
    `SELECT e.id, e.type, e.subject_id AS "subjectId", e.client_id AS "clientId", e.occurred_at AS "occurredAt",
       e.xid::text AS "eventXid", ${placeSql}
     FROM event e WHERE e.organization_id = $1 AND e.xid >= $2::xid8 AND e.id >= $4 AND e.client_id IS NOT NULL
       AND (e.type LIKE 'task.%' OR e.type LIKE 'interview.%' OR e.type IN ('timeline.stated', 'plan.changed'))
     ORDER BY e.xid, e.id LIMIT $3`,
    [organizationId, place.xid, most, firstIdOf(place.at - longestTransaction)],
  )
  const last = rows.at(-1)
  const full = rows.length === most && last
  return {
    happenings: rows.map(({ xid: _, at: __, eventXid: ___, ...happening }) => happening),
    from: full
      ? { xid: last.eventXid, at: place.at }
      : last
        ? { xid: last.xid, at: last.at }
        : await presentPlace(db),
  }
}
