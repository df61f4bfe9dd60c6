import { type Preferences, usual } from '../../domain/reminders/preferences.ts'
import type { Locale, Role } from '../../domain/vocabulary.ts'

/** Runs a statement of the worker's transaction and gives its rows. */
export interface Reading {
  query<Row>(sql: string, parameters?: unknown[]): Promise<Row[]>
}

/** Somebody who may get reminders: a member, or a client with a login. */
export interface Reader {
  organizationId: string
  memberId: string | null
  clientId: string | null
  role: Role
  email: string
  locale: Locale
  timeZone: string
  organization: string
  /** The practice's date by its own zone: what ends on a day counts through it. */
  today: string
  preferences: Preferences
  unsubscribed: boolean
}

/** Their settings, else the practice's, else ours. `p` has member_id and client_id, of which one is set. */
export const preferenceJoins = `
  LEFT JOIN notification_setting own ON own.organization_id = p.organization_id
    AND (own.member_id = p.member_id OR own.client_id = p.client_id)
  LEFT JOIN notification_setting shared ON shared.organization_id = p.organization_id
    AND shared.member_id IS NULL AND shared.client_id IS NULL`

export const preferenceColumns = `
  coalesce(own.digest, shared.digest, ${usual.digest}) AS digest,
  coalesce(own.digest_minute, shared.digest_minute, ${usual.digestAt}) AS digest_minute,
  coalesce(own.due_mails, shared.due_mails, ${usual.dueMails}) AS due_mails,
  coalesce(own.quiet_from, shared.quiet_from, ${usual.quiet.from}) AS quiet_from,
  coalesce(own.quiet_to, shared.quiet_to, ${usual.quiet.to}) AS quiet_to`

/** Everybody whom mail may reach: who works here, and active clients with a login. */
export const people = `
  SELECT organization_id, id AS member_id, NULL::uuid AS client_id, role, email, locale, time_zone FROM member WHERE active
  UNION ALL SELECT organization_id, NULL, id, 'client', email, locale, time_zone FROM client
    WHERE account_id IS NOT NULL AND email IS NOT NULL AND status = 'active' AND deleted_at IS NULL`

export interface PreferenceRow {
  digest: boolean
  digest_minute: number
  due_mails: boolean
  quiet_from: number
  quiet_to: number
}

export const toPreferences = (row: PreferenceRow): Preferences => ({
  digest: row.digest,
  digestAt: row.digest_minute,
  dueMails: row.due_mails,
  quiet: { from: row.quiet_from, to: row.quiet_to },
})

export type ReaderRow = PreferenceRow & {
  organization_id: string
  member_id: string | null
  client_id: string | null
  role: Role
  email: string
  locale: Locale
  time_zone: string
  organization: string
  today: string
  unsubscribed: boolean
}

/** The columns of a {@link ReaderRow}; `p` is one of {@link people}, `o` their organization. */
export const readerColumns = `p.organization_id, p.member_id, p.client_id, p.role, p.email, p.locale, p.time_zone,
  o.name AS organization, to_char(app_now() AT TIME ZONE o.time_zone, 'YYYY-MM-DD') AS today,
  own.unsubscribed_at IS NOT NULL AS unsubscribed, ${preferenceColumns}`

export const toReader = (row: ReaderRow): Reader => ({
  organizationId: row.organization_id,
  memberId: row.member_id,
  clientId: row.client_id,
  role: row.role,
  email: row.email,
  locale: row.locale,
  timeZone: row.time_zone,
  organization: row.organization,
  today: row.today,
  preferences: toPreferences(row),
  unsubscribed: row.unsubscribed,
})
