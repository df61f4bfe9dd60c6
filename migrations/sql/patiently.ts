import { setTimeout as sleep } from 'node:timers/promises'
import type { QueryRunner } from 'typeorm'

/** Milliseconds for which a statement of a migration may keep others waiting while it waits for a lock itself. */
const longestWait = 100
const pause = 50
const lockNotAvailable = '55P03'

/**
 * Runs statements of a migration that need locks on tables in use. Whoever waits for a lock makes all who come later wait
 * too; so this gives up after a tenth of a second, lets the others through, and tries again. In the migration's transaction.
 */
export async function patiently(runner: QueryRunner, sql: string): Promise<void> {
  for (;;) {
    await runner.query('SAVEPOINT patiently')
    try {
      await runner.query(`SET LOCAL lock_timeout = '${longestWait}ms'`)
      await runner.query(sql)
      await runner.query(`SET LOCAL lock_timeout = 0`)
      await runner.query('RELEASE SAVEPOINT patiently')
      return
    } catch (error) {
      if ((error as { code?: string }).code !== lockNotAvailable) throw error
      await runner.query('ROLLBACK TO SAVEPOINT patiently')
      await sleep(pause)
    }
  }
}
