import { listOf, recordBy } from '../../graphql/fields.ts'
import type { GraphPart } from '../../graphql/part.ts'
import { connectionTypes, enumType, paging, sortType } from '../../graphql/sdl.ts'
import { memberReader } from './members.reading.ts'
import { MemberQuery } from './members.schema.ts'

export const memberGraph: GraphPart = {
  typeDefs: /* GraphQL */ `
    ${enumType('MemberRole', 'What somebody does for the practice: runs it, or sees the clients assigned to them.', ['admin', 'coach'])}
    ${sortType('MemberSort', ['name', 'createdAt', 'updatedAt'])}
    "A person who works for the practice."
    type Member implements Node {
      "A UUID (version 7)."
      id: ID!
      "The practice."
      organizationId: ID!
      "What they are called."
      name: String!
      "Null unless you are an admin or the member."
      email: String
      "What they do for the practice."
      role: MemberRole!
      "Whether they can log in."
      active: Boolean!
      "In which language they read."
      locale: Locale!
      "An IANA time zone: by which their days begin and end."
      timeZone: String!
      "Rises by one with each change."
      version: Int!
      "When they were added."
      createdAt: DateTime!
      "When anything of this was changed last."
      updatedAt: DateTime!
    }
    ${connectionTypes('Member')}
    extend type Query {
      "Who works for the practice, by name."
      members(
        ${paging}
        ids: [ID!]
        "Part of the name."
        q: String
        "Only those who can log in, or only the others."
        active: Boolean
        role: MemberRole
        "What has changed since, this moment included."
        updatedSince: DateTime
        sort: MemberSort
      ): MemberConnection!
      "One member; null when there is none that you see."
      member(id: ID!): Member
    }
  `,
  resolvers: {
    Query: {
      members: listOf(memberReader, { query: MemberQuery, sort: 'name' }),
      member: recordBy(memberReader),
    },
  },
}
