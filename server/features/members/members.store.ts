import { type PageRequest, pageOf } from '../../platform/keyset.ts'
import { oneOf, rowsByIds, selectFrom } from '../../platform/query.ts'
import type { Scope } from '../../platform/scope.ts'
import { type MemberRow, memberEntity } from './members.entity.ts'

export const listMembers = (scope: Scope, page: PageRequest) =>
  pageOf<MemberRow>(scope.db, selectFrom(scope, memberEntity), page)

export const findMember = (scope: Scope, id: string): Promise<MemberRow | null> =>
  oneOf(selectFrom(scope, memberEntity), id)

export const membersByIds = (scope: Scope, ids: readonly string[]): Promise<MemberRow[]> =>
  rowsByIds(scope, memberEntity, ids)
