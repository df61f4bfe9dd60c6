import { change, changeGraph } from '../../graphql/changes.ts'
import { listOf, recordBy, recordOf } from '../../graphql/fields.ts'
import type { GraphPart } from '../../graphql/part.ts'
import { connectionTypes, enumType, paging, sortType } from '../../graphql/sdl.ts'
import { memberReader } from '../members/members.reading.ts'
import { coverageReader } from './coverage.reading.ts'
import { CoverageBody, CoveragePatch, CoverageQuery } from './coverage.schema.ts'
import * as service from './coverage.service.ts'

export const coverageGraph: GraphPart = {
  typeDefs: /* GraphQL */ `
    ${enumType('CoverageStatus', 'Whether somebody stands in, by the practice’s own date.', ['planned', 'active', 'ended'])}
    ${sortType('CoverageSort', ['startsOn', 'createdAt', 'updatedAt'])}
    "While a coach is away, another sees and works for their clients, from the first day through the last."
    type Coverage implements Node {
      "A UUID (version 7)."
      id: ID!
      "The practice."
      organizationId: ID!
      "Who is away."
      memberId: ID!
      "Who is away."
      member: Member
      "Who stands in."
      delegateId: ID!
      "Who stands in."
      delegate: Member
      "The first day."
      startsOn: Date!
      "The last day."
      endsOn: Date!
      "Whether it is now."
      status: CoverageStatus!
      "Rises by one with each change."
      version: Int!
      "When it was entered."
      createdAt: DateTime!
      "When anything of this was changed last."
      updatedAt: DateTime!
    }
    ${connectionTypes('Coverage')}
    extend type Query {
      "Who stands in for whom, the earliest first."
      coverages(
        ${paging}
        ids: [ID!]
        "Who is away: an id, or me."
        memberId: ID
        "Who stands in: an id, or me."
        delegateId: ID
        "Only those that end on this day or later."
        endsAfter: Date
        "What has changed since, this moment included."
        updatedSince: DateTime
        sort: CoverageSort
      ): CoverageConnection!
      "One coverage; null when there is none that you see."
      coverage(id: ID!): Coverage
    }
  `,
  resolvers: {
    Query: {
      coverages: listOf(coverageReader, { query: CoverageQuery, sort: 'startsOn' }),
      coverage: recordBy(coverageReader),
    },
    Coverage: { member: recordOf(memberReader, 'memberId'), delegate: recordOf(memberReader, 'delegateId') },
  },
}

const shows = { name: 'coverage', type: 'Coverage', reader: coverageReader }

const inputs = /* GraphQL */ `
  "Somebody stands in for a coach."
  input CreateCoverageInput {
    "Who is away."
    memberId: ID!
    "Who stands in."
    delegateId: ID!
    "The first day."
    startsOn: Date!
    "The last day."
    endsOn: Date!
  }
  "What is to be changed; what is left out stays."
  input UpdateCoverageInput {
    "The coverage."
    id: ID!
    "The version that you are changing."
    version: Int
    "Who stands in."
    delegateId: ID
    "The first day."
    startsOn: Date
    "The last day."
    endsOn: Date
  }
  "Which coverage ends."
  input RemoveCoverageInput {
    "The coverage."
    id: ID!
    "Only if the version is still this one."
    version: Int
  }
`

export const coverageChangeGraph = changeGraph(inputs, [
  change({
    name: 'createCoverage',
    description: 'Somebody stands in for a coach: an admin says so for anyone, a coach for themselves.',
    action: service.createCoverage,
    body: CoverageBody,
    to: ({ body }) => body,
    shows,
  }),
  change({
    name: 'updateCoverage',
    description: 'Changes who stands in, and when.',
    action: service.changeCoverage,
    body: CoveragePatch,
    ids: ['id'],
    version: 'needed',
    to: ({ id, body, check }) => ({ id, patch: body, check }),
    shows,
  }),
  change({
    name: 'removeCoverage',
    description: 'Ends a coverage at once: who stood in sees nothing of the clients from then on.',
    action: service.removeCoverage,
    body: null,
    ids: ['id'],
    version: 'heeded',
    to: ({ id, check }) => ({ id, check }),
    shows: null,
    idOf: (_, { id }) => id,
  }),
])
