import { change, changeGraph } from '../../graphql/changes.ts'
import type { GraphPart } from '../../graphql/part.ts'
import type { Removing } from '../../platform/removal.ts'
import type { Action } from '../../platform/scope.ts'
import { opportunityReader } from './opportunities.reading.ts'
import { OpportunityBody, OpportunityPatch } from './opportunities.schema.ts'
import * as service from './opportunities.service.ts'

const shows = { name: 'opportunity', type: 'Opportunity', reader: opportunityReader }

const inputs = /* GraphQL */ `
  "An employer that is matched by name and country, else added."
  input EmployerInput {
    "What it is called."
    name: String!
    "ISO 3166-1 alpha-2."
    country: String
    "ISO 3166-2 without the country."
    region: String
    "Its address on the web."
    website: String
  }
  "A new opportunity. The employer is given by id, or described."
  input CreateOpportunityInput {
    "Whose it is."
    clientId: ID!
    "Where it is."
    employerId: ID
    "Where it is."
    employer: EmployerInput
    "The position."
    title: String!
    "How far it has come; left out: interested."
    stage: OpportunityStage
  }
  "What is to be changed; what is left out stays."
  input UpdateOpportunityInput {
    "The opportunity."
    id: ID!
    "The version that you are changing."
    version: Int
    "The position."
    title: String
    "How far it has come."
    stage: OpportunityStage
  }
  "Which opportunity is removed."
  input RemoveOpportunityInput {
    "The opportunity."
    id: ID!
    "The version that you are removing."
    version: Int
  }
  "Which opportunity comes back."
  input RestoreOpportunityInput {
    "The opportunity."
    id: ID!
    "Only if the version is still this one."
    version: Int
  }
`

interface Planned extends Pick<typeof service, 'changeOpportunity'> {
  removeOpportunity: Action<Removing, unknown>
  restoreOpportunity: Action<Removing, { id: string }>
}

export const opportunityChangeGraph = ({
  changeOpportunity,
  removeOpportunity,
  restoreOpportunity,
}: Planned): GraphPart =>
  changeGraph(inputs, [
    change({
      name: 'createOpportunity',
      description: 'Adds an opportunity.',
      action: service.createOpportunity,
      body: OpportunityBody,
      to: ({ body }) => body,
      shows,
    }),
    change({
      name: 'updateOpportunity',
      description:
        'Changes an opportunity. An offer, a refusal or a withdrawal cancels what its interviews had planned; taking it back restores it.',
      action: changeOpportunity,
      body: OpportunityPatch,
      ids: ['id'],
      version: 'needed',
      to: ({ id, body, check }) => ({ id, patch: body, check }),
      shows,
    }),
    change({
      name: 'removeOpportunity',
      description:
        'Removes an opportunity with its interviews and their open tasks. It can be brought back for 30 days.',
      action: removeOpportunity,
      body: null,
      ids: ['id'],
      version: 'needed',
      to: ({ id, check }) => ({ id, check }),
      shows: null,
      idOf: (_, { id }) => id,
    }),
    change({
      name: 'restoreOpportunity',
      description: 'Brings an opportunity back, with what went along.',
      action: restoreOpportunity,
      body: null,
      ids: ['id'],
      version: 'heeded',
      to: ({ id, check }) => ({ id, check }),
      shows,
    }),
  ])
