import type { Pool } from 'pg'
import { eventually } from './process.ts'

/**
 * Waits until every transaction that is open now has ended. The feed of changes shows nothing younger than the oldest
 * one of the whole server, and beside this test others run on the same server.
 */
export async function settled(db: Pick<Pool, 'query'>): Promise<void> {
  const { rows } = await db.query('SELECT pg_current_xact_id()::text AS now')
  const over = 'SELECT pg_snapshot_xmin(pg_current_snapshot()) > $1::xid8 AS over'
  await eventually(
    'older transactions ended',
    async () => (await db.query(over, [rows[0].now])).rows[0].over,
    60_000,
  )
}
