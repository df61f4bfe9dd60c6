import { change, changeGraph } from '../../graphql/changes.ts'
import type { GraphPart } from '../../graphql/part.ts'
import { OrganizationPatch } from './organizations.schema.ts'
import { changeOrganization, getOrganization } from './organizations.service.ts'

export const organizationGraph: GraphPart = {
  typeDefs: /* GraphQL */ `
    "A coaching practice or career office. Nothing crosses from one to another."
    type Organization {
      "A UUID (version 7)."
      id: ID!
      "What it is called."
      name: String!
      "An IANA time zone: by which days begin and end for the practice."
      timeZone: String!
      "In which language new members and clients are written to."
      locale: Locale!
      "The cadence policy for new interviews."
      policy: String!
      "Whether admins set up a second factor before they do anything else."
      requireSecondFactor: Boolean!
      "Whether coaches and clients are asked for one too, where admins are."
      secondFactorOfAll: Boolean!
      "Rises by one with each change."
      version: Int!
      "When it was made."
      createdAt: DateTime!
      "When anything of this was changed last."
      updatedAt: DateTime!
    }
    extend type Query {
      "Your practice; null where you may not see how it is set up."
      organization: Organization
    }
  `,
  resolvers: {
    Query: { organization: (_root, _args, { scope }) => scope.perform(getOrganization, null) },
  },
}

const inputs = /* GraphQL */ `
  "What is to be changed; what is left out stays."
  input UpdateOrganizationInput {
    "The version that you are changing."
    version: Int
    "What it is called."
    name: String
    "An IANA time zone."
    timeZone: String
    "In which language new members and clients are written to."
    locale: Locale
    "The cadence policy for new interviews: before-decision or after-decision."
    policy: String
    "Whether admins set up a second factor before they do anything else."
    requireSecondFactor: Boolean
    "Whether coaches and clients are asked for one too, where admins are."
    secondFactorOfAll: Boolean
  }
`

export const organizationChangeGraph = changeGraph(inputs, [
  change({
    name: 'updateOrganization',
    description: 'Changes how the practice is set up. What is planned already stays as it was planned.',
    action: changeOrganization,
    body: OrganizationPatch,
    version: 'needed',
    to: ({ body, check }) => ({ patch: body, check }),
    shows: null,
  }),
])
