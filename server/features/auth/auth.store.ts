import type { DataSource, EntityManager } from 'typeorm'
import { sessionHash } from './auth.tokens.ts'

export interface AccountFound {
  account_id: string
  /** As it is stored: in small letters. */
  email: string
  password_hash: string
  organization_ids: string[]
}

/** By mail address, in whatever case; null when there is none. */
export async function findAccount(source: DataSource, email: string): Promise<AccountFound | null> {
  const [row] = await source.query('SELECT * FROM find_account($1)', [email])
  return row ? { ...row, email: email.trim().toLowerCase() } : null
}

/** The organizations to which an account has access. */
export const organizationIdsOf = async (
  source: Pick<DataSource, 'query'>,
  accountId: string,
): Promise<string[]> => (await source.query('SELECT organizations_of($1) AS ids', [accountId]))[0].ids

/** The organization of a session; null when there is none. */
export async function organizationOfSession(source: DataSource, sessionId: string): Promise<string | null> {
  const [row] = await source.query(`SELECT organization_id FROM find_credential('session', $1)`, [
    sessionHash(sessionId),
  ])
  return row?.organization_id ?? null
}

/** What is kept of a login when it opens. */
export interface NewSession {
  accountId: string
  /** Until when it holds unless it is refreshed. */
  days: number
  userAgent: string | null
  ip: string | null
  method: string
  secondFactor: boolean
}

/** Opens a session for the active member or client behind an account; null when there is neither. */
export async function openSession(db: EntityManager, opened: NewSession): Promise<string | null> {
  const { accountId, days, userAgent, ip, method, secondFactor } = opened
  const [row] = await db.query(
    `INSERT INTO session (organization_id, account_id, member_id, client_id, expires_at, user_agent, ip, method, second_factor)
     SELECT organization_id, $1, member_id, client_id, now() + make_interval(days => $2), $3, $4, $5, $6
     FROM (${personBehind}) AS person
     RETURNING id`,
    [accountId, days, userAgent, ip, method, secondFactor],
  )
  if (!row) return null
  await db.query(`SELECT remember_credential('session', $1, $2)`, [sessionHash(row.id), row.id])
  return row.id
}

const personBehind = `
  SELECT organization_id, id AS member_id, NULL::uuid AS client_id FROM member WHERE account_id = $1 AND active
  UNION ALL
  SELECT organization_id, NULL, id FROM client WHERE account_id = $1 AND deleted_at IS NULL AND status <> 'archived'
  ORDER BY member_id NULLS LAST LIMIT 1`

/** The member or client behind an account in this organization; null when there is neither. */
export async function personOf(
  db: Pick<EntityManager, 'query'>,
  accountId: string,
): Promise<{ kind: 'member' | 'client'; id: string } | null> {
  const [row] = await db.query(personBehind, [accountId])
  if (!row) return null
  return row.member_id ? { kind: 'member', id: row.member_id } : { kind: 'client', id: row.client_id }
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

/** Makes the next refresh token of the session the active one: it holds on for some days, but not past its whole time. */
export const advanceSession = (
  db: EntityManager,
  sessionId: string,
  { idle, whole }: { idle: number; whole: number },
): Promise<unknown> =>
  db.query(
    `UPDATE session SET generation = generation + 1, rotated_at = clock_timestamp(),
       expires_at = least(now() + make_interval(days => $2), created_at + make_interval(days => $3))
     WHERE id = $1`,
    [sessionId, idle, whole],
  )

/** Ends a session: its access tokens are refused from now on. */
export const endSession = (db: EntityManager, sessionId: string): Promise<unknown> =>
  db.query('UPDATE session SET ended_at = now() WHERE id = $1 AND ended_at IS NULL', [sessionId])

export const organizationName = async (db: EntityManager): Promise<string> =>
  (await db.query('SELECT name FROM organization'))[0].name

/** The organizations in which an account may choose to log in, one query each: no query may see two tenants. */
export const organizationsOf = (db: EntityManager): Promise<{ id: string; name: string }[]> =>
  db.query('SELECT id, name FROM organization')

/** Seconds to wait before the next try of this bucket; 0: counted. */
export const takeTry = async (
  source: DataSource,
  bucket: Buffer,
  allowed: number,
  seconds: number,
): Promise<number> =>
  (await source.query('SELECT take_try($1, $2, $3) AS wait', [bucket, allowed, seconds]))[0].wait

export const hasSecondFactor = async (source: DataSource, accountId: string): Promise<boolean> =>
  (await source.query('SELECT has_second_factor($1) AS found', [accountId]))[0].found

/** Takes back the last try of a bucket. */
export const giveBackTry = (source: DataSource, bucket: Buffer): Promise<unknown> =>
  source.query('SELECT give_back_try($1)', [bucket])

export const isKnownDevice = async (source: DataSource, accountId: string, hash: Buffer): Promise<boolean> =>
  (await source.query('SELECT is_known_device($1, $2) AS known', [accountId, hash]))[0].known

export const knowDevice = (source: DataSource, accountId: string, hash: Buffer): Promise<unknown> =>
  source.query('SELECT know_device($1, $2)', [accountId, hash])

export type TokenKind = 'reset' | 'magic'

/** Keeps the hash of a link that works once, for so many minutes. */
export const issueToken = (
  source: Pick<DataSource, 'query'>,
  kind: TokenKind,
  hash: Buffer,
  accountId: string,
  minutes: number,
): Promise<unknown> =>
  source.query('SELECT issue_account_token($1, $2, $3, $4)', [kind, hash, accountId, minutes])

/**
 * Whose link for logging in this is; null for one that is used, over or unknown. From now on it works no more, unless
 * they belong to several organizations and have yet to say which (`chosen`).
 */
export async function redeemMagic(source: DataSource, hash: Buffer, chosen: boolean): Promise<string | null> {
  const runner = source.createQueryRunner()
  try {
    await runner.startTransaction()
    const [{ id }] = await runner.query(`SELECT use_account_token('magic', $1) AS id`, [hash])
    const asks = id !== null && !chosen && (await organizationIdsOf(runner, id)).length > 1
    await (asks ? runner.rollbackTransaction() : runner.commitTransaction())
    return id
  } catch (error) {
    if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => {})
    throw error
  } finally {
    await runner.release()
  }
}

/** Whose the link for a new password is, without using it; null for one that does not work. */
export async function accountBehindReset(
  source: DataSource,
  hash: Buffer,
): Promise<{ id: string; email: string; organizationIds: string[] } | null> {
  const [row] = await source.query(
    'SELECT account_id AS id, email, organization_ids AS "organizationIds" FROM account_behind_reset($1)',
    [hash],
  )
  return row ?? null
}

/** Sets a password by a link; whose it is, or null when the link does not work. Ends all logins. */
export const resetPassword = async (
  source: DataSource,
  tokenHash: Buffer,
  passwordHash: string,
): Promise<string | null> =>
  (await source.query('SELECT reset_password($1, $2) AS id', [tokenHash, passwordHash]))[0].id

/** Sets a password and ends all logins of the account but one. */
export const setPassword = (
  source: Pick<DataSource, 'query'>,
  accountId: string,
  passwordHash: string,
  keptSession: string | null,
): Promise<unknown> => source.query('SELECT set_password($1, $2, $3)', [accountId, passwordHash, keptSession])

export interface AccountSecret {
  email: string
  password_hash: string
}

export const accountSecret = async (
  source: Pick<DataSource, 'query'>,
  accountId: string,
): Promise<AccountSecret | null> =>
  (await source.query('SELECT * FROM account_password($1)', [accountId]))[0] ?? null

/** The practice, and the language and name of the person behind an account there. */
export async function addressee(
  db: Pick<EntityManager, 'query'>,
  accountId: string,
): Promise<{ name: string; locale: string; person: string | null }> {
  const [row] = await db.query(
    `SELECT o.name, coalesce(m.locale, c.locale, o.locale) AS locale, coalesce(m.name, c.name) AS person FROM organization o
     LEFT JOIN member m ON m.organization_id = o.id AND m.account_id = $1
     LEFT JOIN client c ON c.organization_id = o.id AND c.account_id = $1`,
    [accountId],
  )
  return row
}
