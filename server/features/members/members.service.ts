import { notFound } from '../../platform/errors.ts'
import type { PageRequest } from '../../platform/keyset.ts'
import { action } from '../../platform/scope.ts'
import { toMember } from './members.schema.ts'
import * as store from './members.store.ts'

export const listMembers = action('clients:write', async (scope, page: PageRequest) => {
  const { data, page: links } = await store.listMembers(scope, page)
  return { data: data.map(toMember), page: links }
})

export const getMember = action('clients:write', async (scope, id: string) => {
  const row = await store.findMember(scope, id)
  if (!row) throw notFound('member')
  return toMember(row)
})
