import { notFound } from '../../platform/errors.ts'
import { action } from '../../platform/scope.ts'
import { toMember } from './members.schema.ts'
import * as store from './members.store.ts'

export const listMembers = action('members:read', async (scope, filters: store.MemberFilters) => {
  const { data, page } = await store.listMembers(scope, filters)
  return { data: data.map(toMember), page }
})

export const getMember = action('members:read', async (scope, id: string) => {
  const row = await store.findMember(scope, id)
  if (!row) throw notFound('member')
  return toMember(row)
})
