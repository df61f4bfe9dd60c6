import type pg from 'pg'

export interface Tenant {
  organizationId: string
  sessionId: string
  clientIds: string[]
}

/** Many small organizations, each with an admin who is logged in and two clients named after it. */
export async function buildCrowd(owner: pg.Pool, size: number): Promise<Tenant[]> {
  await owner.query(
    `CREATE TEMP TABLE crowd AS SELECT new_id() AS organization_id, new_id() AS account_id, new_id() AS member_id, new_id() AS session_id, n
     FROM generate_series(1, ${Number(size)}) AS n;
     INSERT INTO organization (id, name, time_zone, locale) SELECT organization_id, 'Practice ' || organization_id, 'UTC', 'en' FROM crowd;
     INSERT INTO account (id, email, password_hash) SELECT account_id, account_id || '@crowd.test', 'none' FROM crowd;
     INSERT INTO member (organization_id, id, account_id, name, email, role, time_zone)
       SELECT organization_id, member_id, account_id, 'Admin of ' || organization_id, account_id || '@crowd.test', 'admin', 'UTC' FROM crowd;
     INSERT INTO session (organization_id, id, account_id, member_id, expires_at)
       SELECT organization_id, session_id, account_id, member_id, '2099-01-01' FROM crowd;
     INSERT INTO client (organization_id, primary_coach_id, name, time_zone)
       SELECT organization_id, member_id, 'Client of ' || organization_id, 'UTC' FROM crowd, generate_series(1, 2)`,
  )
  const { rows } = await owner.query(
    `SELECT c.organization_id AS "organizationId", s.id AS "sessionId", array_agg(c.id::text) AS "clientIds"
     FROM client c JOIN session s USING (organization_id) WHERE c.name LIKE 'Client of %' GROUP BY 1, 2`,
  )
  return rows
}
