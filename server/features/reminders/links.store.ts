import type { DataSource } from 'typeorm'
import type { Scope } from '../../platform/scope.ts'
import { hashSecret } from '../../platform/secrets.ts'

/** The reminder behind a link; null for one that never was, or is no longer remembered. */
export async function reminderBehind(
  db: Pick<DataSource, 'query'>,
  token: string,
): Promise<{ organizationId: string; reminderId: string } | null> {
  const [row] = await db.query('SELECT organization_id, subject_id FROM find_credential($1, $2)', [
    'mail_action',
    hashSecret('mail_action', token),
  ])
  return row ? { organizationId: row.organization_id, reminderId: row.subject_id } : null
}

export interface ReminderRow {
  taskId: string
  /** Used: by whom has the link, once. */
  used: boolean
  /** It was used a moment ago, so that what it did may be taken back by it. */
  justUsed: boolean
}

/** A reminder whose link is not over, locked; null otherwise. */
export async function lockReminder({ db, organizationId }: Scope, id: string): Promise<ReminderRow | null> {
  const [row] = await db.query(
    `SELECT task_id AS "taskId", used_at IS NOT NULL AS used, coalesce(used_at > now() - interval '90 seconds', false) AS "justUsed"
     FROM reminder WHERE organization_id = $1 AND id = $2 AND kind = 'due' AND expires_at > now() FOR UPDATE`,
    [organizationId, id],
  )
  return row ?? null
}

export const useReminder = ({ db, organizationId }: Scope, id: string): Promise<unknown> =>
  db.query('UPDATE reminder SET used_at = now() WHERE organization_id = $1 AND id = $2', [organizationId, id])
