import type { RecurringJob } from './agenda.ts'
import { createPacer, type Pacer } from './pacer.ts'

interface SweepLog {
  debug(message: string): void
  info(message: string): void
  warn(message: string): void
}

interface Sweeping {
  /** The name of its job. */
  name: string
  /** Longest sleep in milliseconds. */
  every: number
  /** How often Agenda wakes it besides, in seconds. */
  agendaEvery: number
  /** Does what is due, and may say in how many milliseconds more will be. Long work asks whether it should end. */
  sweep(stopping: () => boolean): Promise<number | undefined>
}

export interface Sweeper extends Pacer {
  /** Wakes it; resolves or fails with the next round that begins from now on. */
  once(): Promise<void>
  readonly job: RecurringJob
  /** When the last round that succeeded ended, by this process's clock. */
  readonly lastAt: Date | null
}

interface Waiting {
  resolve(): void
  reject(error: Error): void
}

/**
 * Sweeps by a timer of its own for as long as the process lives. Agenda wakes it too, and is told how that round went;
 * a failure is logged once and tried again.
 */
export function runSweeper({ name, every, agendaEvery, sweep }: Sweeping, log: SweepLog): Sweeper {
  let failing = false
  let ended = false
  let lastAt: Date | null = null
  let waiting: Waiting[] = []
  let asked: Waiting[] = []

  const pacer = createPacer({
    async work(stopping) {
      asked = waiting
      waiting = []
      const wait = await sweep(stopping)
      lastAt = new Date()
      for (const { resolve } of asked.splice(0)) resolve()
      if (failing) log.info(`${name} works again.`)
      failing = false
      return Math.max(0, Math.min(every, wait ?? every))
    },
    onError(error) {
      for (const { reject } of asked.splice(0)) reject(error)
      if (!failing) log.warn(`${name} failed and is tried again: ${error.message}`)
      failing = true
    },
  })
  const once = () =>
    new Promise<void>((resolve, reject) => {
      if (ended) return resolve()
      waiting.push({ resolve, reject })
      pacer.wake()
    })

  return {
    wake: pacer.wake,
    once,
    job: { name, everySeconds: agendaEvery, run: once },
    get lastAt() {
      return lastAt
    },
    async stop() {
      ended = true
      await pacer.stop()
      for (const { resolve } of [...asked.splice(0), ...waiting.splice(0)]) resolve()
    },
  }
}
