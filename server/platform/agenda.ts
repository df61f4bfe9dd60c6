import { randomUUID } from 'node:crypto'
import { PostgresBackend } from '@agendajs/postgres-backend'
import { Agenda } from 'agenda'
import type { Pool } from 'pg'
import { releaseLocks, tidyAgendaRows } from './agenda.store.ts'
import { failureWords } from './failures.ts'

/** Work that comes round. It must bear being run twice, at once, or not at all: Agenda wakes, it decides nothing. */
export interface RecurringJob {
  name: string
  everySeconds: number
  run(): Promise<void> | void
}

export interface RunningAgenda {
  /** Waits for jobs that are running, and gives back every lock. */
  stop(): Promise<void>
}

interface AgendaLog {
  info(message: string): void
  warn(message: string): void
}

interface AgendaOptions {
  /** Passed on to Agenda and left open. It must have an error listener. */
  pool: Pool
  jobs: readonly RecurringJob[]
  log: AgendaLog
  /** Told of each run, with the seconds that it took, and why it failed. */
  ran?: (job: string, seconds: number, failure: string | null) => void
}

/** How often Agenda looks for jobs, and we after its rows, in milliseconds. */
const lookEvery = 5_000
/** A killed worker's job is taken over after this long, in milliseconds. */
const lockLifetime = 10_000
const retryAfter = 1_000

/**
 * Starts Agenda as soon as the database answers, and keeps its rows right by the database's clock: a worker whose own
 * clock is wrong writes moments and locks that would hold all others up. Resolves at once; failures are logged.
 */
export function runAgenda({ pool, jobs, log, ran }: AgendaOptions): RunningAgenda {
  const name = `worker-${randomUUID()}`
  let agenda: Agenda | null = null
  let stopped = false
  let failing = false
  let running = 0
  let retry: NodeJS.Timeout | undefined

  const report = (error: unknown) => {
    if (!failing) log.warn(`Agenda: ${error instanceof Error ? error.message : String(error)}`)
    failing = true
  }

  const start = async () => {
    try {
      const made = await createAgenda(pool, name, report)
      made.on('start', () => running++)
      made.on('complete', () => {
        running--
        failing = false
      })
      for (const job of jobs) made.define(job.name, () => timed(job, ran), { concurrency: 1, lockLifetime })
      for (const job of jobs) await made.every(`${job.everySeconds} seconds`, job.name)
      if (stopped) return
      await made.start()
      agenda = made
      log.info('Agenda has started.')
    } catch (error) {
      report(error)
      if (!stopped) retry = setTimeout(begin, retryAfter)
    }
  }
  let starting = Promise.resolve()
  const begin = () => {
    starting = start()
  }
  begin()
  const tidy = setInterval(() => tidyAgendaRows(pool, jobs).catch(report), lookEvery)

  return {
    async stop() {
      stopped = true
      clearInterval(tidy)
      clearTimeout(retry)
      await starting
      await agenda?.stop(false)
      for (let tries = 0; running > 0 && tries < 100; tries++)
        await new Promise((resolve) => setTimeout(resolve, 20))
      await releaseLocks(pool, name)
    },
  }
}

/**
 * Connected before Agenda is made, since its own attempt is not caught and would never be made again. Without its
 * notification channel: our own listener wakes the sweep, and that channel gives up after ten attempts.
 */
async function createAgenda(pool: Pool, name: string, report: (error: unknown) => void): Promise<Agenda> {
  const backend = new PostgresBackend({ pool, ensureSchema: false, disableNotifications: true })
  await backend.connect()
  backend.connect = async () => {}
  const { repository } = backend
  const unlock = repository.unlockJob.bind(repository)
  repository.unlockJob = (job) => unlock(job).catch(report) // Agenda does not wait for this one
  const agenda = new Agenda({ backend, name, processEvery: lookEvery, defaultLockLifetime: lockLifetime })
  agenda.on('error', report)
  await agenda.ready
  return agenda
}

async function timed({ name, run }: RecurringJob, ran: AgendaOptions['ran']): Promise<void> {
  const began = performance.now()
  const seconds = () => (performance.now() - began) / 1000
  try {
    await run()
    ran?.(name, seconds(), null)
  } catch (error) {
    // Agenda writes the message into its row and into a notification, which has room for few words.
    const failure = failureWords(error)
    ran?.(name, seconds(), failure)
    throw new Error(failure)
  }
}
