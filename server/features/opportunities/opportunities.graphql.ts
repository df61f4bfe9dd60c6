import { opportunityStages } from '../../domain/vocabulary.ts'
import { listOf, listsOf, recordBy, recordOf } from '../../graphql/fields.ts'
import type { GraphPart } from '../../graphql/part.ts'
import { connectionTypes, enumType, paging, sortType } from '../../graphql/sdl.ts'
import { clientReader } from '../clients/clients.reading.ts'
import { employerReader } from '../employers/employers.reading.ts'
import { opportunityReader } from './opportunities.reading.ts'
import { OpportunityQuery } from './opportunities.schema.ts'

const listing = { query: OpportunityQuery, sort: 'createdAt' }
const filters = /* GraphQL */ `
  ids: [ID!]
  "Part of its words, as in REST."
  q: String
  stage: [OpportunityStage!]
  "What has changed since, this moment included."
  updatedSince: DateTime
  sort: OpportunitySort
`

export const opportunityGraph: GraphPart = {
  typeDefs: /* GraphQL */ `
    ${enumType('OpportunityStage', 'How far an opportunity has come.', opportunityStages)}
    ${sortType('OpportunitySort', ['createdAt', 'updatedAt', 'title'])}
    "One position that a client pursues at one employer."
    type Opportunity implements Node {
      "A UUID (version 7)."
      id: ID!
      "The practice."
      organizationId: ID!
      "Whose it is."
      clientId: ID!
      "Whose it is."
      client: Client
      "Where it is."
      employerId: ID!
      "Where it is."
      employer: Employer
      "The position."
      title: String!
      "How far it has come."
      stage: OpportunityStage!
      "Since when nobody answers; null while somebody does."
      coldSince: Date
      "Rises by one with each change."
      version: Int!
      "When it was added."
      createdAt: DateTime!
      "When anything of this was changed last."
      updatedAt: DateTime!
    }
    ${connectionTypes('Opportunity')}
    extend type Client {
      "Their opportunities, the oldest first."
      opportunities(${paging} ${filters} employerId: ID): OpportunityConnection!
    }
    extend type Employer {
      "The opportunities there that you see, the oldest first."
      opportunities(${paging} ${filters} clientId: ID): OpportunityConnection!
    }
    extend type Query {
      "The opportunities that you see, the oldest first."
      opportunities(${paging} ${filters} clientId: ID, employerId: ID): OpportunityConnection!
      "One opportunity; null when there is none that you see."
      opportunity(id: ID!): Opportunity
    }
  `,
  resolvers: {
    Query: { opportunities: listOf(opportunityReader, listing), opportunity: recordBy(opportunityReader) },
    Opportunity: {
      client: recordOf(clientReader, 'clientId'),
      employer: recordOf(employerReader, 'employerId'),
    },
    Client: { opportunities: listsOf(opportunityReader, 'clientId', listing) },
    Employer: { opportunities: listsOf(opportunityReader, 'employerId', listing) },
  },
}
