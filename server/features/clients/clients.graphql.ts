import type { GraphPart } from '../../graphql/part.ts'
import { connection, given, idFrom, nullIfMissing, pageFrom } from '../../http/graphql.helpers.ts'
import { getClient, listClients } from './clients.service.ts'

export const clientGraph: GraphPart = {
  typeDefs: /* GraphQL */ `
    "A job seeker."
    type Client implements Node {
      id: ID!
      primaryCoachId: ID!
      name: String!
      email: String
      phone: String
      timeZone: String!
      locale: String!
      status: String!
      "The position that the client looks for."
      target: String
      version: Int!
      createdAt: DateTime!
      updatedAt: DateTime!
    }
    type ClientEdge {
      node: Client!
      cursor: String
    }
    type ClientConnection {
      edges: [ClientEdge!]!
      nodes: [Client!]!
      pageInfo: PageInfo!
    }
    extend type Query {
      "The clients that you see, by name; at most 100 at once. Several words of status are separated by commas."
      clients(first: Int! = 25, after: String, q: String, status: String, coachId: ID): ClientConnection!
      client(id: ID!): Client
    }
  `,
  resolvers: {
    Query: {
      clients: async (_root, { first, after, ...filters }, { scope }) =>
        connection(
          await scope.perform(listClients, { ...given(filters), ...pageFrom(first, after, 'name') }),
        ),
      client: (_root, args, { scope }) => scope.perform(getClient, idFrom(args)).catch(nullIfMissing),
    },
  },
}
