import type { GraphPart } from '../../graphql/part.ts'
import { connection, given, idFrom, manyEach, nullIfMissing, pageFrom } from '../../http/graphql.helpers.ts'
import { getTask, listTasks, tasksOf } from './tasks.service.ts'

export const taskGraph: GraphPart = {
  typeDefs: /* GraphQL */ `
    "One thing to do: what, how, by when, and why then. Title and reason are in the language of Accept-Language."
    type Task implements Node {
      id: ID!
      clientId: ID!
      opportunityId: ID
      interviewId: ID
      contactId: ID
      coachId: ID!
      kind: String!
      channel: String!
      status: String!
      title: String!
      dueAt: DateTime!
      overdueAt: DateTime
      originalDueAt: DateTime!
      snoozeCount: Int!
      completedAt: DateTime
      outcome: String
      note: String
      rule: String
      reason: String!
      movedByHand: Boolean!
      opportunity: Opportunity
      version: Int!
      createdAt: DateTime!
      updatedAt: DateTime!
    }
    type TaskEdge {
      node: Task!
      cursor: String
    }
    type TaskConnection {
      edges: [TaskEdge!]!
      nodes: [Task!]!
      pageInfo: PageInfo!
    }
    extend type Interview {
      "By the moment they fall due."
      tasks: [Task!]!
    }
    extend type Query {
      "Tasks by the moment they fall due; at most 100 at once. Several words of status or kind are separated by commas."
      tasks(
        first: Int! = 25
        after: String
        status: String
        kind: String
        coachId: ID
        clientId: ID
        dueBefore: DateTime
        dueAfter: DateTime
      ): TaskConnection!
      task(id: ID!): Task
    }
  `,
  resolvers: {
    Query: {
      tasks: async (_root, { first, after, ...filters }, { scope }) =>
        connection(await scope.perform(listTasks, { ...given(filters), ...pageFrom(first, after, 'dueAt') })),
      task: (_root, args, { scope }) => scope.perform(getTask, { id: idFrom(args) }).catch(nullIfMissing),
    },
    Interview: { tasks: manyEach(tasksOf, 'interviewId') },
  },
}
