import type { Pool } from 'pg'
import type { RecurringJob } from '../../platform/agenda.ts'
import { restorableDays } from '../../platform/removal.ts'

const rowsAtOnce = 500
/** Milliseconds after which the rest waits for the next round: shorter than Agenda's lock. */
const patience = 5_000

/**
 * Deletes for good what was removed more than {@link restorableDays} days ago and can not be brought back any more, with
 * what hangs on it; returns how many records. In batches of one statement; any number may run at once.
 */
export async function purgeRemoved(
  pool: Pick<Pool, 'query'>,
  until = Date.now() + patience,
): Promise<number> {
  let gone = 0
  while (Date.now() < until) {
    const { rows } = await pool.query<{ gone: number }>('SELECT purge_removed($1, $2) AS gone', [
      rowsAtOnce,
      restorableDays,
    ])
    const more = rows[0]?.gone ?? 0
    gone += more
    if (more === 0) break
  }
  return gone
}

export const removedJobs = (pool: Pool, log: { info(message: string): void }): RecurringJob[] => [
  {
    name: 'removed.purge',
    everySeconds: 600,
    run: async () => {
      const gone = await purgeRemoved(pool)
      if (gone > 0)
        log.info(`Deleted ${gone} records that were removed more than ${restorableDays} days ago.`)
    },
  },
]
