import { randomBytes } from 'node:crypto'
import type { Pool } from 'pg'
import type { Scope } from '../../platform/scope.ts'
import type { Composed } from './mail.letter.ts'

/** A transaction, of the API or of the worker. */
interface Sql {
  query(sql: string, parameters: unknown[]): Promise<unknown>
}

export interface NewMail extends Composed {
  kind: string
  recipient: string
  /** Bears a link that logs somebody in: its text is wiped as soon as it has been sent. */
  secret: boolean
}

/** Puts a mail on its way in the caller's transaction: it is sent when that commits, and only then. */
export const queueMail = (db: Sql, organizationId: string, mail: NewMail): Promise<unknown> =>
  db.query(
    `INSERT INTO mail (organization_id, kind, recipient, subject, text, html, secret) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [organizationId, mail.kind, mail.recipient, mail.subject, mail.text, mail.html, mail.secret],
  )

export interface MailRow {
  id: string
  kind: string
  recipient: string
  subject: string
  text: string | null
  secret: boolean
  status: 'queued' | 'sent' | 'kept' | 'failed'
  tries: number
  sent_at: Date | null
  last_error: string | null
  created_at: Date
}

/** The latest first, before a place in the list. */
export const listMails = (
  { db, organizationId }: Scope,
  limit: number,
  before: { createdAt: string; id: string } | null,
): Promise<MailRow[]> =>
  db.query(
    `SELECT id, kind, recipient, subject, CASE WHEN secret THEN NULL ELSE text END AS text, secret, status, tries,
       sent_at, last_error, created_at
     FROM mail WHERE organization_id = $1 AND ($3::timestamptz IS NULL OR (created_at, id) < ($3, $4::uuid))
     ORDER BY created_at DESC, id DESC LIMIT $2`,
    [organizationId, limit, before?.createdAt ?? null, before?.id ?? null],
  )

export interface ClaimedMail {
  organization_id: string
  id: string
  recipient: string
  subject: string
  text: string
  html: string
  secret: boolean
  tries: number
  fence: number
  /** Set where it is a reminder, which its reader can unsubscribe from. */
  member_id: string | null
  client_id: string | null
}

const leaseSeconds = 60

/** What the tokens in mails are reckoned with: the installation's own, which the first process to ask makes. */
export async function mailLinkKey(
  query: (sql: string, parameters: unknown[]) => Promise<{ key: string }[]>,
): Promise<Buffer> {
  const [row] = await query('SELECT mail_link_key($1) AS key', [randomBytes(32).toString('base64')])
  return Buffer.from(row?.key ?? '', 'base64')
}

/** A reminder that could not be sent in time is not sent in the night. */
const tooLate = `UPDATE mail SET status = 'failed', last_error = 'too late', lease_until = NULL
  WHERE status = 'queued' AND send_before <= now() AND (lease_until IS NULL OR lease_until < now())`

/** Takes mails to be sent: each is this worker's until its lease ends, and its fence tells later that it still was. */
export async function claimMails(pool: Pool, most: number): Promise<ClaimedMail[]> {
  await pool.query(tooLate)
  const { rows } = await pool.query<ClaimedMail>(
    `UPDATE mail m SET lease_until = now() + make_interval(secs => $2), fence = fence + 1, tries = tries + 1
     FROM (SELECT organization_id, id FROM mail WHERE status = 'queued' AND next_try_at <= now()
             AND (lease_until IS NULL OR lease_until < now())
           ORDER BY next_try_at LIMIT $1 FOR UPDATE SKIP LOCKED) AS next
     WHERE m.organization_id = next.organization_id AND m.id = next.id
     RETURNING m.organization_id, m.id, recipient, subject, text, html, secret, tries, fence,
       m.member_id, m.client_id`,
    [most, leaseSeconds],
  )
  return rows
}

/** Ends a claim, unless another has taken the mail over in the meantime. */
export const settleMail = (
  pool: Pool,
  { organization_id, id, fence }: ClaimedMail,
  {
    status,
    error = null,
    again = 0,
  }: { status: 'sent' | 'kept' | 'failed' | 'queued'; error?: string | null; again?: number },
): Promise<unknown> =>
  pool.query(
    `UPDATE mail SET status = $4, lease_until = NULL, last_error = $5,
       sent_at = CASE WHEN $4 IN ('sent', 'kept') THEN now() END,
       next_try_at = now() + make_interval(secs => $6),
       text = CASE WHEN secret AND $4 <> 'queued' THEN NULL ELSE text END,
       html = CASE WHEN secret AND $4 <> 'queued' THEN NULL ELSE html END
     WHERE organization_id = $1 AND id = $2 AND fence = $3 AND status = 'queued'`,
    [organization_id, id, fence, status, error?.slice(0, 500) ?? null, again],
  )
