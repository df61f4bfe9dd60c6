import type { DataSource } from 'typeorm'
import type { Scope } from '../../platform/scope.ts'

/** One's own connection or transaction: the functions are for an account, whatever the organization. */
type Db = Pick<DataSource, 'query'>

export interface FactorRow {
  sealed_secret: string
  confirmed_at: Date | null
  recovery_codes_left: number
}

export const factorOf = async (db: Db, accountId: string): Promise<FactorRow | null> =>
  (await db.query('SELECT * FROM second_factor_of($1)', [accountId]))[0] ?? null

const said = async (db: Db, call: string, values: unknown[]): Promise<boolean> =>
  (await db.query(`SELECT ${call} AS yes`, values))[0].yes

/** False when there is a confirmed one already. */
export const beginFactor = (db: Db, accountId: string, sealedSecret: string): Promise<boolean> =>
  said(db, 'begin_second_factor($1, $2)', [accountId, sealedSecret])

/** Confirms this secret and keeps the hashes; all other logins end. False when another has been confirmed or begun. */
export const confirmFactor = (
  db: Db,
  accountId: string,
  { sealedSecret, step, hashes }: { sealedSecret: string; step: number; hashes: Buffer[] },
  keptSession: string | null,
): Promise<boolean> =>
  said(db, 'confirm_second_factor($1, $2, $3, $4, $5)', [accountId, sealedSecret, step, hashes, keptSession])

/** Takes a step's code, once and never an earlier one after it. */
export const takeStep = (db: Db, accountId: string, sealedSecret: string, step: number): Promise<boolean> =>
  said(db, 'use_second_factor_step($1, $2, $3)', [accountId, sealedSecret, step])

export const takeRecoveryCode = (db: Db, accountId: string, hash: Buffer): Promise<boolean> =>
  said(db, 'use_recovery_code($1, $2)', [accountId, hash])

/** All other logins end. */
export const removeFactor = (db: Db, accountId: string, keptSession: string | null): Promise<unknown> =>
  db.query('SELECT remove_second_factor($1, $2)', [accountId, keptSession])

/** By an admin; false when the account belongs to other organizations too. */
export const resetFactor = (db: Db, accountId: string): Promise<boolean> =>
  said(db, 'reset_second_factor($1)', [accountId])

/** Puts new recovery codes in the place of the old. */
export const renewCodes = (db: Db, accountId: string, hashes: Buffer[]): Promise<unknown> =>
  db.query('SELECT renew_recovery_codes($1, $2)', [accountId, hashes])

/** Whether the organization asks the caller for one. */
export async function isRequired({ db, actor }: Scope): Promise<boolean> {
  const [row] = await db.query(
    'SELECT require_second_factor AND (second_factor_of_all OR $1) AS required FROM organization',
    [actor.role === 'admin'],
  )
  return row.required
}

/** Whether the caller's login counts as one by two factors. */
export const markShown = ({ db, organizationId, actor }: Scope, shown: boolean): Promise<unknown> =>
  db.query('UPDATE session SET second_factor = $3 WHERE organization_id = $1 AND id = $2', [
    organizationId,
    actor.sessionId,
    shown,
  ])

/** The account behind a member. */
export async function accountOfMember(
  { db, organizationId }: Scope,
  memberId: string,
): Promise<string | null> {
  const [row] = await db.query('SELECT account_id FROM member WHERE organization_id = $1 AND id = $2', [
    organizationId,
    memberId,
  ])
  return row?.account_id ?? null
}
