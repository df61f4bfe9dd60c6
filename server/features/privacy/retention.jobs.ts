import type { Pool, QueryConfig } from 'pg'
import type { RecurringJob } from '../../platform/agenda.ts'
import { keptHours } from '../../platform/idempotency.ts'
import { fileErasures } from './ledger.ts'

interface PrivacyLog {
  info(message: string): void
  warn(message: string): void
}

export interface PrivacyOptions {
  /** The file for what has been erased; null: none. */
  ledger: string | null
  log: PrivacyLog
}

export interface Carried {
  /** People erased: clients, and contacts known only through them. */
  erased: number
  /** Rows deleted, by what they were. */
  purged: Record<string, number>
}

/** Milliseconds after which the rest waits for the next round: shorter than Agenda's lock. */
const patience = 5_000
const clientsAtOnce = 20
const rowsAtOnce = 2_000

/**
 * Erases clients who have been closed for longer than their practice keeps them, and deletes what is only kept for a
 * while, also before a practice is known: tries to log in, dead links, devices not seen for long. In batches of one statement each. Any number may run at once, and be killed at any moment.
 */
export async function carryOutRetention(pool: Pool, until = Date.now() + patience): Promise<Carried> {
  const carried: Carried = { erased: 0, purged: {} }
  while (Date.now() < until) {
    const erased = await patiently(pool, 'SELECT FROM erase_overdue($1)', [clientsAtOnce])
    if (erased === 0) break
    carried.erased += erased
  }
  while (Date.now() < until) {
    const { rows } = await pool.query<{ what: string; gone: number }>(
      'SELECT what, gone FROM purge_overdue($1)',
      [rowsAtOnce],
    )
    for (const { what, gone } of rows) if (gone > 0) carried.purged[what] = (carried.purged[what] ?? 0) + gone
    if (rows.reduce((sum, { gone }) => sum + gone, 0) < rowsAtOnce) break
  }
  await pool.query('SELECT purge_accounts()')
  while (Date.now() < until) {
    const { rowCount } = await pool.query(outlivedRecords, [keptHours, rowsAtOnce])
    if (rowCount)
      carried.purged['idempotency records'] = (carried.purged['idempotency records'] ?? 0) + rowCount
    if (!rowCount || rowCount < rowsAtOnce) break
  }
  return carried
}

/** Answers kept for an Idempotency-Key, once their day is over. */
const outlivedRecords = `
  DELETE FROM idempotency_record WHERE ctid = ANY (ARRAY(
    SELECT ctid FROM idempotency_record WHERE created_at < now() - make_interval(hours => $1) LIMIT $2))`

/** The sweep's statements are ended after seconds; a client with years of work may take longer. Returns the number of rows. */
async function patiently(pool: Pool, text: string, values: unknown[]): Promise<number> {
  const client = await pool.connect()
  try {
    await client.query(`BEGIN; SET LOCAL statement_timeout = '60s'`)
    const { rowCount } = await client.query({ text, values, query_timeout: 65_000 } as QueryConfig)
    await client.query('COMMIT')
    return rowCount ?? 0
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {})
    throw error
  } finally {
    client.release()
  }
}

/** Appends to the ledger's file what the API, or a killed process, has left out. */
export async function fileRest(pool: Pool, ledger: string | null): Promise<number> {
  if (!ledger) return 0
  const client = await pool.connect()
  try {
    await client.query('BEGIN')
    const filed = await fileErasures(
      ledger,
      async (sql, parameters) => (await client.query(sql, parameters)).rows,
    )
    await client.query('COMMIT')
    return filed
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {})
    throw error
  } finally {
    client.release()
  }
}

/** Agenda wakes both; a failure is logged and tried again with the next round. */
export function privacyJobs(pool: Pool, { ledger, log }: PrivacyOptions): RecurringJob[] {
  const guarded = (name: string, run: () => Promise<void>) => () =>
    run().catch((error: Error) => {
      log.warn(`${name} failed and is tried again: ${error.message}`)
      throw error
    })
  return [
    {
      name: 'privacy.retention',
      everySeconds: 60,
      run: guarded('Retention', async () => {
        const { erased, purged } = await carryOutRetention(pool)
        const rest = Object.entries(purged).map(([what, gone]) => `${gone} ${what}`)
        if (erased > 0 || rest.length > 0)
          log.info(`Retention: erased ${erased} people${rest.map((text) => `, deleted ${text}`).join('')}.`)
      }),
    },
    {
      name: 'privacy.ledger',
      everySeconds: 60,
      run: guarded('The ledger of erasures', async () => {
        await fileRest(pool, ledger)
      }),
    },
  ]
}
