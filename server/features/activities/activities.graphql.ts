import { listOf } from '../../graphql/fields.ts'
import type { GraphPart, Resolve } from '../../graphql/part.ts'
import { connectionTypes, enumType, paging, sortType } from '../../graphql/sdl.ts'
import { activityReader } from './activities.reading.ts'
import { ActivityQuery, actorKinds } from './activities.schema.ts'

interface Changed {
  changes: Record<string, unknown[]>
}

export const activityGraph: GraphPart = {
  typeDefs: /* GraphQL */ `
    ${enumType('ActorKind', 'Who did something: a member, a client, an API key, or time and what follows from it.', actorKinds)}
    ${sortType('ActivitySort', ['occurredAt'])}
    "Who did something."
    type ActivityActor {
      "What they are."
      kind: ActorKind!
      "The member, client or key."
      id: ID
      "What they are called; null where you may not see it, and for jobs."
      name: String
    }
    "A field that changed."
    type ActivityField {
      "The field."
      field: String!
      "The value before, as JSON."
      before: String!
      "The value after, as JSON."
      after: String!
    }
    "Something that somebody did to a record, or that happened to it."
    type Activity {
      "A UUID (version 7)."
      id: ID!
      "The practice."
      organizationId: ID!
      "When."
      occurredAt: DateTime!
      "What kind of record: client, interview, task, member, session and the like."
      recordType: String!
      "The record."
      recordId: ID!
      "How the record is called now; null where it has no name."
      recordName: String
      "What of the record, such as a participant or a statement."
      part: String
      "The client whom it is about."
      clientId: ID
      "What was done: created, changed, removed, restored, revoked, erased, due, overdue, logged_in and the like."
      verb: String!
      "What changed."
      changes: [ActivityField!]!
      "Fields that changed and that you may not see."
      withheld: [String!]!
      "Who did it."
      actor: ActivityActor!
      "By which login."
      sessionId: ID
      "From where; shown to admins and to whoever did it."
      ip: String
      "By which request."
      requestId: ID
    }
    ${connectionTypes('Activity')}
    extend type Query {
      "The log of who did what, and of what time did to tasks; the latest first."
      activities(
        ${paging}
        clientId: ID
        "Such as client or interview."
        recordType: [String!]
        recordId: ID
        actorId: ID
        actorKind: [ActorKind!]
        "After this moment."
        occurredAfter: DateTime
        "Before this moment."
        occurredBefore: DateTime
        sort: ActivitySort
      ): ActivityConnection!
    }
  `,
  resolvers: {
    Query: { activities: listOf(activityReader, { query: ActivityQuery, sort: '-occurredAt' }) },
    Activity: {
      changes: (({ changes }: Changed) =>
        Object.entries(changes).map(([field, [before, after]]) => ({
          field,
          before: JSON.stringify(before ?? null),
          after: JSON.stringify(after ?? null),
        }))) as unknown as Resolve,
    },
  },
}
