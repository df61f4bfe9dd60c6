import { change, changeGraph } from '../../graphql/changes.ts'
import type { GraphPart } from '../../graphql/part.ts'
import { clientReader } from './clients.reading.ts'
import { ClientBody, ClientPatch } from './clients.schema.ts'
import * as service from './clients.service.ts'
import { CoachBody } from './coaches.schema.ts'
import { putCoach, removeCoach } from './coaches.service.ts'
import { ConsentBody } from './consent.schema.ts'
import { putConsent } from './consent.service.ts'

const shows = { name: 'client', type: 'Client', reader: clientReader }

const fields = /* GraphQL */ `
  "Where they get mail; null: nowhere."
  email: String
  "Where they are called; null: nowhere."
  phone: String
  "An IANA time zone."
  timeZone: String
  "In which language they are written to."
  locale: Locale
  "The position that they look for."
  target: String
  "The member who leads the search."
  primaryCoachId: ID
`

const inputs = /* GraphQL */ `
  "A new client. What is left out is the practice's; the coach who adds a client leads the search."
  input CreateClientInput {
    "What they are called."
    name: String!
    ${fields}
  }
  "What is to be changed; what is left out stays, null clears."
  input UpdateClientInput {
    "The client."
    id: ID!
    "The version that you are changing."
    version: Int
    "What they are called."
    name: String
    "Where they stand. Only active ones are planned for."
    status: ClientStatus
    ${fields}
  }
  "Somebody who looks after a client beside the primary coach."
  input SetClientCoachInput {
    "The client."
    clientId: ID!
    "The member."
    memberId: ID!
    "Coaching or viewing; the primary coach is changed on the client."
    level: CoachLevel!
    "The last day; left out: without an end."
    endsOn: Date
  }
  "Who no longer looks after a client."
  input RemoveClientCoachInput {
    "The client."
    clientId: ID!
    "The member."
    memberId: ID!
  }
  "What a client lets the practice see."
  input RecordConsentInput {
    "The client."
    clientId: ID!
    "Opportunities, interviews, plans and tasks."
    pipeline: Boolean!
    "What was noted about interviews and tasks."
    notes: Boolean!
    "The people whom only this client has met."
    contacts: Boolean!
    "Through this day; left out: without an end."
    endsOn: Date
    "How the practice came by it; left out by the client."
    source: String
  }
`

export const clientChangeGraph = ({ changeClient }: Pick<typeof service, 'changeClient'>): GraphPart =>
  changeGraph(inputs, [
    change({
      name: 'createClient',
      description: 'Adds a client.',
      action: service.createClient,
      body: ClientBody,
      to: ({ body }) => body,
      shows,
    }),
    change({
      name: 'updateClient',
      description: 'Changes a client.',
      action: changeClient,
      body: ClientPatch,
      ids: ['id'],
      version: 'needed',
      to: ({ id, body, check }) => ({ id, patch: body, check }),
      shows,
    }),
    change({
      name: 'setClientCoach',
      description: 'Makes somebody a further coach of a client, or changes their level or end.',
      action: putCoach,
      body: CoachBody,
      ids: ['clientId', 'memberId'],
      to: ({ ids: { clientId = '', memberId = '' }, body }) => ({ clientId, memberId, body }),
      shows,
      idOf: (_, { ids }) => ids.clientId ?? '',
    }),
    change({
      name: 'removeClientCoach',
      description: 'Ends what a further coach may see of a client, at once.',
      action: removeCoach,
      body: null,
      ids: ['clientId', 'memberId'],
      to: ({ ids: { clientId = '', memberId = '' } }) => ({ clientId, memberId }),
      shows,
      idOf: (_, { ids }) => ids.clientId ?? '',
    }),
    change({
      name: 'recordConsent',
      description: 'Records what a client lets the practice see.',
      action: putConsent,
      body: ConsentBody,
      ids: ['clientId'],
      to: ({ ids: { clientId = '' }, body }) => ({ clientId, body }),
      shows,
      idOf: (_, { ids }) => ids.clientId ?? '',
    }),
  ])
