import type { Periods } from '../../domain/privacy/inventory.ts'
import type { Scope } from '../../platform/scope.ts'

export type RetentionRow = Periods & { version: number; updatedAt: Date }

const columns = {
  clientsMonths: 'keep_clients_months',
  eventsDays: 'keep_events_days',
  activitiesMonths: 'keep_activities_months',
  sessionsDays: 'keep_sessions_days',
  mailsDays: 'keep_mails_days',
} as const satisfies Record<keyof Periods, string>

const names = Object.keys(columns) as (keyof Periods)[]

/** The organization's setting, locked when it is going to be changed. */
export async function retentionOf(scope: Scope, lock = false): Promise<RetentionRow> {
  const [row] = await scope.db.query(
    `SELECT ${names.map((name) => `${columns[name]} AS "${name}"`).join(', ')}, version, updated_at AS "updatedAt"
     FROM organization WHERE id = $1 ${lock ? 'FOR NO KEY UPDATE' : ''}`,
    [scope.organizationId],
  )
  return row
}

export async function changeRetention(scope: Scope, patch: Partial<Periods>): Promise<void> {
  const changed = names.filter((name) => patch[name] !== undefined)
  if (changed.length === 0) return
  await scope.db.query(
    `UPDATE organization SET ${changed.map((name, at) => `${columns[name]} = $${at + 2}`).join(', ')} WHERE id = $1`,
    [scope.organizationId, ...changed.map((name) => patch[name])],
  )
}

/** How many would go by these periods, now; with the same conditions as the functions that carry it out. */
export async function wouldGo(scope: Scope, periods: Periods) {
  const [row] = await scope.db.query(
    `SELECT
       (SELECT count(*)::int FROM client WHERE organization_id = $1 AND erased_at IS NULL
          AND closed_at < app_now() - make_interval(months => $2)) AS clients,
       (SELECT count(*)::int FROM event WHERE organization_id = $1 AND occurred_at < app_now() - make_interval(days => $3)) AS events,
       (SELECT count(*)::int FROM activity WHERE organization_id = $1
          AND occurred_at < app_now() - make_interval(months => $5)) AS activities,
       (SELECT count(*)::int FROM session WHERE organization_id = $1
          AND least(coalesce(ended_at, expires_at), expires_at) < now() - make_interval(days => $4)) AS sessions,
       (SELECT count(*)::int FROM mail WHERE organization_id = $1 AND status <> 'queued' AND (text IS NOT NULL OR html IS NOT NULL)
          AND created_at < now() - make_interval(days => $6)) AS mails`,
    [
      scope.organizationId,
      periods.clientsMonths,
      periods.eventsDays,
      periods.sessionsDays,
      periods.activitiesMonths,
      periods.mailsDays,
    ],
  )
  return row as Record<'clients' | 'events' | 'activities' | 'sessions' | 'mails', number>
}
