import { recordActivity } from '../../platform/activity.ts'
import type { Scope } from '../../platform/scope.ts'

/** One kind of record about a client: its files' name, and its rows as they go out. $1 the organization, $2 the client. */
export interface ExportKind {
  name: (typeof kindNames)[number]
  sql: string
}

export const kindNames = [
  'client',
  'coaches',
  'opportunities',
  'employers',
  'contacts',
  'interviews',
  'statements',
  'tasks',
  'events',
  'activities',
  'sessions',
  'mails',
  'invitations',
  'calendar-feeds',
  'notification-settings',
  'reminders',
  'erasure-requests',
] as const

const mine = 'organization_id = $1 AND client_id = $2'
const metContacts = `SELECT p.contact_id FROM participant p JOIN interview i ON i.organization_id = p.organization_id AND i.id = p.interview_id
  WHERE i.organization_id = $1 AND i.client_id = $2
  UNION SELECT contact_id FROM task WHERE ${mine} AND contact_id IS NOT NULL
  UNION SELECT s.stated_by FROM timeline_statement s JOIN interview i ON i.organization_id = s.organization_id AND i.id = s.interview_id
    WHERE i.organization_id = $1 AND i.client_id = $2 AND s.stated_by IS NOT NULL
  UNION SELECT id FROM contact WHERE organization_id = $1 AND created_by = $2`

/**
 * Everything that is about the client (GDPR, articles 15 and 20). Of other people, what the client entered or sees:
 * what members note about a contact is about that contact, not about the client.
 */
export const exportKinds: readonly ExportKind[] = [
  {
    name: 'client',
    sql: `SELECT id, name, email, phone, time_zone, locale, status, target, consent_pipeline, consent_notes, consent_contacts,
        consent_ends_on, consent_given_at, consent_source, closed_at, created_at, updated_at
      FROM client WHERE organization_id = $1 AND id = $2`,
  },
  {
    name: 'coaches',
    sql: `SELECT m.id, m.name, 'primary' AS level, NULL::date AS ends_on FROM client c
        JOIN member m ON m.organization_id = c.organization_id AND m.id = c.primary_coach_id WHERE c.organization_id = $1 AND c.id = $2
      UNION ALL SELECT m.id, m.name, x.level, x.ends_on FROM client_coach x
        JOIN member m ON m.organization_id = x.organization_id AND m.id = x.member_id WHERE x.organization_id = $1 AND x.client_id = $2`,
  },
  {
    name: 'opportunities',
    sql: `SELECT id, employer_id, title, stage, cold_since, created_at, updated_at, deleted_at FROM opportunity WHERE ${mine} ORDER BY id`,
  },
  {
    name: 'employers',
    sql: `SELECT id, name, country, region, website FROM employer
      WHERE organization_id = $1 AND id IN (SELECT employer_id FROM opportunity WHERE ${mine}) ORDER BY name, id`,
  },
  {
    name: 'contacts',
    sql: `SELECT id, employer_id, name, role, email, phone, allowed_channels, CASE WHEN created_by = $2 THEN notes END AS notes,
        created_by = $2 AS entered_by_client FROM contact WHERE organization_id = $1 AND id IN (${metContacts}) ORDER BY id`,
  },
  {
    name: 'interviews',
    sql: `SELECT id, opportunity_id, employer_id, starts_at, duration_minutes, time_zone, format, round, status, outcome, topics, promises,
        notes, decision_date, ARRAY(SELECT contact_id FROM participant p WHERE p.organization_id = $1 AND p.interview_id = interview.id
          ORDER BY position) AS participants, created_at, updated_at, deleted_at
      FROM interview WHERE ${mine} ORDER BY starts_at, id`,
  },
  {
    name: 'statements',
    sql: `SELECT s.id, s.interview_id, s.kind, s.date, s.days, s.stated_at, s.stated_by, s.words, s.recorded_by, s.created_at
      FROM timeline_statement s JOIN interview i ON i.organization_id = s.organization_id AND i.id = s.interview_id
      WHERE i.organization_id = $1 AND i.client_id = $2 ORDER BY s.interview_id, s.position`,
  },
  {
    name: 'tasks',
    sql: `SELECT t.id, t.opportunity_id, t.interview_id, t.contact_id, t.kind, t.channel, t.status, t.title, t.due_at, t.overdue_at,
        t.completed_at, t.outcome, t.note, t.rule, t.facts, t.cancel_reason, t.created_at, t.updated_at, t.deleted_at, k.name AS contact_name
      FROM task t LEFT JOIN contact k ON k.organization_id = t.organization_id AND k.id = t.contact_id
      WHERE t.organization_id = $1 AND t.client_id = $2 ORDER BY t.due_at, t.id`,
  },
  {
    name: 'events',
    sql: `SELECT id, type, subject_id, data, actor_kind, occurred_at FROM event WHERE ${mine} ORDER BY occurred_at, id`,
  },
  {
    name: 'activities',
    sql: `SELECT id, occurred_at, record_type, record_id, part, verb, changes, actor_kind, actor_id, CASE WHEN actor_id = $2 THEN ip END AS ip
      FROM activity WHERE organization_id = $1 AND (client_id = $2 OR actor_id = $2) ORDER BY occurred_at, id`,
  },
  {
    name: 'sessions',
    sql: `SELECT id, user_agent, ip, created_at, rotated_at AS last_used_at, expires_at, ended_at FROM session WHERE ${mine} ORDER BY created_at, id`,
  },
  {
    name: 'mails',
    sql: `SELECT id, kind, recipient, subject, CASE WHEN NOT secret THEN regexp_replace(text, U&'\\E000[^\\E001]*\\E001', '…', 'g') END AS text, status, created_at, sent_at FROM mail
      WHERE organization_id = $1 AND lower(btrim(recipient)) = (SELECT lower(btrim(email)) FROM client WHERE organization_id = $1 AND id = $2)
      ORDER BY created_at, id`,
  },
  {
    name: 'invitations',
    sql: `SELECT id, email, sent_at, expires_at, accepted_at, revoked_at FROM invitation WHERE ${mine} ORDER BY id`,
  },
  {
    name: 'calendar-feeds',
    sql: `SELECT id, member_id, hint, last_fetched_at, created_at FROM calendar_feed WHERE ${mine} ORDER BY id`,
  },
  {
    name: 'notification-settings',
    sql: `SELECT digest, digest_minute, due_mails, quiet_from, quiet_to, unsubscribed_at, created_at, updated_at
      FROM notification_setting WHERE ${mine}`,
  },
  {
    name: 'reminders',
    sql: `SELECT id, kind, task_id, moment, local_date, settled_at, mail_id, used_at FROM reminder WHERE ${mine} ORDER BY created_at, id`,
  },
  {
    name: 'erasure-requests',
    sql: `SELECT id, status, created_at, decided_at FROM erasure_request WHERE ${mine} ORDER BY id`,
  },
]

export type ExportRow = Record<string, unknown>

const rowsAtOnce = 500

/** The rows of one kind, some at a time, by a cursor of the open transaction. */
export async function* rowsOf(
  scope: Scope,
  { sql }: ExportKind,
  clientId: string,
): AsyncGenerator<ExportRow[]> {
  await scope.db.query(`DECLARE export NO SCROLL CURSOR FOR ${sql}`, [scope.organizationId, clientId])
  for (;;) {
    const rows: ExportRow[] = await scope.db.query(`FETCH ${rowsAtOnce} FROM export`)
    if (rows.length > 0) yield rows
    if (rows.length < rowsAtOnce) break
  }
  await scope.db.query('CLOSE export')
}

/** The practice's name and the client's, for the note that goes along. */
export async function namesFor(
  scope: Scope,
  clientId: string,
): Promise<{ practice: string; client: string } | null> {
  const [row] = await scope.db.query(
    `SELECT o.name AS practice, c.name AS client FROM client c JOIN organization o ON o.id = c.organization_id
     WHERE c.organization_id = $1 AND c.id = $2 AND c.erased_at IS NULL`,
    [scope.organizationId, clientId],
  )
  return row ?? null
}

/** In the activity log, which keeps what changes no row when it is told. */
export const rememberExport = (scope: Scope, clientId: string): Promise<unknown> =>
  recordActivity(scope, { verb: 'exported', recordType: 'client', recordId: clientId, clientId })
