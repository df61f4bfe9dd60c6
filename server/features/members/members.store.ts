import { type PageRequest, pageOf } from '../../platform/keyset.ts'
import { firstRow, oneOf, rowsByIds, selectFrom } from '../../platform/query.ts'
import type { Scope } from '../../platform/scope.ts'
import { searching } from '../../platform/search.ts'
import { type MemberRow, memberEntity } from './members.entity.ts'

export interface MemberFilters extends PageRequest {
  q?: string
  active?: boolean
  role?: 'admin' | 'coach'
}

export function listMembers(scope: Scope, { q, active, role, ...page }: MemberFilters) {
  const query = selectFrom(scope, memberEntity)
  searching(query, q, (has) => has('t.name'))
  if (active !== undefined) query.andWhere('t.active = :active', { active })
  if (role) query.andWhere('t.role = :role', { role })
  return pageOf<MemberRow>(scope.db, query, page)
}

export const findMember = (scope: Scope, id: string, lock = false): Promise<MemberRow | null> =>
  oneOf(selectFrom(scope, memberEntity), id, lock)

export const membersByIds = (scope: Scope, ids: readonly string[]): Promise<MemberRow[]> =>
  rowsByIds(scope, memberEntity, ids)

export const memberById = async (scope: Scope, id: string): Promise<MemberRow> =>
  firstRow(await membersByIds(scope, [id]))

/** How many others can still run the organization. Lock the organization first, or two may go at once. */
export async function otherAdmins(scope: Scope, id: string): Promise<number> {
  const [row] = await scope.db.query(
    `SELECT count(*)::int AS n FROM member WHERE organization_id = $1 AND id <> $2 AND role = 'admin' AND active`,
    [scope.organizationId, id],
  )
  return row.n
}

/** Of how many clients, archived ones too, somebody is the primary coach. */
export async function clientsLedBy(scope: Scope, memberId: string): Promise<number> {
  const [row] = await scope.db.query(
    'SELECT count(*)::int AS n FROM client WHERE organization_id = $1 AND primary_coach_id = $2 AND deleted_at IS NULL',
    [scope.organizationId, memberId],
  )
  return row.n
}

/** Ends all logins of a member at once. */
export const endSessionsOf = (scope: Scope, memberId: string): Promise<unknown> =>
  scope.db.query(
    'UPDATE session SET ended_at = now() WHERE organization_id = $1 AND member_id = $2 AND ended_at IS NULL',
    [scope.organizationId, memberId],
  )
