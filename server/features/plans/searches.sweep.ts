import type { Pool } from 'pg'
import { runSweeper, type Sweeper } from '../../platform/sweeper.ts'
import { changesChannel } from '../tasks/tasks.sweep.ts'
import { stepOf } from './searches.rule.ts'
import { type DueSearch, dueSearches, nextSearchIn, writeSteps } from './searches.store.ts'

type Log = Parameters<typeof runSweeper>[1]

const batchSize = 200
const day = 86_400_000

/**
 * Looks at the searches whose moment has come by app_now(), in batches of one transaction each; returns how many tasks it
 * made. Any number may run at once and be killed at any moment: the locked row of a client says which week was looked at.
 */
export async function sweepSearches(
  pool: Pool,
  log: Pick<Log, 'warn'>,
  stopping: () => boolean = () => false,
): Promise<number> {
  let made = 0
  while (!stopping()) {
    const db = await pool.connect()
    let broken: Error | undefined
    try {
      await db.query('BEGIN')
      const due = await dueSearches(db, batchSize)
      const steps = due.map((search) => ({ search, step: search.active ? decided(search, log) : null }))
      const more = await writeSteps(db, steps)
      if (more > 0) await db.query('SELECT pg_notify($1, $2)', [changesChannel, 'task.scheduled'])
      await db.query('COMMIT')
      made += more
      if (due.length < batchSize) break
    } catch (error) {
      broken = error as Error
      await db.query('ROLLBACK').catch(() => {})
      throw error
    } finally {
      db.release(broken)
    }
  }
  return made
}

/** One client whose data makes no sense must not hold up the others. */
function decided(search: DueSearch, log: Pick<Log, 'warn'>) {
  try {
    return stepOf(search, search.now)
  } catch (error) {
    log.warn(`The search of client ${search.clientId} is looked at tomorrow: ${(error as Error).message}`)
    const nextCheckAt = new Date(search.now.getTime() + day).toISOString()
    return { plan: { create: null, reopen: null, cancel: [] }, checkedWeek: search.checkedWeek, nextCheckAt }
  }
}

/** `made` is told when there are new tasks, which may be due already. */
export const runSearchSweeper = (pool: Pool, log: Log, made: () => void): Sweeper =>
  runSweeper(
    {
      name: 'searches.sweep',
      every: 2_000,
      agendaEvery: 10,
      async sweep(stopping) {
        if ((await sweepSearches(pool, log, stopping)) > 0) made()
        const wait = await nextSearchIn(pool)
        return wait === null ? undefined : Math.max(100, wait)
      },
    },
    log,
  )
