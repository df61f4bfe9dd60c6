import type { DataSource, EntityManager, SelectQueryBuilder } from 'typeorm'
import { type PageRequest, pageOf } from '../../platform/keyset.ts'
import { firstRow, oneOf, rowsByIds, selectFrom } from '../../platform/query.ts'
import type { Scope } from '../../platform/scope.ts'
import { allowedClients } from '../clients/clients.access.ts'
import { type InvitationRow, invitationEntity } from './invitations.entity.ts'

/** An admin sees all; a coach those of the clients whom they see. */
function visibleInvitations(scope: Scope): SelectQueryBuilder<InvitationRow> {
  const query = selectFrom(scope, invitationEntity)
  if (scope.actor.role === 'admin') return query
  const { sql, parameters } = allowedClients(scope)
  return query.andWhere(`t.clientId IN (${sql})`, parameters)
}

export interface InvitationFilters extends PageRequest {
  clientId?: string
  open?: boolean
  ids?: string
}

export function listInvitations(scope: Scope, { clientId, open, ids, ...page }: InvitationFilters) {
  const query = visibleInvitations(scope)
  const isOpen = 't.acceptedAt IS NULL AND t.revokedAt IS NULL AND t.expiresAt > now()'
  if (clientId) query.andWhere('t.clientId = :clientId', { clientId })
  if (open !== undefined) query.andWhere(open ? isOpen : `NOT (${isOpen})`)
  if (ids) query.andWhere('t.id = ANY(:ids)', { ids: ids.split(',') })
  return pageOf<InvitationRow>(scope.db, query, page)
}

export const findInvitation = (scope: Scope, id: string, lock = false): Promise<InvitationRow | null> =>
  oneOf(visibleInvitations(scope), id, lock)

export const invitationById = async (scope: Scope, id: string): Promise<InvitationRow> =>
  firstRow(await rowsByIds(scope, invitationEntity, [id]))

/** Ends the links that are still out for the same person, so that the latest alone works. */
export const revokeOthers = (
  scope: Scope,
  kind: string,
  email: string,
  clientId: string | null,
): Promise<unknown> =>
  scope.db.query(
    `UPDATE invitation SET revoked_at = now() WHERE organization_id = $1 AND kind = $2 AND email = $3
       AND client_id IS NOT DISTINCT FROM $4::uuid AND accepted_at IS NULL AND revoked_at IS NULL`,
    [scope.organizationId, kind, email, clientId],
  )

/** Whether somebody of that address works here already. */
export async function isMember({ db, organizationId }: Scope, email: string): Promise<boolean> {
  const [row] = await db.query(
    'SELECT EXISTS (SELECT FROM member WHERE organization_id = $1 AND lower(email) = $2) AS found',
    [organizationId, email],
  )
  return row.found
}

export const rememberToken = (db: EntityManager, hash: Buffer, id: string): Promise<unknown> =>
  db.query(`SELECT remember_credential('invitation', $1, $2)`, [hash, id])

/** Where a link leads, before anything else is known; null for one that we never sent. */
export async function invitationBehind(
  source: DataSource,
  hash: Buffer,
): Promise<{ organizationId: string; id: string } | null> {
  const [row] = await source.query(`SELECT * FROM find_credential('invitation', $1)`, [hash])
  return row ? { organizationId: row.organization_id, id: row.subject_id } : null
}

export interface OpenInvitation {
  id: string
  kind: 'member' | 'client'
  email: string
  role: 'admin' | 'coach' | null
  client_id: string | null
  name: string | null
  locale: 'en' | 'de' | 'es' | 'fr'
  organization: string
  time_zone: string
}

/** An invitation that can still be accepted by this link, locked until the transaction ends. */
export async function lockOpen(db: EntityManager, id: string, hash: Buffer): Promise<OpenInvitation | null> {
  const [row] = await db.query(
    `SELECT i.id, i.kind, i.email, i.role, i.client_id, i.name, i.locale, o.name AS organization, o.time_zone
     FROM invitation i JOIN organization o ON o.id = i.organization_id
     WHERE i.id = $1 AND i.token_hash = $2 AND i.accepted_at IS NULL AND i.revoked_at IS NULL AND i.expires_at > now()
     FOR UPDATE OF i`,
    [id, hash],
  )
  return row ?? null
}

interface Joining {
  accountId: string
  organizationId: string
  name: string
  locale: string
  timeZone: string
}

/** False when that login works here already. */
export async function joinAsMember(
  db: EntityManager,
  { role, email }: OpenInvitation,
  who: Joining,
): Promise<boolean> {
  const rows = await db.query(
    `INSERT INTO member (organization_id, account_id, name, email, role, locale, time_zone)
     VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (organization_id, account_id) DO NOTHING RETURNING id`,
    [who.organizationId, who.accountId, who.name, email, role, who.locale, who.timeZone],
  )
  return rows.length > 0
}

/** False when the client has a login already, or is gone. */
export async function joinAsClient(
  db: EntityManager,
  { client_id }: OpenInvitation,
  { accountId, organizationId }: Joining,
  consent: { pipeline: boolean; notes: boolean; contacts: boolean },
): Promise<boolean> {
  const [, changed] = await db.query(
    `UPDATE client SET account_id = $3, consent_pipeline = $4, consent_notes = $5, consent_contacts = $6,
       consent_ends_on = NULL, consent_given_at = app_now(), consent_source = 'client'
     WHERE organization_id = $1 AND id = $2 AND account_id IS NULL AND deleted_at IS NULL AND status <> 'archived'`,
    [organizationId, client_id, accountId, consent.pipeline, consent.notes, consent.contacts],
  )
  return changed > 0
}

export const markAccepted = (db: EntityManager, id: string): Promise<unknown> =>
  db.query('UPDATE invitation SET accepted_at = now() WHERE id = $1', [id])

export const createAccount = async (
  db: EntityManager,
  email: string,
  passwordHash: string,
): Promise<string> => (await db.query('SELECT create_account($1, $2) AS id', [email, passwordHash]))[0].id

export const grantAccess = (db: EntityManager, accountId: string, organizationId: string): Promise<unknown> =>
  db.query('SELECT grant_access($1, $2)', [accountId, organizationId])
