import type { Scope } from '../../platform/scope.ts'

/**
 * Remembers when the statement that stands passes, for the sweep; null: never, as nothing is waited for. Earlier
 * statements are no longer waited for; what has been told of one stays remembered.
 */
export const watchDecision = (
  { db, organizationId }: Scope,
  interviewId: string,
  statementKey: string | null,
  passesAt: string | null,
): Promise<unknown> =>
  db.query(
    `WITH others AS (
       UPDATE decision_watch SET passes_at = NULL WHERE organization_id = $1 AND interview_id = $2
         AND passes_at IS NOT NULL AND statement_key IS DISTINCT FROM $3::text
     )
     INSERT INTO decision_watch AS w (organization_id, interview_id, statement_key, passes_at)
     SELECT $1::uuid, $2::uuid, $3::text, $4::timestamptz WHERE $3::text IS NOT NULL AND ($4::timestamptz IS NOT NULL
       OR EXISTS (SELECT FROM decision_watch WHERE organization_id = $1 AND interview_id = $2 AND statement_key = $3::text))
     ON CONFLICT (organization_id, interview_id, statement_key) DO UPDATE SET passes_at = excluded.passes_at
       WHERE w.passes_at IS DISTINCT FROM excluded.passes_at`,
    [organizationId, interviewId, statementKey, passesAt],
  )
