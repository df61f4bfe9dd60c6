import { type PageRequest, pageOf } from '../../platform/keyset.ts'
import { oneOf, rowsByIds, selectFrom } from '../../platform/query.ts'
import type { Scope } from '../../platform/scope.ts'
import { type MemberRow, memberEntity } from './members.entity.ts'

export interface MemberFilters extends PageRequest {
  ids?: string
}

export function listMembers(scope: Scope, { ids, ...page }: MemberFilters) {
  const query = selectFrom(scope, memberEntity)
  if (ids) query.andWhere('t.id = ANY(:ids)', { ids: ids.split(',') })
  return pageOf<MemberRow>(scope.db, query, page)
}

export const findMember = (scope: Scope, id: string): Promise<MemberRow | null> =>
  oneOf(selectFrom(scope, memberEntity), id)

export const membersByIds = (scope: Scope, ids: readonly string[]): Promise<MemberRow[]> =>
  rowsByIds(scope, memberEntity, ids)
