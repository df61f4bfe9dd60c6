import { type Static, Type } from 'typebox'
import { instant, ListOf, ListQuery, named, recordFields, versionFields } from '../../platform/schema.ts'
import type { MemberRow } from './members.entity.ts'

export const Member = named(
  'Member',
  {
    ...recordFields,
    name: Type.String(),
    role: Type.Enum(['admin', 'coach']),
    active: Type.Boolean(),
    ...versionFields,
  },
  'A person who works for the organization.',
)
export const MemberQuery = ListQuery(['name', 'createdAt'], {})
export const Members = ListOf(Member)

export const toMember = (row: MemberRow): Static<typeof Member> => ({
  id: row.id,
  organizationId: row.organizationId,
  name: row.name,
  role: row.role,
  active: row.active,
  version: row.version,
  createdAt: instant(row.createdAt),
  updatedAt: instant(row.updatedAt),
})
