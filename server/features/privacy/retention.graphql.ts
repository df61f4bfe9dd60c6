import { change, changeGraph } from '../../graphql/changes.ts'
import { knownBody } from '../../graphql/known.ts'
import type { GraphPart } from '../../graphql/part.ts'
import { RetentionPatch, RetentionPreviewBody } from './retention.schema.ts'
import * as service from './retention.service.ts'

const periods = /* GraphQL */ `
  "Months after which a client who is placed or archived is erased; null: kept."
  clientsMonths: Int
  "Days after which events are deleted; null: kept."
  eventsDays: Int
  "Months after which the activity log is deleted; null: kept."
  activitiesMonths: Int
  "Days after which an ended or expired login is deleted; null: kept."
  sessionsDays: Int
  "Days after which the text of a sent mail is deleted; null: kept."
  mailsDays: Int
`

export const retentionGraph: GraphPart = {
  typeDefs: /* GraphQL */ `
    "How long the practice keeps things. A job carries it out. For admins."
    type Retention {
      "The practice."
      organizationId: ID!
      ${periods}
      "Rises by one with each change of the practice."
      version: Int!
      "When anything of the practice was changed last."
      updatedAt: DateTime!
    }
    "What would go now. Nothing is written."
    type RetentionPreview {
      "Clients who would be erased."
      clients: Int!
      "Events that would be deleted."
      events: Int!
      "Entries of the activity log that would be deleted."
      activities: Int!
      "Logins that would be deleted."
      sessions: Int!
      "Mails whose text would be deleted."
      mails: Int!
    }
    extend type Query {
      "How long the practice keeps things; null where you may not see it."
      retention: Retention
      "What would go now, by the stored setting with these changes."
      retentionPreview(${periods}): RetentionPreview
    }
  `,
  resolvers: {
    Query: {
      retention: (_root, _args, { scope }) => scope.perform(service.getRetention, undefined),
      retentionPreview: (_root, args, { scope, faultsIn }) =>
        scope.perform(service.previewRetention, knownBody(RetentionPreviewBody, args, { faultsIn })),
    },
  },
}

const inputs = /* GraphQL */ `
  "What is to be changed; what is left out stays, null keeps things for ever."
  input UpdateRetentionInput {
    "The version that you are changing."
    version: Int
    ${periods}
  }
`

export const retentionChangeGraph = changeGraph(inputs, [
  change({
    name: 'updateRetention',
    description: 'Changes how long things are kept. What is older then is erased within minutes.',
    action: service.changeRetention,
    body: RetentionPatch,
    version: 'needed',
    to: ({ body, check }) => ({ patch: body, check }),
    shows: null,
    idOf: ({ organizationId }) => organizationId,
  }),
])
