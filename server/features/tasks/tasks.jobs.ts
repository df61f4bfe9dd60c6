import type { RecurringJob } from '../../platform/agenda.ts'
import type { Pacer } from '../../platform/pacer.ts'
import { runSweeper } from '../../platform/sweeper.ts'
import { nextTaskMoment, sweepTasks, type WorkerPool } from './tasks.sweep.ts'

interface SweepLog {
  debug(message: string): void
  info(message: string): void
  warn(message: string): void
}

export interface TaskSweeper extends Pacer {
  /** A moment by app_now() has been committed; wakes the sweep if it would sleep past it. */
  wakeFor(moment: Date): void
  /** Agenda wakes the sweep; so does its own timer. */
  readonly job: RecurringJob
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

/** Least milliseconds between two beats of this process. */
const beatEvery = 2_000

/** Sweeps, then sleeps until the next moment, for as long as the process lives. That it does is told by a beat. */
export function runTaskSweeper(pool: WorkerPool, log: SweepLog): TaskSweeper {
  /** The latest known app_now(), and performance.now() then. */
  let known: { now: number; at: number } | null = null
  let beatAt = Number.NEGATIVE_INFINITY

  const sweeper = runSweeper(
    {
      name: 'tasks.sweep',
      every: longestSleep,
      agendaEvery: 5,
      async sweep(stopping) {
        const swept = await sweepTasks(pool, { stopping })
        if (swept.moved > 0) log.debug(`Swept: ${swept.moved} changes, ${swept.told} events.`)
        const { now, next } = await nextTaskMoment(pool)
        known = { now: now.getTime(), at: performance.now() }
        if (performance.now() - beatAt > beatEvery) {
          beatAt = performance.now()
          await pool.query('SELECT beat()')
        }
        if (!next) return undefined
        const wait = next.getTime() - now.getTime()
        return wait > 0 ? wait : lockedSleep
      },
    },
    log,
  )

  return {
    wake: sweeper.wake,
    stop: sweeper.stop,
    job: sweeper.job,
    wakeFor(moment) {
      // It wakes by itself before anything later; requests that plan a week ahead need not wake it.
      const horizon = known && known.now + (performance.now() - known.at) + longestSleep
      if (!horizon || Number.isNaN(moment.getTime()) || moment.getTime() <= horizon) sweeper.wake()
    },
    get lastSweepAt() {
      return sweeper.lastAt
    },
  }
}
