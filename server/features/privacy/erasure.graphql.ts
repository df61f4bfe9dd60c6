import { change, changeGraph } from '../../graphql/changes.ts'
import { listOf, recordBy, recordOf } from '../../graphql/fields.ts'
import type { GraphPart } from '../../graphql/part.ts'
import { connectionTypes, enumType, paging, sortType } from '../../graphql/sdl.ts'
import { clientReader } from '../clients/clients.reading.ts'
import { erasureRequestReader } from './erasure.reading.ts'
import { EraseBody, ErasureRequestQuery, requestStatuses } from './erasure.schema.ts'
import * as service from './erasure.service.ts'

export const erasureGraph: GraphPart = {
  typeDefs: /* GraphQL */ `
    ${enumType('ErasureRequestStatus', 'What became of a wish to be erased.', requestStatuses)}
    ${sortType('ErasureRequestSort', ['createdAt'])}
    "A client asks to be erased; an admin does it or declines."
    type ErasureRequest implements Node {
      "A UUID (version 7)."
      id: ID!
      "The practice."
      organizationId: ID!
      "Who asks."
      clientId: ID!
      "Who asks; null once they are erased."
      client: Client
      "What became of it."
      status: ErasureRequestStatus!
      "When it was dealt with."
      decidedAt: DateTime
      "The admin who dealt with it."
      decidedBy: ID
      "Rises by one with each change."
      version: Int!
      "When they asked."
      createdAt: DateTime!
      "When anything of this was changed last."
      updatedAt: DateTime!
    }
    ${connectionTypes('ErasureRequest')}
    "Where a name still stands in a text about somebody else."
    type ErasureMention {
      "What kind of record it is: interview, task or contact."
      type: String!
      "The record."
      id: ID!
    }
    "What an erasure leaves: who it was, as ids alone."
    type ErasureResult {
      "Who was erased."
      id: ID!
      "A client or a contact."
      kind: String!
      "When."
      erasedAt: DateTime!
      "Contacts who were known only through the client, erased too."
      contacts: [ID!]!
      "Records about others in whose texts the name, mail address or phone number still stands, 50 at most."
      mentions: [ErasureMention!]!
    }
    extend type Query {
      "Who asks to be erased: an admin sees all, a client their own."
      erasureRequests(
        ${paging}
        ids: [ID!]
        status: [ErasureRequestStatus!]
        sort: ErasureRequestSort
      ): ErasureRequestConnection!
      "One wish to be erased; null when there is none that you see."
      erasureRequest(id: ID!): ErasureRequest
    }
  `,
  resolvers: {
    Query: {
      erasureRequests: listOf(erasureRequestReader, { query: ErasureRequestQuery, sort: 'createdAt' }),
      erasureRequest: recordBy(erasureRequestReader),
    },
    ErasureRequest: { client: recordOf(clientReader, 'clientId') },
  },
}

const erasing = (name: string, noun: string) => /* GraphQL */ `
  "Who is erased, for good."
  input ${name}Input {
    "The ${noun}."
    id: ID!
    "The version that you have seen."
    version: Int
    "The name of whom you erase, or their id."
    confirm: String!
  }
`

const ending = (name: string) => /* GraphQL */ `
  "Which wish it is about."
  input ${name}Input {
    "The wish to be erased."
    id: ID!
    "Only if the version is still this one."
    version: Int
  }
`

const inputs = /* GraphQL */ `
  ${erasing('EraseClient', 'client')}
  ${erasing('EraseContact', 'contact')}
  "Who asks to be erased: you."
  input RequestErasureInput {
    "The client."
    clientId: ID!
  }
  ${ending('DeclineErasure')}
  ${ending('WithdrawErasure')}
`

const erased = {
  name: 'erasure',
  type: 'ErasureResult',
  description: 'What the erasure leaves; null when nothing was changed.',
  of: (output: object) => output,
}
const shows = { name: 'erasureRequest', type: 'ErasureRequest', reader: erasureRequestReader }

/** Erasing by the graph: the worker writes what it leaves into the ledger. */
export const erasureChangeGraph = changeGraph(inputs, [
  change({
    name: 'eraseClient',
    description: 'Erases a client for good, and the contacts known only through them. By an admin.',
    action: service.eraseClient,
    body: EraseBody,
    ids: ['id'],
    version: 'needed',
    to: ({ id, body, check }) => ({ id, confirm: (body as { confirm: string }).confirm, check }),
    shows: null,
    tells: erased,
  }),
  change({
    name: 'eraseContact',
    description: 'Erases a contact for good. By an admin.',
    action: service.eraseContact,
    body: EraseBody,
    ids: ['id'],
    version: 'needed',
    to: ({ id, body, check }) => ({ id, confirm: (body as { confirm: string }).confirm, check }),
    shows: null,
    tells: erased,
  }),
  change({
    name: 'requestErasure',
    description: 'Asks to be erased. A second time gives the request that is open.',
    action: service.requestErasure,
    body: null,
    ids: ['clientId'],
    to: ({ ids: { clientId = '' } }) => clientId,
    shows,
    idOf: ({ request }) => request.id,
  }),
  change({
    name: 'declineErasure',
    description: 'Declines to erase. By an admin; the client sees it.',
    action: service.declineErasure,
    body: null,
    ids: ['id'],
    version: 'heeded',
    to: ({ id, check }) => ({ id, check }),
    shows,
  }),
  change({
    name: 'withdrawErasure',
    description: 'Not to be erased after all. By the client who asked.',
    action: service.withdrawErasure,
    body: null,
    ids: ['id'],
    version: 'heeded',
    to: ({ id, check }) => ({ id, check }),
    shows,
  }),
])
