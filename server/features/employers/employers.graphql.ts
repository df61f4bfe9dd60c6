import { listOf, recordBy } from '../../graphql/fields.ts'
import type { GraphPart } from '../../graphql/part.ts'
import { connectionTypes, paging, sortType } from '../../graphql/sdl.ts'
import { employerReader } from './employers.reading.ts'
import { EmployerQuery } from './employers.schema.ts'

export const employerGraph: GraphPart = {
  typeDefs: /* GraphQL */ `
    ${sortType('EmployerSort', ['name', 'createdAt', 'updatedAt'])}
    "A company or institution."
    type Employer implements Node {
      "A UUID (version 7)."
      id: ID!
      "The practice."
      organizationId: ID!
      "What it is called."
      name: String!
      "ISO 3166-1 alpha-2; decides about weekends and public holidays."
      country: String
      "ISO 3166-2 without the country."
      region: String
      "Its address on the web."
      website: String
      "Rises by one with each change."
      version: Int!
      "When it was added."
      createdAt: DateTime!
      "When anything of this was changed last."
      updatedAt: DateTime!
    }
    ${connectionTypes('Employer')}
    extend type Query {
      "The employers that you see, by name."
      employers(
        ${paging}
        ids: [ID!]
        "Part of the name."
        q: String
        "What has changed since, this moment included."
        updatedSince: DateTime
        sort: EmployerSort
      ): EmployerConnection!
      "One employer; null when there is none that you see."
      employer(id: ID!): Employer
    }
  `,
  resolvers: {
    Query: {
      employers: listOf(employerReader, { query: EmployerQuery, sort: 'name' }),
      employer: recordBy(employerReader),
    },
  },
}
