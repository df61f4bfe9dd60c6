import type { SelectQueryBuilder } from 'typeorm'
import { type PageRequest, pageOf } from '../../platform/keyset.ts'
import { firstRow, oneOf, rowsByIds, selectFrom } from '../../platform/query.ts'
import type { Scope } from '../../platform/scope.ts'
import { searching } from '../../platform/search.ts'
import { visibleClients } from '../clients/clients.access.ts'
import { type ContactRow, contactEntity } from './contacts.entity.ts'

/**
 * An admin and a key see all; a coach and a restricted key those at employers where one of their clients has an opportunity, and their own entries;
 * a client those who took part in their own interviews, and their own entries. Whom only clients have met who withhold
 * their contacts, no one else sees.
 */
export const visibleContacts = (scope: Scope): SelectQueryBuilder<ContactRow> =>
  knownContacts(scope).andWhere('t.deletedAt IS NULL')

/** The same, with those that were removed and can come back: who has been erased can not. */
export const knownContacts = (scope: Scope): SelectQueryBuilder<ContactRow> =>
  narrowed(scope, selectFrom(scope, contactEntity).andWhere('t.erasedAt IS NULL'))

function narrowed(scope: Scope, query: SelectQueryBuilder<ContactRow>, { ownToo = false } = {}) {
  const { role, restricted } = scope.actor
  onlyNotWithheld(scope, query, ownToo)
  if (role === 'admin' || (role === 'key' && !restricted)) return query
  const { sql, parameters } = visibleClients(scope)
  const known =
    role === 'client'
      ? `t.id IN (SELECT p.contact_id FROM participant p
           JOIN interview i ON i.organization_id = p.organization_id AND i.id = p.interview_id
           WHERE p.organization_id = :organizationId AND i.client_id = :actorId AND i.deleted_at IS NULL)`
      : `t.employer_id IN (SELECT o.employer_id FROM opportunity o
           WHERE o.organization_id = :organizationId AND o.deleted_at IS NULL AND o.client_id IN (${sql}))`
  return query.andWhere(`(t.createdBy = :actorId OR ${known})`, { ...parameters, actorId: scope.actor.id })
}

/** Leaves out whom only clients have met who withhold their contacts; `ownToo` keeps those whom the caller entered. */
function onlyNotWithheld(scope: Scope, query: SelectQueryBuilder<ContactRow>, ownToo: boolean): void {
  const { contacts } = scope.withheld
  if (contacts.size === 0) return
  const met = (whom: string) =>
    `EXISTS (SELECT FROM participant p JOIN interview i ON i.organization_id = p.organization_id AND i.id = p.interview_id
       WHERE p.organization_id = :organizationId AND p.contact_id = t.id AND i.deleted_at IS NULL AND ${whom})`
  query.andWhere(
    `(${ownToo ? 't.created_by = :actorId OR ' : ''}${met('i.client_id <> ALL(:withheldContacts)')}
      OR NOT (t.created_by = ANY(:withheldContacts) OR ${met('i.client_id = ANY(:withheldContacts)')}))`,
    { withheldContacts: [...contacts], actorId: scope.actor.id },
  )
}

export interface ContactFilters extends PageRequest {
  q?: string
  employerId?: string
}

export function listContacts(scope: Scope, { q, employerId, ...page }: ContactFilters) {
  const query = visibleContacts(scope)
  searching(query, q, (has) => has('t.name', 't.email'))
  if (employerId) query.andWhere('t.employerId = :employerId', { employerId })
  return pageOf<ContactRow>(scope.db, query, page)
}

export const findContact = (scope: Scope, id: string, lock = false): Promise<ContactRow | null> =>
  oneOf(visibleContacts(scope), id, lock)

/** Of the organization, whoever may see them: for records that refer to them. */
export const contactsByIds = (scope: Scope, ids: readonly string[]): Promise<ContactRow[]> =>
  rowsByIds(scope, contactEntity, ids)

export const contactById = async (scope: Scope, id: string): Promise<ContactRow> =>
  firstRow(await contactsByIds(scope, [id]))

const lowered = (emails: readonly string[]) => emails.map((email) => email.trim().toLowerCase())

/**
 * The contacts of an employer by mail address, in whatever case, of whom the caller knows: those they see, and those
 * they entered themselves. Of several with one address, whom the client has entered or met comes first, then the oldest.
 */
export async function contactsByEmail(
  scope: Scope,
  employerId: string,
  emails: readonly string[],
  clientId: string | null = null,
): Promise<ContactRow[]> {
  if (emails.length === 0) return []
  const query = selectFrom(scope, contactEntity)
    .andWhere('t.deletedAt IS NULL AND t.employerId = :employerId', { employerId })
    .andWhere('lower(t.email) = ANY(:emails)', { emails: lowered(emails) })
    .orderBy(
      `(t.created_by = :clientId OR EXISTS (SELECT FROM participant p JOIN interview i ON i.organization_id = p.organization_id
         AND i.id = p.interview_id WHERE p.organization_id = :organizationId AND p.contact_id = t.id AND i.client_id = :clientId))`,
      'DESC',
      'NULLS LAST',
    )
    .addOrderBy('t.createdAt')
    .addOrderBy('t.id')
    .setParameter('clientId', clientId)
  return narrowed(scope, query, { ownToo: true }).getRawMany<ContactRow>()
}

/**
 * Others who enter a contact of this employer with one of these addresses wait until this transaction ends, so that
 * nobody is added twice by two who see each other's. No unique index does this: it would tell of contacts whom the
 * caller may not see.
 */
export const lockEmails = (scope: Scope, employerId: string, emails: readonly string[]): Promise<unknown> =>
  lockKeys(
    scope,
    lowered(emails).map((email) => `${employerId}${email}`),
  )

const lockKeys = (scope: Scope, keys: readonly string[]): Promise<unknown> =>
  scope.db.query(
    `SELECT pg_advisory_xact_lock(key) FROM (
       SELECT DISTINCT hashtextextended($1 || word, 0) AS key FROM unnest($2::text[]) AS word ORDER BY key) AS keys`,
    [scope.organizationId, keys],
  )

type Addressed = Pick<ContactRow, 'employerId' | 'email'>

/** The same for two contacts of one employer with one mail address; null without an address. */
export const emailKey = ({ employerId, email }: Addressed): string | null =>
  email ? `${employerId}${email.trim().toLowerCase()}` : null

/** Which of these mail addresses contacts have already of whom the caller knows; locked as {@link lockEmails} does. */
export async function takenEmails(scope: Scope, wanted: readonly Addressed[]): Promise<Set<string>> {
  const keys = wanted.flatMap((one) => emailKey(one) ?? [])
  if (keys.length === 0) return new Set()
  await lockKeys(scope, keys)
  const query = selectFrom(scope, contactEntity)
    .andWhere('t.deletedAt IS NULL AND t.employerId = ANY(:employerIds)', {
      employerIds: [...new Set(wanted.map(({ employerId }) => employerId))],
    })
    .andWhere('lower(t.email) = ANY(:emails)', {
      emails: lowered(wanted.flatMap(({ email }) => email ?? [])),
    })
  const found = await narrowed(scope, query, { ownToo: true }).getRawMany<ContactRow>()
  return new Set(found.flatMap((row) => emailKey(row) ?? []))
}

/**
 * Who sees a contact may change it, but for a coach who only views the clients that have to do with the employer: a
 * change re-plans those clients' tasks; and a client who has not entered it, whoever else has met that person.
 */
export async function mayChangeContact(scope: Scope, contact: ContactRow): Promise<boolean> {
  const { actor } = scope
  if (actor.role === 'admin' || (actor.role === 'key' && !actor.restricted)) return true
  if (contact.createdBy === actor.id) return true
  if (actor.role === 'client') return false
  const { sql, parameters } = visibleClients(scope, { writing: true })
  const found = await knownContacts(scope)
    .andWhere('t.id = :id', { id: contact.id })
    .andWhere(
      `t.employer_id IN (SELECT o.employer_id FROM opportunity o
         WHERE o.organization_id = :organizationId AND o.deleted_at IS NULL AND o.client_id IN (${sql}))`,
      parameters,
    )
    .getRawOne<ContactRow>()
  return found !== undefined
}

/** Whether a thank-you waits for this contact's name or address. */
export async function isWaitedFor(scope: Scope, id: string): Promise<boolean> {
  const [row] = await scope.db.query(
    `SELECT EXISTS (SELECT FROM task WHERE organization_id = $1 AND contact_id = $2 AND status = 'blocked') AS waits`,
    [scope.organizationId, id],
  )
  return row.waits
}

/** Those of these contacts that the caller sees. */
export const contactsSeen = (scope: Scope, ids: readonly string[]): Promise<ContactRow[]> =>
  visibleContacts(scope).andWhere('t.id = ANY(:ids)', { ids }).getRawMany<ContactRow>()

/** Keeps these contacts of an employer from being changed until the transaction ends, so that a plan made from them holds. */
export const holdContacts = (
  scope: Scope,
  employerId: string,
  ids: readonly string[],
  emails: readonly string[],
): Promise<unknown> =>
  scope.db.query(
    `SELECT id FROM contact WHERE organization_id = $1 AND employer_id = $2 AND (id = ANY($3) OR lower(email) = ANY($4))
     ORDER BY id FOR SHARE`,
    [scope.organizationId, employerId, ids, emails],
  )
