import { Type } from 'typebox'
import { clientStatuses, coachLevels, taskKinds, taskStatuses } from '../../domain/vocabulary.ts'
import {
  Body,
  Email,
  Id,
  Instant,
  ListOf,
  ListQuery,
  LocaleName,
  MemberOrMe,
  named,
  OrNull,
  oneOrMore,
  recordFields,
  Text,
  TimeZone,
  versionFields,
} from '../../platform/schema.ts'
import { Search } from '../../platform/search.ts'

export const Client = named(
  'Client',
  {
    ...recordFields,
    primaryCoachId: Id,
    name: Type.String(),
    email: OrNull(Type.String({ description: 'Null where none is known; needed for a login.' })),
    phone: OrNull(Type.String({ description: 'Null where none is known.' })),
    timeZone: Type.String(),
    locale: LocaleName,
    status: Type.Enum([...clientStatuses], { description: 'Only active ones are planned for.' }),
    target: OrNull(Type.String({ description: 'The position that the client looks for.' })),
    access: Type.Enum([...coachLevels, 'admin', 'self', 'key'], {
      description: 'How the caller stands to the client.',
    }),
    openTasks: Type.Object({ overdue: Type.Integer(), due: Type.Integer(), scheduled: Type.Integer() }),
    nextTask: OrNull(
      Type.Object(
        {
          id: Id,
          kind: Type.Enum([...taskKinds]),
          status: Type.Enum([...taskStatuses]),
          dueAt: Instant,
          overdueAt: OrNull(Instant),
        },
        { description: 'The open task that falls due first; null where there is none.' },
      ),
    ),
    ...versionFields,
  },
  'A job seeker.',
)

export const ClientBody = Body({
  name: Text(200),
  email: Type.Optional(OrNull(Email)),
  phone: Type.Optional(OrNull(Text(50))),
  timeZone: Type.Optional(TimeZone),
  locale: Type.Optional(LocaleName),
  target: Type.Optional(OrNull(Text(300))),
  primaryCoachId: Type.Optional(Id),
})
export const ClientPatch = Body({
  name: Type.Optional(Text(200)),
  email: Type.Optional(OrNull(Email)),
  phone: Type.Optional(OrNull(Text(50))),
  timeZone: Type.Optional(TimeZone),
  locale: Type.Optional(LocaleName),
  status: Type.Optional(Type.Enum([...clientStatuses])),
  target: Type.Optional(OrNull(Text(300))),
  primaryCoachId: Type.Optional(Id),
})
export const ClientQuery = ListQuery(['name', 'createdAt', 'updatedAt'], {
  q: Search('the name, mail address or target'),
  status: Type.Optional(oneOrMore(clientStatuses, 'By status.')),
  coachId: Type.Optional(MemberOrMe('The primary coach, or me.')),
})
export const Clients = ListOf(Client)
