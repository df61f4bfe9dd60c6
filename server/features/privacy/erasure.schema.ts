import { Type } from 'typebox'
import {
  Body,
  Id,
  Instant,
  ListOf,
  ListQuery,
  named,
  OrNull,
  oneOrMore,
  recordFields,
  versionFields,
} from '../../platform/schema.ts'

export const requestStatuses = ['open', 'done', 'declined', 'withdrawn'] as const

/** What an erasure leaves: who it was, as ids alone. */
export const Erasure = named(
  'Erasure',
  {
    kind: Type.Enum(['client', 'contact']),
    id: Id,
    organizationId: Id,
    erasedAt: Instant,
    mentions: Type.Array(Type.Object({ type: Type.Enum(['interview', 'task', 'contact']), id: Id }), {
      description:
        'Records about others in whose texts the name, mail address or phone number still stands, 50 at most: look whether they are meant.',
    }),
    contacts: Type.Array(Id, { description: 'Contacts who were known only through the client, erased too.' }),
  },
  'Somebody who has been erased.',
)

export const ErasureRequest = named(
  'ErasureRequest',
  {
    ...recordFields,
    clientId: Id,
    client: Type.Object({ id: Id, name: OrNull(Type.String({ description: 'Null once erased.' })) }),
    status: Type.Enum([...requestStatuses]),
    decidedAt: OrNull(Instant),
    decidedBy: OrNull(Id),
    ...versionFields,
  },
  'A client asks to be erased; an admin does it or declines.',
)

export const EraseBody = Body({
  confirm: Type.String({
    minLength: 1,
    maxLength: 200,
    description: 'The name of whom you erase, or their id.',
  }),
})

export const ErasureRequestQuery = ListQuery(['createdAt'], {
  status: Type.Optional(oneOrMore(requestStatuses, 'By status.')),
})
export const ErasureRequests = ListOf(ErasureRequest)
