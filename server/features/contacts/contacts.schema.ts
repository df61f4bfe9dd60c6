import { type Static, Type } from 'typebox'
import { contactRoles, taskChannels } from '../../domain/vocabulary.ts'
import type { Actor } from '../../platform/actor.ts'
import {
  Body,
  Email,
  Id,
  instant,
  ListOf,
  ListQuery,
  named,
  OrNull,
  recordFields,
  Text,
  versionFields,
} from '../../platform/schema.ts'
import { Search } from '../../platform/search.ts'
import type { ContactRow } from './contacts.entity.ts'

const Channel = Type.Enum(taskChannels.filter((channel) => channel !== 'none'))

export const Contact = named(
  'Contact',
  {
    ...recordFields,
    employerId: Id,
    name: OrNull(Type.String({ description: 'Null for somebody whose name is not known.' })),
    role: Type.Enum([...contactRoles]),
    email: OrNull(Type.String({ description: 'Null where none is known.' })),
    phone: OrNull(Type.String({ description: 'Null where none is known.' })),
    allowedChannels: OrNull(Type.Array(Type.Enum([...taskChannels]), { description: 'Null: any.' })),
    notes: OrNull(
      Type.String({ description: 'Of members; null for clients who did not enter the contact.' }),
    ),
    enteredByMe: Type.Boolean({
      description: 'Clients may change all of whom they entered, and of others only what is not known yet.',
    }),
    ...versionFields,
  },
  'A person at an employer.',
)

const fields = {
  name: Type.Optional(OrNull(Text(200))),
  role: Type.Optional(Type.Enum([...contactRoles])),
  email: Type.Optional(OrNull(Email)),
  phone: Type.Optional(OrNull(Text(50))),
  allowedChannels: Type.Optional(OrNull(Type.Array(Channel, { uniqueItems: true }))),
  notes: Type.Optional(OrNull(Text(5000))),
}
export const ContactBody = Body({ employerId: Id, ...fields })
export const ContactPatch = Body(fields)
export const ContactQuery = ListQuery(['createdAt', 'updatedAt'], {
  q: Search('the name or mail address'),
  employerId: Type.Optional(Id),
})
export const Contacts = ListOf(Contact)

/** For one reader: what members note about a contact is theirs. */
export const toContact = (
  row: ContactRow,
  { id, role }: Pick<Actor, 'id' | 'role'>,
): Static<typeof Contact> => ({
  id: row.id,
  organizationId: row.organizationId,
  employerId: row.employerId,
  name: row.name,
  role: row.role,
  email: row.email,
  phone: row.phone,
  allowedChannels: row.allowedChannels,
  notes: role === 'client' && row.createdBy !== id ? null : row.notes,
  enteredByMe: row.createdBy === id,
  version: row.version,
  createdAt: instant(row.createdAt),
  updatedAt: instant(row.updatedAt),
})
