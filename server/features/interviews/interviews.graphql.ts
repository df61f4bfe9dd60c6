import type { GraphPart } from '../../graphql/part.ts'
import { idFrom, manyEach, nullIfMissing } from '../../http/graphql.helpers.ts'
import { getInterview, interviewsOf } from './interviews.service.ts'

export const interviewGraph: GraphPart = {
  typeDefs: /* GraphQL */ `
    type InterviewParticipant {
      contactId: ID!
      name: String
      role: String!
      email: String
      phone: String
    }
    "What the employer said about the decision; the latest stands."
    type TimelineStatement {
      id: ID!
      interviewId: ID!
      kind: String!
      date: Date
      days: Int
      statedAt: DateTime
      statedBy: ID
      words: String
      recordedBy: ID!
      createdAt: DateTime!
    }
    "One conversation for one opportunity."
    type Interview implements Node {
      id: ID!
      clientId: ID!
      opportunityId: ID!
      employerId: ID!
      startsAt: DateTime!
      durationMinutes: Int!
      timeZone: String!
      format: String!
      round: Int!
      status: String!
      outcome: String
      topics: [String!]!
      promises: [String!]!
      notes: String
      decisionDate: Date
      participants: [InterviewParticipant!]!
      decision: TimelineStatement
      version: Int!
      createdAt: DateTime!
      updatedAt: DateTime!
    }
    extend type Opportunity {
      "In the order in which they start."
      interviews: [Interview!]!
    }
    extend type Query {
      interview(id: ID!): Interview
    }
  `,
  resolvers: {
    Query: {
      interview: (_root, args, { scope }) => scope.perform(getInterview, idFrom(args)).catch(nullIfMissing),
    },
    Opportunity: { interviews: manyEach(interviewsOf, 'opportunityId') },
  },
}
