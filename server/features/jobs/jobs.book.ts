import type { Pool } from 'pg'
import type { RecurringJob } from '../../platform/agenda.ts'
import { createPacer } from '../../platform/pacer.ts'

export interface JobBook {
  /** Never fails and is not waited for: a run that can not be written down has happened all the same. */
  record(job: string, seconds: number, failure: string | null): void
  stop(): Promise<void>
}

const hour = 3_600_000

/** Writes down which jobs there are, and how each run went, by the database's clock: for the admins' page of jobs. */
export function keepJobBook(pool: Pick<Pool, 'query'>, jobs: readonly RecurringJob[]): JobBook {
  const names = jobs.map(({ name }) => name)
  const seconds = jobs.map(({ everySeconds }) => everySeconds)
  const known = createPacer({
    async work() {
      await pool.query('SELECT know_jobs($1, $2)', [names, seconds])
      return hour
    },
    onError() {},
  })
  const writing = new Set<Promise<void>>()
  return {
    record(job, took, failure) {
      const one: Promise<void> = pool
        .query('SELECT record_job($1, $2, $3)', [job, took, failure])
        .then(
          () => undefined,
          () => undefined,
        )
        .finally(() => writing.delete(one))
      writing.add(one)
    },
    async stop() {
      await Promise.all([known.stop(), ...writing])
    },
  }
}
