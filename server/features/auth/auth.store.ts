import type { DataSource, EntityManager } from 'typeorm'
import { sessionHash } from './auth.tokens.ts'

export interface AccountFound {
  account_id: string
  password_hash: string
  organization_ids: string[]
}

/** By mail address, in whatever case; null when there is none. */
export async function findAccount(source: DataSource, email: string): Promise<AccountFound | null> {
  const [row] = await source.query('SELECT * FROM find_account($1)', [email])
  return row ?? null
}

/** The organizations to which an account has access. */
export const organizationIdsOf = async (source: DataSource, accountId: string): Promise<string[]> =>
  (await source.query('SELECT organizations_of($1) AS ids', [accountId]))[0].ids

/** The organization of a session; null when there is none. */
export async function organizationOfSession(source: DataSource, sessionId: string): Promise<string | null> {
  const [row] = await source.query(`SELECT organization_id FROM find_credential('session', $1)`, [
    sessionHash(sessionId),
  ])
  return row?.organization_id ?? null
}

/** Opens a session for the active member or client behind an account; null when there is neither. */
export async function openSession(
  db: EntityManager,
  accountId: string,
  days: number,
  userAgent: string | null,
): Promise<string | null> {
  const [row] = await db.query(
    `INSERT INTO session (organization_id, account_id, member_id, client_id, expires_at, user_agent)
     SELECT organization_id, $1, member_id, client_id, now() + make_interval(days => $2), $3 FROM (
       SELECT organization_id, id AS member_id, NULL::uuid AS client_id FROM member WHERE account_id = $1 AND active
       UNION ALL
       SELECT organization_id, NULL, id FROM client WHERE account_id = $1 AND deleted_at IS NULL AND status <> 'archived'
       ORDER BY member_id NULLS LAST LIMIT 1) AS person
     RETURNING id`,
    [accountId, days, userAgent],
  )
  if (!row) return null
  await db.query(`SELECT remember_credential('session', $1, $2)`, [sessionHash(row.id), row.id])
  return row.id
}

export interface SessionRow {
  account_id: string
  generation: number
  rotated_at: Date
  now: Date
}

/** A living session, locked until the transaction ends. */
export async function lockSession(db: EntityManager, sessionId: string): Promise<SessionRow | null> {
  const [row] = await db.query(
    `SELECT account_id, generation, rotated_at, clock_timestamp() AS now FROM session
     WHERE id = $1 AND ended_at IS NULL AND expires_at > now() FOR UPDATE`,
    [sessionId],
  )
  return row ?? null
}

/** Makes the next refresh token of the session the active one. */
export const advanceSession = (db: EntityManager, sessionId: string, days: number): Promise<unknown> =>
  db.query(
    `UPDATE session SET generation = generation + 1, rotated_at = clock_timestamp(), expires_at = now() + make_interval(days => $2)
     WHERE id = $1`,
    [sessionId, days],
  )

/** Ends a session: its access tokens are refused from now on. */
export const endSession = (db: EntityManager, sessionId: string): Promise<unknown> =>
  db.query('UPDATE session SET ended_at = now() WHERE id = $1 AND ended_at IS NULL', [sessionId])

export const organizationName = async (db: EntityManager): Promise<string> =>
  (await db.query('SELECT name FROM organization'))[0].name

/** The organizations in which an account may choose to log in, one query each: no query may see two tenants. */
export const organizationsOf = (db: EntityManager): Promise<{ id: string; name: string }[]> =>
  db.query('SELECT id, name FROM organization')
