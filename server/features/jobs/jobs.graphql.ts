import type { GraphPart } from '../../graphql/part.ts'
import { listJobs } from './jobs.service.ts'

export const jobGraph: GraphPart = {
  typeDefs: /* GraphQL */ `
    "Work that comes round, of the installation."
    type Job {
      "Such as tasks.sweep."
      name: String!
      "How often it runs, in seconds."
      everySeconds: Int!
      "How often it has run, in all."
      runs: Int!
      "How often it has failed since it last succeeded."
      failuresInARow: Int!
      "When it last ran."
      lastRunAt: DateTime
      "How long the last run took."
      lastSeconds: Float
      "When it last failed."
      lastFailureAt: DateTime
      "The kind of the last failure, in a few words."
      lastFailure: String
      "When it runs next."
      nextRunAt: DateTime
      "Since when somebody waits for a run out of turn."
      wantedAt: DateTime
    }
    "Whether a worker is there, by the clock of the database."
    type JobWorker {
      "When one was last seen."
      lastSeenAt: DateTime
      "Not seen for half a minute."
      late: Boolean!
    }
    "What is on its way, of your practice alone."
    type JobQueues {
      "Mails that are on their way."
      mails: Int!
      "Events that are on their way to webhooks."
      webhookDeliveries: Int!
      "Seconds since the earliest moment of a task that is not marked yet."
      sweepLagSeconds: Float!
    }
    "How the jobs fare."
    type JobOverview {
      "All jobs of the installation, by name."
      data: [Job!]!
      "Whether a worker is there."
      worker: JobWorker!
      "What is on its way."
      queues: JobQueues!
    }
    extend type Query {
      "How the jobs fare, for admins; null where you may not see it."
      jobs: JobOverview
    }
  `,
  resolvers: {
    Query: { jobs: (_root, _args, { scope }) => scope.perform(listJobs, undefined) },
  },
}
