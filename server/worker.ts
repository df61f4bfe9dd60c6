import pg from 'pg'
import type { Config } from './config.ts'
import { runTaskSweeper, taskJobs } from './features/tasks/tasks.jobs.ts'
import { runAgenda } from './platform/agenda.ts'
import { listen } from './platform/listener.ts'
import { wakeChannel } from './platform/waker.ts'

export interface WorkerLog {
  debug(message: string): void
  info(message: string): void
  warn(message: string): void
  error(message: string): void
}

/** What the worker needs of the process. */
export interface WorkerContext {
  readonly config: Pick<Config, 'testClock'>
  /** Address as the worker's role; a session, not a pooler in transaction mode. */
  readonly url: string
  readonly log: WorkerLog
}

export interface Worker {
  /** Ends what is under way, within 5 s, and leaves no lock. */
  stop(): Promise<void>
  /** When the last sweep that succeeded ended, by this process's clock; null before the first. */
  readonly lastSweepAt: Date | null
}

/** Time for stopping, in milliseconds; whatever a dead connection still holds up then is left to the process's end. */
const patience = 5_000

/**
 * Starts what happens with time. Resolves at once, also while the database is away: everything in it tries again, and
 * no failure of the database ends the process.
 */
export async function startWorker({ config, url, log }: WorkerContext): Promise<Worker> {
  const pool = createPool(url, config.testClock)
  pool.on('error', (error) => log.debug(`An idle connection has ended: ${error.message}`))
  const sweeper = runTaskSweeper(pool, log)
  const listener = listen({
    url,
    channel: wakeChannel,
    log,
    onNotification: (payload) => sweeper.wakeFor(new Date(payload)),
    onListening: () => sweeper.wake(),
  })
  const agenda = runAgenda({ pool, jobs: taskJobs(sweeper), log })

  const drain = async () => {
    await Promise.allSettled([sweeper.stop(), listener.stop(), agenda.stop()])
    await pool.end()
  }
  return {
    async stop() {
      let timer: NodeJS.Timeout | undefined
      const late = new Promise<'late'>((resolve) => {
        timer = setTimeout(resolve, patience, 'late')
      })
      if ((await Promise.race([drain(), late])) === 'late') log.warn('The worker could not end in time.')
      clearTimeout(timer)
    },
    get lastSweepAt() {
      return sweeper.lastSweepAt
    },
  }
}

/**
 * Few connections: the sweep is one at a time, Agenda has little to do. Each attempt and each statement ends by
 * itself, so that a half-open connection holds nothing up. No JIT: it costs more than a batch.
 */
const createPool = (url: string, testClock: boolean): pg.Pool =>
  new pg.Pool({
    connectionString: url,
    application_name: 'afterword worker',
    max: 3,
    options: `-c jit=off${testClock ? ' -c app.test_clock=1' : ''}`,
    connectionTimeoutMillis: 1_000,
    idleTimeoutMillis: 30_000,
    statement_timeout: 4_000,
    query_timeout: 4_500,
    keepAlive: true,
  })
