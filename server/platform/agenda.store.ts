import type { Pool } from 'pg'

/** Seconds by which another machine's clock may differ before we mend what it wrote. */
const tolerance = 5

/**
 * Brings back what a clock that runs ahead has put off: a next run further away than the job's interval, a lock from
 * the future. All by the database's clock.
 */
export async function tidyAgendaRows(
  pool: Pick<Pool, 'query'>,
  jobs: readonly { name: string; everySeconds: number }[],
): Promise<void> {
  await pool.query(
    `UPDATE agenda_jobs SET
       next_run_at = least(agenda_jobs.next_run_at, now() + job.seconds * interval '1 second'),
       locked_at = least(agenda_jobs.locked_at, now())
     FROM unnest($1::text[], $2::int[]) AS job (name, seconds)
     WHERE agenda_jobs.name = job.name AND agenda_jobs.type = 'single' AND (
       agenda_jobs.next_run_at > now() + (job.seconds + $3) * interval '1 second'
       OR agenda_jobs.locked_at > now() + $3 * interval '1 second')`,
    [jobs.map(({ name }) => name), jobs.map(({ everySeconds }) => everySeconds), tolerance],
  )
}

/** Gives back the locks that the worker of this name still holds. */
export async function releaseLocks(pool: Pick<Pool, 'query'>, name: string): Promise<void> {
  await pool.query(
    'UPDATE agenda_jobs SET locked_at = NULL WHERE last_modified_by = $1 AND locked_at IS NOT NULL',
    [name],
  )
}

/** Agenda keeps finished rows for ever. */
export const agendaPurge = (pool: Pick<Pool, 'query'>) => ({
  name: 'agenda.purge',
  everySeconds: 3_600,
  run: async () => {
    await pool.query(
      `DELETE FROM agenda_jobs WHERE type = 'normal' AND next_run_at IS NULL AND locked_at IS NULL
       AND coalesce(last_finished_at, failed_at, created_at) < now() - interval '1 day'`,
    )
  },
})
