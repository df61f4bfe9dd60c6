import type { RecurringJob } from '../../platform/agenda.ts'
import { createPacer, type Pacer } from '../../platform/pacer.ts'
import { nextTaskMoment, sweepTasks, type WorkerPool } from './tasks.sweep.ts'

interface SweepLog {
  debug(message: string): void
  info(message: string): void
  warn(message: string): void
}

export interface TaskSweeper extends Pacer {
  /** A moment by app_now() has been committed; wakes the sweep if it would sleep past it. */
  wakeFor(moment: Date): void
  /** When the last sweep that succeeded ended, by this process's clock. */
  readonly lastSweepAt: Date | null
}

/**
 * Longest sleep in milliseconds. A notification can be lost (its connection half open, its sender killed between
 * commit and NOTIFY), and even then a task must be seen as due within two seconds.
 */
const longestSleep = 1_500
/** When what is due is locked by somebody else: a person's request, or another worker that may be about to die. */
const lockedSleep = 100

/** Sweeps, then sleeps until the next moment, for as long as the process lives. */
export function runTaskSweeper(pool: WorkerPool, log: SweepLog): TaskSweeper {
  let lastSweepAt: Date | null = null
  let failing = false
  /** The latest known app_now(), and performance.now() then. */
  let known: { now: number; at: number } | null = null

  const pacer = createPacer({
    async work(stopping) {
      const swept = await sweepTasks(pool, { stopping })
      if (swept.moved > 0) log.debug(`Swept: ${swept.moved} changes, ${swept.told} events.`)
      const { now, next } = await nextTaskMoment(pool)
      known = { now: now.getTime(), at: performance.now() }
      lastSweepAt = new Date()
      if (failing) log.info('The sweep works again.')
      failing = false
      if (!next) return longestSleep
      const wait = next.getTime() - now.getTime()
      return wait > 0 ? Math.min(wait, longestSleep) : lockedSleep
    },
    onError(error) {
      if (!failing) log.warn(`The sweep failed and is tried again: ${error.message}`)
      failing = true
    },
  })

  return {
    wake: pacer.wake,
    stop: pacer.stop,
    wakeFor(moment) {
      // It wakes by itself before anything later; requests that plan a week ahead need not wake it.
      const horizon = known && known.now + (performance.now() - known.at) + longestSleep
      if (!horizon || Number.isNaN(moment.getTime()) || moment.getTime() <= horizon) pacer.wake()
    },
    get lastSweepAt() {
      return lastSweepAt
    },
  }
}

/** Agenda wakes the sweep; so does its own timer. */
export const taskJobs = (sweeper: Pacer): RecurringJob[] => [
  { name: 'tasks.sweep', everySeconds: 5, run: () => sweeper.wake() },
]
