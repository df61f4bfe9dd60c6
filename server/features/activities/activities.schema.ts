import { type TObject, Type } from 'typebox'
import {
  Id,
  Instant,
  ListOf,
  ListQuery,
  named,
  OrNull,
  oneOrMore,
  recordFields,
} from '../../platform/schema.ts'

export const actorKinds = ['member', 'client', 'key', 'job'] as const

const changed = 'What changed: for each field the value before and the value after.'

export const Activity = named(
  'Activity',
  {
    ...recordFields,
    occurredAt: Instant,
    recordType: Type.String({ description: 'Such as client, interview, task, member, session.' }),
    recordId: Id,
    recordName: OrNull(
      Type.String({ description: 'How the record is called now; null where it has no name.' }),
    ),
    part: OrNull(Type.String({ description: 'What of the record, such as a participant or a statement.' })),
    clientId: OrNull(Id),
    verb: Type.String({
      description:
        'created, changed, removed, restored, revoked, erased, due, overdue, logged_in and the like.',
    }),
    changes: Type.Record(Type.String(), Type.Array(Type.Unknown(), { minItems: 2, maxItems: 2 }), {
      description: changed,
    }),
    withheld: Type.Array(Type.String(), { description: 'Fields that changed and that you may not see.' }),
    actor: Type.Object({
      kind: Type.Enum([...actorKinds]),
      id: OrNull(Id),
      name: OrNull(Type.String({ description: 'null where you may not see it, and for jobs.' })),
    }),
    sessionId: OrNull(Id),
    ip: OrNull(Type.String({ description: 'Shown to admins and to whoever did it.' })),
    requestId: OrNull(Id),
  },
  'Something that somebody did to a record, or that happened to it.',
)

const listed = ListQuery(['occurredAt'], {
  sort: Type.Enum(['-occurredAt', 'occurredAt'], {
    default: '-occurredAt',
    description: 'The latest first.',
  }),
  clientId: Type.Optional(Id),
  recordType: Type.Optional(
    Type.String({
      pattern: '^[a-z_]{1,40}(,[a-z_]{1,40}){0,19}$',
      description: 'Several are separated by commas.',
    }),
  ),
  recordId: Type.Optional(Id),
  actorId: Type.Optional(Id),
  actorKind: Type.Optional(oneOrMore(actorKinds, 'By the kind of who did it.')),
  occurredAfter: Type.Optional(Instant),
  occurredBefore: Type.Optional(Instant),
})
// By ids alone nothing is asked of a log.
const { ids: _, ...properties } = listed.properties

export const ActivityQuery = { ...listed, properties } as unknown as TObject<typeof properties>
export const Activities = ListOf(Activity)
