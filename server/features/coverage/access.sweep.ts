import type { Pool } from 'pg'
import { localDate } from '../../platform/local-date.ts'
import { runSweeper, type Sweeper } from '../../platform/sweeper.ts'

/*
 * Access ends by itself: whoever asks is compared with today (clients.access.ts), and what a socket hears is looked at with
 * the caller's access of that moment. What remains is to tell programs, once for each end.
 */

interface Ending {
  event: string
  kind: 'coach' | 'consent' | 'coverage'
  table: string
  /** Columns: whom the event is about, whose client it is, what else tells one end from another, the last day. */
  subject: string
  client: string
  other: string
  lastDay: string
  data: string
}

const endings: readonly Ending[] = [
  {
    ...{ event: 'client.coach_ended', kind: 'coach', table: 'client_coach' },
    ...{ subject: 'x.client_id', client: 'x.client_id', other: 'x.member_id', lastDay: 'x.ends_on' },
    data: `jsonb_build_object('memberId', other_id, 'endedOn', ended_on)`,
  },
  {
    ...{ event: 'client.consent_ended', kind: 'consent', table: 'client' },
    ...{ subject: 'x.id', client: 'x.id', other: 'x.id', lastDay: 'x.consent_ends_on' },
    data: `jsonb_build_object('endedOn', ended_on)`,
  },
  {
    ...{ event: 'member.coverage_ended', kind: 'coverage', table: 'coverage' },
    ...{ subject: 'x.member_id', client: 'NULL::uuid', other: 'x.id', lastDay: 'x.ends_on' },
    data: `jsonb_build_object('coverageId', other_id, 'endedOn', ended_on)`,
  },
]

/** The days that are over in each practice's zone; `today` is reckoned in Node, by the database's clock. */
const endSql = ({ event, kind, table, subject, client, other, lastDay, data }: Ending): string => `
WITH ended AS MATERIALIZED (
  SELECT x.organization_id, ${subject} AS subject_id, ${client} AS client_id, ${other} AS other_id, ${lastDay} AS ended_on
  FROM ${table} x
  JOIN organization o ON o.id = x.organization_id
  JOIN unnest($1::text[], $2::date[]) AS zone (name, today) ON zone.name = o.time_zone
  WHERE ${lastDay} < zone.today AND ${lastDay} < $3::date AND NOT EXISTS (SELECT FROM told_end t
    WHERE t.organization_id = x.organization_id AND t.kind = '${kind}' AND t.subject_id = ${subject}
      AND t.other_id = ${other} AND t.ended_on = ${lastDay})
  LIMIT 1000
), remembered AS (
  INSERT INTO told_end (organization_id, kind, subject_id, other_id, ended_on)
  SELECT organization_id, '${kind}', subject_id, other_id, ended_on FROM ended
  ON CONFLICT DO NOTHING RETURNING *
), told AS (
  INSERT INTO event (organization_id, type, subject_id, client_id, data, actor_kind, occurred_at)
  SELECT organization_id, '${event}', subject_id, client_id, ${data}, 'job', (SELECT app_now())
  FROM remembered r JOIN ended USING (organization_id, subject_id, other_id, ended_on) RETURNING 1
)
SELECT count(*)::int AS told FROM told`

/** Tells of access that has ended by app_now(); returns of how many ends. Any number may run at once. */
export async function sweepAccess(pool: Pick<Pool, 'query'>): Promise<number> {
  const { rows: zones } = await pool.query<{ zone: string; now: Date }>(
    'SELECT DISTINCT time_zone AS zone, app_now() AS now FROM organization',
  )
  const days = zones.map(({ zone, now }) => localDate(now, zone))
  const latest = days.toSorted().at(-1) ?? null
  let told = 0
  for (const ending of endings) {
    const sql = endSql(ending)
    const { rows } = await pool.query<{ told: number }>(sql, [zones.map(({ zone }) => zone), days, latest])
    told += rows[0]?.told ?? 0
  }
  return told
}

export const runAccessSweeper = (pool: Pool, log: Parameters<typeof runSweeper>[1]): Sweeper =>
  runSweeper(
    {
      name: 'access.sweep',
      every: 60_000,
      agendaEvery: 60,
      async sweep() {
        const told = await sweepAccess(pool)
        if (told > 0) log.debug(`Told of ${told} ends of access.`)
        return undefined
      },
    },
    log,
  )
