import { type PageRequest, pageOf } from '../../platform/keyset.ts'
import { oneOf, selectFrom } from '../../platform/query.ts'
import type { Scope } from '../../platform/scope.ts'
import { type ErasureRequestRow, erasureRequestEntity } from './erasure.entity.ts'

export interface ErasureRow {
  organization_id: string
  kind: 'client' | 'contact'
  subject_id: string
  erased_at: Date
}

/** Erases within the organization and gives what the ledger has of it: the person, and contacts known only through them. */
export const erase = (scope: Scope, kind: 'client' | 'contact', id: string): Promise<ErasureRow[]> =>
  scope.db.query(
    `SELECT organization_id, kind, subject_id, erased_at FROM ${kind === 'client' ? 'erase_client' : 'erase_contact'}($1)`,
    [id],
  )

export interface Erasable {
  id: string
  name: string | null
  email: string | null
  phone: string | null
  version: number
}

/** Whoever may see them: a contact whom a client withholds may ask as well. Locked until the transaction ends. */
export async function findErasable(
  scope: Scope,
  kind: 'client' | 'contact',
  id: string,
): Promise<Erasable | null> {
  const [row] = await scope.db.query(
    `SELECT id, name, email, phone, version FROM ${kind} WHERE organization_id = $1 AND id = $2 AND erased_at IS NULL FOR NO KEY UPDATE`,
    [scope.organizationId, id],
  )
  return row ?? null
}

export interface Mention {
  type: 'interview' | 'task' | 'contact'
  id: string
}

const texts: readonly { type: Mention['type']; table: string; id: string; text: string }[] = [
  { type: 'interview', table: 'interview', id: 'id', text: 'notes, topics::text, promises::text' },
  { type: 'interview', table: 'timeline_statement', id: 'interview_id', text: 'words' },
  { type: 'task', table: 'task', id: 'id', text: 'title, note, facts::text' },
  { type: 'contact', table: 'contact', id: 'id', text: 'name, email, phone, notes' },
]

/** Where in texts about others one of these words still stands, after erasing: a program can not tell who is meant. */
export const mentionsOf = (scope: Scope, words: readonly string[]): Promise<Mention[]> =>
  words.length === 0
    ? Promise.resolve([])
    : scope.db.query(
        `${texts
          .map(
            ({ type, table, id, text }) =>
              `SELECT '${type}' AS type, ${id} AS id FROM ${table} WHERE organization_id = $1
               AND EXISTS (SELECT FROM unnest($2::text[]) AS word WHERE strpos(lower(concat_ws(' ', ${text})), word) > 0)`,
          )
          .join(' UNION ')} LIMIT 50`,
        [scope.organizationId, words],
      )

/** What the ledger has of somebody who has been erased already. */
export const erasedBefore = (scope: Scope, kind: 'client' | 'contact', id: string): Promise<ErasureRow[]> =>
  scope.db.query(
    'SELECT organization_id, kind, subject_id, erased_at FROM erasure WHERE organization_id = $1 AND kind = $2 AND subject_id = $3',
    [scope.organizationId, kind, id],
  )

/** An admin sees all, a client their own. */
function visibleRequests(scope: Scope) {
  const query = selectFrom(scope, erasureRequestEntity)
  if (scope.actor.role === 'admin') return query
  return query.andWhere('t.clientId = :actorId', { actorId: scope.actor.id })
}

export function listRequests(
  scope: Scope,
  { status, ids, ...page }: PageRequest & { status?: string; ids?: string },
) {
  const query = visibleRequests(scope)
  if (status) query.andWhere('t.status = ANY(:status)', { status: status.split(',') })
  if (ids) query.andWhere('t.id = ANY(:ids)', { ids: ids.split(',') })
  return pageOf<ErasureRequestRow>(scope.db, query, page)
}

export const findRequest = (scope: Scope, id: string, lock = false): Promise<ErasureRequestRow | null> =>
  oneOf(visibleRequests(scope), id, lock)

export const openRequestOf = async (scope: Scope, clientId: string): Promise<ErasureRequestRow | null> =>
  (await visibleRequests(scope)
    .andWhere("t.clientId = :clientId AND t.status = 'open'", { clientId })
    .getRawOne<ErasureRequestRow>()) ?? null
