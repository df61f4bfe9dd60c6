import type { GraphPart } from '../../graphql/part.ts'
import { idFrom, manyEach, nullIfMissing, oneEach } from '../../http/graphql.helpers.ts'
import { getOpportunity, opportunitiesOf, opportunitiesSeen } from './opportunities.service.ts'

export const opportunityGraph: GraphPart = {
  typeDefs: /* GraphQL */ `
    type OpportunityEmployer {
      id: ID!
      name: String!
      country: String
      region: String
    }
    "One position that a client pursues at one employer."
    type Opportunity implements Node {
      id: ID!
      clientId: ID!
      employerId: ID!
      title: String!
      stage: String!
      coldSince: Date
      employer: OpportunityEmployer!
      version: Int!
      createdAt: DateTime!
      updatedAt: DateTime!
    }
    extend type Client {
      "The oldest first."
      opportunities: [Opportunity!]!
    }
    extend type Query {
      opportunity(id: ID!): Opportunity
    }
  `,
  resolvers: {
    Query: {
      opportunity: (_root, args, { scope }) =>
        scope.perform(getOpportunity, idFrom(args)).catch(nullIfMissing),
    },

    Client: { opportunities: manyEach(opportunitiesOf, 'clientId') },
    Task: { opportunity: oneEach(opportunitiesSeen, 'opportunityId') },
  },
}
