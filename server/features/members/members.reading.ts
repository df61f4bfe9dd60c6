import { reader } from '../../platform/reading.ts'
import type { MemberRow } from './members.entity.ts'
import { listMembers } from './members.store.ts'

/** Members for the graph. Their mail address is for admins and themselves. */
export const memberReader = reader({
  permission: 'members:read',
  list: listMembers,
  finish: ({ actor: { role, memberId } }, rows: MemberRow[]) =>
    rows.map((row) => (role === 'admin' || memberId === row.id ? row : { ...row, email: null })),
})
