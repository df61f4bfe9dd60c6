import type { Static } from 'typebox'
import { idFrom, recordOf } from '../../graphql/fields.ts'
import { knownBody } from '../../graphql/known.ts'
import type { GraphPart, Resolve } from '../../graphql/part.ts'
import { DomainError } from '../../platform/errors.ts'
import { taskReader } from '../tasks/tasks.reading.ts'
import { previewPlan } from './plans.preview.ts'
import { PreviewBody } from './plans.schema.ts'
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
    "Where an employer is: by whose calendar it is planned."
    input PlaceInput {
      "ISO 3166-1 alpha-2."
      country: String
      "The part after the country of an ISO 3166-2 code, such as NY or BY."
      region: String
    }
    "What would happen to a stored task."
    enum PlannedAction { create keep move reopen complete cancel }
    "What would follow from an interview. Nothing is written."
    type PlanPreview {
      "When the employer decides."
      decisionDate: Date
      "The cadence policy by which it would be planned."
      policyId: ID!
      "The policy's version."
      policyVersion: Int!
      "Why there is no follow-up, where there is none."
      note: String
      "After too many unanswered attempts."
      suggestClosing: Boolean!
      "The tasks by due moment, those that would go included."
      tasks: [PreviewedTask!]!
    }
    "A task that would be there, or that is and would change."
    type PreviewedTask {
      "Of one that is stored: its id."
      id: ID
      "Over a stored interview: what would happen to it."
      action: PlannedAction
      "What is to be done."
      kind: TaskKind!
      "By what way."
      channel: TaskChannel!
      "Where it would stand."
      status: TaskStatus!
      "In a few words, in the reader's language."
      title: String!
      "When it would fall due."
      dueAt: DateTime!
      "When it would be late."
      overdueAt: DateTime
      "The index in participants."
      participant: Int
      "The rule that derives it."
      rule: String
      "Why, and why on that date."
      reason: String!
    }
    extend type Query {
      "The tasks that would follow from an interview. Exactly one of employer, opportunityId and interviewId; over a stored interview what is left out is as stored, else startsAt, durationMinutes, timeZone and format are needed. Null where it is about nothing that you see."
      planPreview(
        "Where the employer is."
        employer: PlaceInput
        opportunityId: ID
        interviewId: ID
        "When it begins."
        startsAt: DateTime
        "How long it takes."
        durationMinutes: Int
        "An IANA time zone."
        timeZone: String
        "How it is held."
        format: InterviewFormat
        "Which one it is for its opportunity."
        round: Int
        "Who took part."
        participants: [ParticipantInput!]
        "What was discussed."
        topics: [String!]
        "What the client said they would send."
        promises: [String!]
        "What the employer said about the decision."
        decision: DecisionInput
      ): PlanPreview
      "The plan of an interview; null when there is none that you see."
      plan(interviewId: ID!): Plan
    }
  `,
  resolvers: {
    Query: {
      planPreview: async (_root, args, { scope, faultsIn }) => {
        const body = knownBody<Static<typeof PreviewBody>>(PreviewBody, args, { faultsIn })
        return shown(scope.perform(previewPlan, body))
      },
      plan: (_root, args, { scope }) =>
        shown(scope.perform(getPlan, idFrom('interviewId', args.interviewId))),
    },
    PlannedTask: { task: recordOf(taskReader, 'id') as Resolve },
  },
}

interface Planned {
  policy: { id: string; version: number }
}

/** A plan as the graph shows it; null where it is about nothing that the caller sees. */
async function shown(planning: Promise<Planned>): Promise<object | null> {
  try {
    const { policy, ...plan } = await planning
    return { ...plan, policyId: policy.id, policyVersion: policy.version }
  } catch (error) {
    if (error instanceof DomainError && isAboutNothing(error)) return null
    throw error
  }
}

const subjects = ['/interviewId', '/opportunityId']
const isAboutNothing = ({ kind, errors }: DomainError): boolean =>
  kind === 'not-found' ||
  (kind === 'reference-not-found' && errors.every(({ pointer }) => subjects.includes(pointer)))
