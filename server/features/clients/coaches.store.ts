import type { CoachLevel } from '../../domain/vocabulary.ts'
import type { Scope } from '../../platform/scope.ts'

export interface CoachRow {
  client_id: string
  member_id: string
  name: string
  level: CoachLevel
  ends_on: string | null
  covered_by: { memberId: string; name: string; endsOn: string }[]
}

/** The coaches of these clients, the primary one first, each with who stands in for them today. */
export const coachesOf = (scope: Scope, clientIds: readonly string[]): Promise<CoachRow[]> =>
  scope.db.query(
    `SELECT a.client_id, a.member_id, m.name, a.level, a.ends_on::text AS ends_on,
       (SELECT coalesce(jsonb_agg(jsonb_build_object('memberId', d.id, 'name', d.name, 'endsOn', v.ends_on) ORDER BY v.ends_on), '[]')
        FROM coverage v JOIN member d ON d.organization_id = v.organization_id AND d.id = v.delegate_id
        WHERE v.organization_id = m.organization_id AND v.member_id = m.id AND $3 BETWEEN v.starts_on AND v.ends_on) AS covered_by
     FROM (SELECT id AS client_id, primary_coach_id AS member_id, 'primary' AS level, NULL::date AS ends_on FROM client
             WHERE organization_id = $1 AND id = ANY($2)
           UNION ALL SELECT client_id, member_id, level, ends_on FROM client_coach
             WHERE organization_id = $1 AND client_id = ANY($2)) AS a
     JOIN member m ON m.organization_id = $1 AND m.id = a.member_id
     ORDER BY a.level <> 'primary', m.name, m.id`,
    [scope.organizationId, clientIds, scope.today],
  )

export const putCoach = (
  scope: Scope,
  clientId: string,
  memberId: string,
  { level, endsOn = null }: { level: 'coaching' | 'viewing'; endsOn?: string | null },
): Promise<unknown> =>
  scope.db.query(
    `INSERT INTO client_coach (organization_id, client_id, member_id, level, ends_on) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (organization_id, client_id, member_id) DO UPDATE SET level = excluded.level, ends_on = excluded.ends_on`,
    [scope.organizationId, clientId, memberId, level, endsOn],
  )

/** True when there was such a coach. */
export async function removeCoach(scope: Scope, clientId: string, memberId: string): Promise<boolean> {
  const [, removed] = await scope.db.query(
    'DELETE FROM client_coach WHERE organization_id = $1 AND client_id = $2 AND member_id = $3',
    [scope.organizationId, clientId, memberId],
  )
  return removed > 0
}
