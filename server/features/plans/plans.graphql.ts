import { idFrom, recordOf } from '../../graphql/fields.ts'
import type { GraphPart, Resolve } from '../../graphql/part.ts'
import { DomainError } from '../../platform/errors.ts'
import { taskReader } from '../tasks/tasks.reading.ts'
import { getPlan } from './plans.service.ts'

export const planGraph: GraphPart = {
  typeDefs: /* GraphQL */ `
    "The tasks that follow from an interview, by due moment, each with its reason."
    type Plan {
      "When the employer decides, by what stands."
      decisionDate: Date
      "The cadence policy by which it was planned."
      policyId: ID!
      "The policy's version."
      policyVersion: Int!
      "Why there is no follow-up, where there is none."
      note: String
      "After too many unanswered attempts."
      suggestClosing: Boolean!
      "The tasks, ended ones too."
      tasks: [PlannedTask!]!
    }
    "A task of a plan."
    type PlannedTask {
      "The task's id."
      id: ID!
      "The task."
      task: Task
      "The index of its participant in the interview's list."
      participant: Int
      "Why, and why on that date."
      reason: String!
    }
    extend type Query {
      "The plan of an interview; null when there is none that you see."
      plan(interviewId: ID!): Plan
    }
  `,
  resolvers: {
    Query: {
      plan: async (_root, args, { scope }) => {
        try {
          const { policy, ...plan } = await scope.perform(getPlan, idFrom('interviewId', args.interviewId))
          return { ...plan, policyId: policy.id, policyVersion: policy.version }
        } catch (error) {
          if (error instanceof DomainError && error.kind === 'not-found') return null
          throw error
        }
      },
    },
    PlannedTask: { task: recordOf(taskReader, 'id') as Resolve },
  },
}
