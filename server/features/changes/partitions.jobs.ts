import type { Pool } from 'pg'
import { runSweeper, type Sweeper } from '../../platform/sweeper.ts'

/** Milliseconds after which it tries again when somebody was in the way. */
const whenBusy = 2_000
const hour = 3_600_000
/** More than there is ever to do in one round: a week's partitions, and those of a long absence. */
const mostSteps = 500

export interface KeptPartitions {
  /** What was done, such as "made event_20260302". */
  did: string[]
  /** Whether it gave up for now, so as not to hold up those who write. */
  busy: boolean
}

/**
 * Makes the coming days' partitions of the table of events, and drops those older than the installation keeps them. Each
 * step by itself, so that every lock is held for a moment; any number of workers may do it at once.
 */
export async function keepPartitions(
  pool: Pick<Pool, 'query'>,
  days: number,
  stopping: () => boolean = () => false,
): Promise<KeptPartitions> {
  const did: string[] = []
  for (let step = 0; step < mostSteps && !stopping(); step++) {
    const { rows } = await pool.query<{ did: string | null }>('SELECT keep_event_partitions($1) AS did', [
      days,
    ])
    const last = rows[0]?.did ?? null
    if (last === null) return { did, busy: false }
    if (last === 'busy') return { did, busy: true }
    did.push(last)
  }
  return { did, busy: false }
}

/** At start, and once an hour: so that a day that could not be made is made long before it begins. */
export const runPartitionKeeper = (
  pool: Pool,
  days: number,
  log: Parameters<typeof runSweeper>[1],
): Sweeper =>
  runSweeper(
    {
      name: 'events.partitions',
      every: hour,
      agendaEvery: 3_600,
      async sweep(stopping) {
        const { did, busy } = await keepPartitions(pool, days, stopping)
        if (did.length > 0) log.info(`Partitions of events: ${did.join(', ')}.`)
        return busy ? whenBusy : undefined
      },
    },
    log,
  )
