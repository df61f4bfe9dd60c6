import { change, changeGraph } from '../../graphql/changes.ts'
import type { GraphPart } from '../../graphql/part.ts'
import { employerReader } from './employers.reading.ts'
import { removeEmployer, restoreEmployer } from './employers.removal.ts'
import { EmployerBody, EmployerPatch } from './employers.schema.ts'
import * as service from './employers.service.ts'

const shows = { name: 'employer', type: 'Employer', reader: employerReader }

const fields = /* GraphQL */ `
  "ISO 3166-1 alpha-2; decides about weekends and public holidays."
  country: String
  "ISO 3166-2 without the country."
  region: String
  "Its address on the web."
  website: String
`

const inputs = /* GraphQL */ `
  "A new employer."
  input CreateEmployerInput {
    "What it is called."
    name: String!
    ${fields}
  }
  "What is to be changed; what is left out stays, null clears."
  input UpdateEmployerInput {
    "The employer."
    id: ID!
    "The version that you are changing."
    version: Int
    "What it is called."
    name: String
    ${fields}
  }
  "Which employer is removed."
  input RemoveEmployerInput {
    "The employer."
    id: ID!
    "The version that you are removing."
    version: Int
  }
  "Which employer comes back."
  input RestoreEmployerInput {
    "The employer."
    id: ID!
    "Only if the version is still this one."
    version: Int
  }
`

export const employerChangeGraph = ({ changeEmployer }: Pick<typeof service, 'changeEmployer'>): GraphPart =>
  changeGraph(inputs, [
    change({
      name: 'createEmployer',
      description: 'Adds an employer.',
      action: service.createEmployer,
      body: EmployerBody,
      to: ({ body }) => body,
      shows,
    }),
    change({
      name: 'updateEmployer',
      description: 'Changes an employer. Another country or region has other business days.',
      action: changeEmployer,
      body: EmployerPatch,
      ids: ['id'],
      version: 'needed',
      to: ({ id, body, check }) => ({ id, patch: body, check }),
      shows,
    }),
    change({
      name: 'removeEmployer',
      description:
        'Removes an employer; opportunities and contacts there stay. It can be brought back for 30 days.',
      action: removeEmployer,
      body: null,
      ids: ['id'],
      version: 'needed',
      to: ({ id, check }) => ({ id, check }),
      shows: null,
      idOf: (_, { id }) => id,
    }),
    change({
      name: 'restoreEmployer',
      description: 'Brings an employer back.',
      action: restoreEmployer,
      body: null,
      ids: ['id'],
      version: 'heeded',
      to: ({ id, check }) => ({ id, check }),
      shows,
    }),
  ])
