import type { EntityManager } from 'typeorm'

/** Something worth remembering that changes no row: the database writes all changes to the activity log by itself. */
export interface Act {
  /** What was done, such as `exported` or `second_factor_failed`; not a verb that the database itself logs. */
  verb: string
  recordType: string
  recordId: string
  clientId?: string | null
  details?: Readonly<Record<string, readonly [unknown, unknown]>>
  /** Who did it, where the transaction does not know its caller yet. */
  by?: { kind: 'member' | 'client'; id: string }
}

/** Writes an act into the activity log, in this transaction; who and from where is the transaction's caller. */
export async function recordActivity({ db }: { db: EntityManager }, act: Act): Promise<void> {
  const { verb, recordType, recordId, clientId = null, details = {}, by } = act
  if (by) await db.query(`SELECT set_config('app.actor', $1, true)`, [`${by.kind}:${by.id}`])
  await db.query('SELECT log_activity($1, $2, $3, $4, $5)', [
    recordType,
    recordId,
    clientId,
    verb,
    JSON.stringify(details),
  ])
}
