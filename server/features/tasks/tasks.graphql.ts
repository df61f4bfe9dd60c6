import { taskKinds, taskStatuses } from '../../domain/vocabulary.ts'
import { listOf, listsOf, recordBy, recordOf } from '../../graphql/fields.ts'
import type { GraphPart } from '../../graphql/part.ts'
import { connectionTypes, enumType, paging, sortType } from '../../graphql/sdl.ts'
import { clientReader } from '../clients/clients.reading.ts'
import { contactReader } from '../contacts/contacts.reading.ts'
import { interviewReader } from '../interviews/interviews.reading.ts'
import { memberReader } from '../members/members.reading.ts'
import { opportunityReader } from '../opportunities/opportunities.reading.ts'
import { taskReader } from './tasks.reading.ts'
import { TaskQuery } from './tasks.schema.ts'

const listing = { query: TaskQuery, sort: 'dueAt' }
const filters = /* GraphQL */ `
  ids: [ID!]
  "Part of its words, as in REST."
  q: String
  status: [TaskStatus!]
  kind: [TaskKind!]
  "Due before this moment."
  dueBefore: DateTime
  "Due at this moment or later."
  dueAfter: DateTime
  "What has changed since, this moment included."
  updatedSince: DateTime
  sort: TaskSort
`

export const taskGraph: GraphPart = {
  typeDefs: /* GraphQL */ `
    ${enumType('TaskKind', 'What kind of thing is to be done.', taskKinds)}
    ${enumType('TaskStatus', 'Where a task stands.', taskStatuses)}
    ${sortType('TaskSort', ['dueAt', 'createdAt', 'updatedAt'])}
    "One thing to do: what, how, by when, and why then."
    type Task implements Node {
      "A UUID (version 7)."
      id: ID!
      "The practice."
      organizationId: ID!
      "For whom it is done."
      clientId: ID!
      "For whom it is done."
      client: Client
      "For what it is done; null where it belongs to none."
      opportunityId: ID
      "For what it is done; null where it belongs to none."
      opportunity: Opportunity
      "From what it follows; null where it follows from none."
      interviewId: ID
      "From what it follows; null where it follows from none."
      interview: Interview
      "Whom it is about; null where it is about nobody."
      contactId: ID
      "Whom it is about; null where it is about nobody, or nobody whom you see."
      contact: Contact
      "The coach who sees to it."
      coachId: ID!
      "The coach who sees to it; null where the caller sees no members."
      coach: Member
      "What kind of thing it is."
      kind: TaskKind!
      "By what way it is done."
      channel: TaskChannel!
      "Where it stands."
      status: TaskStatus!
      "What is to be done, in the language of Accept-Language."
      title: String!
      "When it falls due."
      dueAt: DateTime!
      "When it becomes overdue; null: never."
      overdueAt: DateTime
      "When it fell due before anybody snoozed it."
      originalDueAt: DateTime!
      "How often it was put off."
      snoozeCount: Int!
      "When it was done."
      completedAt: DateTime
      "Of a call: whom it reached."
      outcome: String
      "What was noted; null where the client withholds it."
      note: String
      "The rule that derived it; null for a task of somebody's own."
      rule: String
      "Why, and why on that date, in the language of Accept-Language; for a cancelled task also why it was cancelled."
      reason: String!
      "A person moved it; re-planning leaves its date and channel alone."
      movedByHand: Boolean!
      "Until when the last act can be taken back."
      undoUntil: DateTime
      "Rises by one with each change."
      version: Int!
      "When it was made."
      createdAt: DateTime!
      "When anything of this was changed last."
      updatedAt: DateTime!
    }
    ${connectionTypes('Task')}
    extend type Interview {
      "What follows from it, by the moment they fall due."
      tasks(${paging} ${filters} coachId: ID): TaskConnection!
    }
    extend type Opportunity {
      "What is to be done for it, by the moment they fall due."
      tasks(${paging} ${filters} coachId: ID): TaskConnection!
    }
    extend type Client {
      "What is to be done for them, by the moment they fall due."
      tasks(${paging} ${filters} coachId: ID): TaskConnection!
    }
    extend type Member {
      "What they see to, by the moment they fall due."
      tasks(${paging} ${filters} clientId: ID): TaskConnection!
    }
    extend type Query {
      "The tasks that you see, by the moment they fall due. The coach is named by id, or me."
      tasks(
        ${paging}
        ${filters}
        coachId: ID
        clientId: ID
        opportunityId: ID
        interviewId: ID
      ): TaskConnection!
      "One task; null when there is none that you see."
      task(id: ID!): Task
    }
  `,
  resolvers: {
    Query: { tasks: listOf(taskReader, listing), task: recordBy(taskReader) },
    Task: {
      client: recordOf(clientReader, 'clientId'),
      opportunity: recordOf(opportunityReader, 'opportunityId'),
      interview: recordOf(interviewReader, 'interviewId'),
      contact: recordOf(contactReader, 'contactId'),
      coach: recordOf(memberReader, 'coachId'),
    },
    Interview: { tasks: listsOf(taskReader, 'interviewId', listing) },
    Opportunity: { tasks: listsOf(taskReader, 'opportunityId', listing) },
    Client: { tasks: listsOf(taskReader, 'clientId', listing) },
    Member: { tasks: listsOf(taskReader, 'coachId', listing) },
  },
}
