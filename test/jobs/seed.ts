import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import { withClient } from '../../server/platform/database/address.ts'

/** One client of one coach, to hang tasks on. */
export interface Home {
  organizationId: string
  coachId: string
  clientId: string
}

/** An organization with one coach and one client. */
export async function createHome(migrateUrl: string): Promise<Home> {
  return withClient(migrateUrl, async (client) => {
    const { rows } = await client.query<Home>(
      `WITH o AS (INSERT INTO organization (name, time_zone, locale) VALUES ('Practice', 'UTC', 'en') RETURNING id),
        a AS (INSERT INTO account (email, password_hash) VALUES ($1, 'none') RETURNING id),
        m AS (INSERT INTO member (organization_id, account_id, name, email, role, time_zone)
          SELECT o.id, a.id, 'Coach', $1, 'coach', 'UTC' FROM o, a RETURNING organization_id, id),
        c AS (INSERT INTO client (organization_id, primary_coach_id, name, time_zone)
          SELECT organization_id, id, 'Client', 'UTC' FROM m RETURNING id)
       SELECT m.organization_id AS "organizationId", m.id AS "coachId", c.id AS "clientId" FROM m, c`,
      [`${randomUUID()}@test.test`],
    )
    return rows[0] as Home
  })
}

/** Adds many tasks that have fallen due over the last minute, or fall due within the next. */
export async function addTasks(owner: pg.Pool, home: Home, count: number, from = '-1 minute'): Promise<void> {
  await owner.query(
    `INSERT INTO task (organization_id, client_id, coach_id, kind, due_at, overdue_at, original_due_at)
     SELECT $1, $2, $3, 'thank_you', due, due + interval '1 day', due
     FROM (SELECT app_now() + $5::interval + n * interval '1 minute' / $4::int AS due
       FROM generate_series(1, $4::int) n) moments`,
    [home.organizationId, home.clientId, home.coachId, count, from],
  )
}
