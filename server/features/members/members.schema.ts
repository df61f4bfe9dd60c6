import { type Static, Type } from 'typebox'
import type { Actor } from '../../platform/actor.ts'
import {
  Body,
  Id,
  instant,
  ListOf,
  ListQuery,
  LocaleName,
  named,
  OrNull,
  recordFields,
  Text,
  TimeZone,
  versionFields,
} from '../../platform/schema.ts'
import { Search } from '../../platform/search.ts'
import type { MemberRow } from './members.entity.ts'

const roles = ['admin', 'coach'] as const

export const Member = named(
  'Member',
  {
    ...recordFields,
    name: Type.String(),
    email: OrNull(Type.String({ description: 'Null unless the caller is an admin or the member.' })),
    role: Type.Enum([...roles]),
    active: Type.Boolean({ description: 'Whether they can log in.' }),
    locale: LocaleName,
    timeZone: Type.String(),
    ...versionFields,
  },
  'A person who works for the organization.',
)
export const MemberQuery = ListQuery(['name', 'createdAt', 'updatedAt'], {
  q: Search('the name'),
  active: Type.Optional(Type.Boolean({ description: 'Only those who can log in, or only the others.' })),
  role: Type.Optional(Type.Enum([...roles], { description: 'Only those with this role.' })),
})
export const Members = ListOf(Member)

export const MemberPatch = Body({
  name: Type.Optional(Text(200)),
  locale: Type.Optional(LocaleName),
  timeZone: Type.Optional(TimeZone),
  role: Type.Optional(Type.Enum([...roles])),
  active: Type.Optional(Type.Boolean()),
})

export const DeactivateBody = Body({
  handOverTo: Type.Optional(
    OrNull({ ...Id, description: 'Who becomes the primary coach of their clients, with the open tasks.' }),
  ),
})

export const toMember = (row: MemberRow, { role, memberId }: Actor): Static<typeof Member> => ({
  id: row.id,
  organizationId: row.organizationId,
  name: row.name,
  email: role === 'admin' || memberId === row.id ? row.email : null,
  role: row.role,
  active: row.active,
  locale: row.locale,
  timeZone: row.timeZone,
  version: row.version,
  createdAt: instant(row.createdAt),
  updatedAt: instant(row.updatedAt),
})
