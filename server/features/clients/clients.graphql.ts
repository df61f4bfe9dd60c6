import { clientStatuses, coachLevels, locales } from '../../domain/vocabulary.ts'
import { knownOf, listOf, listsOf, recordBy, recordOf } from '../../graphql/fields.ts'
import type { GraphPart } from '../../graphql/part.ts'
import { connectionTypes, enumType, paging, sortType } from '../../graphql/sdl.ts'
import { memberReader } from '../members/members.reading.ts'
import { clientReader } from './clients.reading.ts'
import { ClientQuery } from './clients.schema.ts'
import { coachesOfClients } from './coaches.service.ts'

const listing = { query: ClientQuery, sort: 'name' }

const filters = /* GraphQL */ `
  ids: [ID!]
  "Part of the name."
  q: String
  status: [ClientStatus!]
  "What has changed since, this moment included."
  updatedSince: DateTime
  sort: ClientSort
`

export const clientGraph: GraphPart = {
  typeDefs: /* GraphQL */ `
    ${enumType('ClientStatus', 'Where a client stands. Only active ones are planned for.', clientStatuses)}
    ${enumType('Locale', 'A language of titles and reasons.', locales)}
    ${enumType('CoachLevel', 'How somebody looks after a client.', coachLevels)}
    ${enumType('ClientAccess', 'How the caller stands to a client.', [...coachLevels, 'admin', 'self', 'key'])}
    ${sortType('ClientSort', ['name', 'createdAt', 'updatedAt'])}
    "A job seeker."
    type Client implements Node {
      "A UUID (version 7)."
      id: ID!
      "The practice."
      organizationId: ID!
      "The member who leads the client's search."
      primaryCoachId: ID!
      "The member who leads the client's search; null where the caller sees no members."
      primaryCoach: Member
      "What they are called."
      name: String!
      "Where they get mail."
      email: String
      "Where they are called."
      phone: String
      "An IANA time zone: by which their days begin and end."
      timeZone: String!
      "In which language they are written to."
      locale: Locale!
      "Where they stand."
      status: ClientStatus!
      "The position that the client looks for."
      target: String
      "How the caller stands to the client."
      access: ClientAccess!
      "How many tasks are open."
      openTasks: OpenTasks!
      "The first task to be done; null when nothing is open."
      nextTask: NextTask
      "Who looks after the client, the primary coach first."
      coaches: [ClientCoach!]!
      "What the client lets the practice see."
      consent: Consent!
      "Rises by one with each change."
      version: Int!
      "When they were added."
      createdAt: DateTime!
      "When anything of this was changed last."
      updatedAt: DateTime!
    }
    "How many of a client's tasks are open, by status."
    type OpenTasks {
      "Past the moment by which they had to be done."
      overdue: Int!
      "To be done now."
      due: Int!
      "To be done later."
      scheduled: Int!
    }
    "The first of a client's tasks to be done."
    type NextTask {
      "The task's id."
      id: ID!
      "What kind of thing it is."
      kind: TaskKind!
      "Where it stands."
      status: TaskStatus!
      "When it falls due."
      dueAt: DateTime!
      "When it becomes overdue."
      overdueAt: DateTime
    }
    "Somebody who looks after a client: exactly one is the primary coach."
    type ClientCoach {
      "The member."
      memberId: ID!
      "What they are called."
      name: String!
      "How they look after the client."
      level: CoachLevel!
      "The last day; null: without an end."
      endsOn: Date
      "Whether the end has passed; the day itself still counts."
      ended: Boolean!
      "Who stands in for them today."
      coveredBy: [StandIn!]!
    }
    "Somebody who stands in for a coach today."
    type StandIn {
      "The member."
      memberId: ID!
      "What they are called."
      name: String!
      "The last day."
      endsOn: Date!
    }
    "What a client lets the practice see."
    type Consent {
      "Opportunities, interviews, plans and tasks."
      pipeline: Boolean!
      "What was noted about interviews and tasks."
      notes: Boolean!
      "The people whom only this client has met."
      contacts: Boolean!
      "Through this day; after it all three are withheld."
      endsOn: Date
      "Whether the end has passed."
      ended: Boolean!
      "When it was given; null until anything was recorded: nothing is withheld then."
      givenAt: DateTime
      "By themselves (client), or recorded for them (practice)."
      givenBy: String
      "How the practice came by it."
      source: String
    }
    ${connectionTypes('Client')}
    extend type Member {
      "The clients whom they lead."
      clients(${paging} ${filters}): ClientConnection!
    }
    extend type Query {
      "The clients that you see, by name."
      clients(
        ${paging}
        ${filters}
        "The primary coach's id, or me."
        coachId: ID
      ): ClientConnection!
      "One client; null when there is none that you see."
      client(id: ID!): Client
    }
  `,
  resolvers: {
    Query: { clients: listOf(clientReader, listing), client: recordBy(clientReader) },
    Client: {
      primaryCoach: recordOf(memberReader, 'primaryCoachId'),
      coaches: knownOf(coachesOfClients, []),
    },
    Member: { clients: listsOf(clientReader, 'primaryCoachId', listing) },
  },
}
