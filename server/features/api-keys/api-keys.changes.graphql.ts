import { change, changeGraph } from '../../graphql/changes.ts'
import type { GraphPart } from '../../graphql/part.ts'
import { apiKeyReader } from './api-keys.reading.ts'
import { ApiKeyBody, ApiKeyPatch } from './api-keys.schema.ts'
import * as service from './api-keys.service.ts'
import type { KeyEnvironment } from './api-keys.text.ts'

const shows = { name: 'apiKey', type: 'ApiKey', reader: apiKeyReader }

const inputs = /* GraphQL */ `
  "A new API key."
  input CreateApiKeyInput {
    "What it is for."
    name: String!
    "What it may do, such as tasks:read."
    scopes: [String!]!
    "When it ends by itself; null: never."
    expiresAt: DateTime
    "Restricts it to these clients and what is theirs; null: to none."
    clientIds: [ID!]
  }
  "What is to be changed; what is left out stays. For other rights make another key."
  input UpdateApiKeyInput {
    "The API key."
    id: ID!
    "The version that you are changing."
    version: Int
    "What it is for."
    name: String
    "An earlier end."
    expiresAt: DateTime
  }
  "Which key is revoked."
  input RevokeApiKeyInput {
    "The API key."
    id: ID!
    "Only if the version is still this one."
    version: Int
  }
`

/** @param environment what new keys say of the server */
export const apiKeyChangeGraph = (environment: KeyEnvironment): GraphPart =>
  changeGraph(inputs, [
    change({
      name: 'createApiKey',
      description: 'Makes an API key, which acts as itself and within its scopes.',
      action: service.createApiKey(environment),
      body: ApiKeyBody,
      to: ({ body }) => body,
      shows,
      tells: {
        name: 'key',
        type: 'String',
        description: 'The key itself; it is shown this once.',
        of: ({ key }: { key: string }) => key,
      },
    }),
    change({
      name: 'updateApiKey',
      description: 'Changes the name of an API key, or brings its end forward.',
      action: service.changeApiKey,
      body: ApiKeyPatch,
      ids: ['id'],
      version: 'needed',
      to: ({ id, body, check }) => ({ id, patch: body, check }),
      shows,
    }),
    change({
      name: 'revokeApiKey',
      description:
        'Revokes an API key at once, everywhere, and for good. Doing it twice is the same as once.',
      action: service.revokeApiKey,
      body: null,
      ids: ['id'],
      version: 'heeded',
      to: ({ id, check }) => ({ id, check }),
      shows,
      idOf: (_, { id }) => id,
    }),
  ])
