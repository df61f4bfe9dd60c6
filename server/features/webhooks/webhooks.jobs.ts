import type { Pool } from 'pg'
import type { RecurringJob } from '../../platform/agenda.ts'
import { purgeDeliveries } from './queue.store.ts'

/** Days for which what was delivered is kept; what failed, twice as long. */
export const keptDays = 30
const rowsAtOnce = 2_000
/** Milliseconds after which the rest waits for the next round: shorter than Agenda's lock. */
const patience = 5_000

/** Deletes what has been kept long enough, in batches of one statement each. */
export const webhookJobs = (pool: Pool, log: { warn(message: string): void }): RecurringJob[] => [
  {
    name: 'webhooks.retention',
    everySeconds: 300,
    async run() {
      try {
        for (const end = Date.now() + patience; Date.now() < end; )
          if ((await purgeDeliveries(pool, rowsAtOnce, keptDays)) === 0) break
      } catch (error) {
        log.warn(`The log of webhooks could not be cleared and is tried again: ${(error as Error).message}`)
      }
    },
  },
]
