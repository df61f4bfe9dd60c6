import type { Scope } from '../../platform/scope.ts'
import type { JobRow } from './jobs.schema.ts'

/** The installation's jobs; nothing of any organization is in it. */
export const allJobs = ({ db }: Scope): Promise<JobRow[]> => db.query('SELECT * FROM job_overview()')

/** Makes a job run at a worker's next look; false when there is none of this name. */
export async function wantJob({ db }: Scope, name: string): Promise<boolean> {
  const [row] = await db.query('SELECT want_job($1) AS there', [name])
  return row.there
}

export interface Depths {
  mails: number
  deliveries: number
  lag: number
  beatAt: Date | null
  sinceBeat: number | null
}

/** What is on its way of the organization, and when a worker was last seen. */
export async function depthsOf({ db, organizationId }: Scope): Promise<Depths> {
  const [row] = await db.query(
    `SELECT (SELECT count(*)::int FROM mail WHERE organization_id = $1 AND status = 'queued') AS mails,
       (SELECT count(*)::int FROM webhook_delivery WHERE organization_id = $1 AND status = 'queued') AS deliveries,
       greatest(0, coalesce(extract(epoch FROM app_now() - least(
         (SELECT min(due_at) FROM task WHERE organization_id = $1 AND status = 'scheduled' AND due_at <= app_now()),
         (SELECT min(overdue_at) FROM task WHERE organization_id = $1 AND status = 'due' AND overdue_at <= app_now()))), 0))::float8 AS lag,
       b.beat_at AS "beatAt", b.seconds_since_beat AS "sinceBeat"
     FROM readiness() b`,
    [organizationId],
  )
  return row
}
