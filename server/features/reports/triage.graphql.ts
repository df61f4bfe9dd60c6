import { recordOf } from '../../graphql/fields.ts'
import { known } from '../../graphql/known.ts'
import type { GraphPart, Resolve } from '../../graphql/part.ts'
import { clientReader } from '../clients/clients.reading.ts'
import { interviewReader } from '../interviews/interviews.reading.ts'
import { taskReader } from '../tasks/tasks.reading.ts'
import { TriageQuery } from './triage.schema.ts'
import { triageClients } from './triage.service.ts'

export const triageGraph: GraphPart = {
  typeDefs: /* GraphQL */ `
    "Who needs their coach now, why, and what to do first."
    type Triage {
      "The moment for which it holds."
      now: DateTime!
      "Tasks that are past the moment by which they had to be done."
      overdue: Int!
      "Due by the end of the reader's day and not overdue."
      dueToday: Int!
      "Due tomorrow."
      tomorrow: Int!
      "Overdue, or due before the reader's next Monday."
      thisWeek: Int!
      "Clients in order of urgency, at most 100."
      clients: [TriagedClient!]!
      "Clients of whom nothing was heard for a week or longer, at most 20."
      quiet: [QuietClient!]!
      "The interviews of today and tomorrow, at most 50."
      interviews: [TriagedInterview!]!
    }
    "A client who needs their coach."
    type TriagedClient {
      "The client."
      clientId: ID!
      "The client."
      client: Client
      "The higher, the more urgent."
      score: Int!
      "How urgent: overdue, due or upcoming."
      urgency: String!
      "Why, in the language of Accept-Language."
      reasons: [String!]!
      "What to do first."
      taskId: ID!
      "What to do first."
      task: Task
      "The nearest decision that is known."
      decisionDate: Date
      "How many more of the client's tasks are due or fall due soon."
      moreOpen: Int!
    }
    "A client of whom nothing was heard."
    type QuietClient {
      "The client."
      clientId: ID!
      "The client."
      client: Client
      "For how many days."
      days: Int!
    }
    "An interview of today or tomorrow."
    type TriagedInterview {
      "The interview."
      interviewId: ID!
      "The interview."
      interview: Interview
    }
    extend type Query {
      "Who needs their coach now. The coach is named by id, or me; left out: all that you see."
      triage(coachId: ID): Triage!
    }
  `,
  resolvers: {
    Query: {
      triage: async (_root, args, context) => {
        const found = await context.scope.perform(triageClients, known(TriageQuery, args, context))
        return {
          now: found.now,
          ...found.counts,
          clients: found.data.map(({ client, task, reasons, ...rest }) => ({
            ...rest,
            clientId: client.id,
            taskId: task.id,
            reasons: reasons.map(({ text }) => text),
          })),
          quiet: found.quiet.map(({ client, days }) => ({ clientId: client.id, days })),
          interviews: found.interviews.map(({ id }) => ({ interviewId: id })),
        }
      },
    },
    TriagedClient: {
      client: recordOf(clientReader, 'clientId') as Resolve,
      task: recordOf(taskReader, 'taskId') as Resolve,
    },
    QuietClient: { client: recordOf(clientReader, 'clientId') as Resolve },
    TriagedInterview: { interview: recordOf(interviewReader, 'interviewId') as Resolve },
  },
}
