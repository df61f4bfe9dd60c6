import { keyScopes } from '../../domain/permissions.ts'
import { listOf, recordBy, recordOf } from '../../graphql/fields.ts'
import type { GraphPart } from '../../graphql/part.ts'
import { connectionTypes, enumType, paging, sortType } from '../../graphql/sdl.ts'
import { memberReader } from '../members/members.reading.ts'
import { apiKeyReader } from './api-keys.reading.ts'
import { ApiKeyQuery } from './api-keys.schema.ts'

export const apiKeyGraph: GraphPart = {
  typeDefs: /* GraphQL */ `
    ${enumType('ApiKeyStatus', 'Whether a key is taken.', ['active', 'expired', 'revoked'])}
    ${sortType('ApiKeySort', ['createdAt', 'updatedAt'])}
    "With what a program calls, as itself and within its scopes. For admins."
    type ApiKey implements Node {
      "A UUID (version 7)."
      id: ID!
      "The practice."
      organizationId: ID!
      "What it is for."
      name: String!
      "The beginning and the end, to recognize it by."
      hint: String!
      "What it may do: ${keyScopes.slice(0, 2).join(', ')} and the like."
      scopes: [String!]!
      "The clients to whom it is restricted; null: to none."
      clientIds: [ID!]
      "Whether it is taken."
      status: ApiKeyStatus!
      "When it ends by itself."
      expiresAt: DateTime
      "When it was revoked."
      revokedAt: DateTime
      "When it was used last, to the minute."
      lastUsedAt: DateTime
      "Who made it."
      createdById: ID!
      "Who made it."
      createdBy: Member
      "Rises by one with each change."
      version: Int!
      "When it was made."
      createdAt: DateTime!
      "When anything of this was changed last."
      updatedAt: DateTime!
    }
    ${connectionTypes('ApiKey')}
    extend type Query {
      "API keys, revoked and expired ones too."
      apiKeys(
        ${paging}
        ids: [ID!]
        "Only those."
        status: ApiKeyStatus
        "What has changed since, this moment included."
        updatedSince: DateTime
        sort: ApiKeySort
      ): ApiKeyConnection!
      "One API key; null when there is none that you see."
      apiKey(id: ID!): ApiKey
    }
  `,
  resolvers: {
    Query: {
      apiKeys: listOf(apiKeyReader, { query: ApiKeyQuery, sort: 'createdAt' }),
      apiKey: recordBy(apiKeyReader),
    },
    ApiKey: { createdBy: recordOf(memberReader, 'createdById') },
  },
}
