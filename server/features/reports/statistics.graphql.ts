import { Type } from 'typebox'
import { recordOf } from '../../graphql/fields.ts'
import { known } from '../../graphql/known.ts'
import type { GraphPart, Resolve } from '../../graphql/part.ts'
import { Day, Instant, MemberOrMe } from '../../platform/schema.ts'
import type { Action } from '../../platform/scope.ts'
import { employerReader } from '../employers/employers.reading.ts'
import { memberReader } from '../members/members.reading.ts'
import type { StatisticsFilters } from './statistics.service.ts'
import * as service from './statistics.service.ts'

const Filters = Type.Object({
  coachId: Type.Optional(MemberOrMe('The coach, or me.')),
  since: Type.Optional(Instant),
  until: Type.Optional(Instant),
})
const Days = Type.Object({ from: Day, through: Day })

const figure =
  <Output>(action: Action<StatisticsFilters, Output>): Resolve<StatisticsFilters> =>
  (filters, _args, { scope }) =>
    scope.perform(action, filters)

/** Figures for dashboards, counted in the database. What is not asked for is not counted. */
export const statisticsGraph: GraphPart = {
  typeDefs: /* GraphQL */ `
    "Figures over what you see, counted by the database; each field is one question to it."
    type Statistics {
      "Clients by where they stand now."
      clientsByStatus: [ClientStatusCount!]!
      "Opportunities by how far they have come now."
      opportunitiesByStage: [OpportunityStageCount!]!
      "Tasks by where they stand now."
      tasksByStatus: [TaskStatusCount!]!
      "Tasks by kind, ended ones too."
      tasksByKind: [TaskKindCount!]!
      "The open tasks of each coach, whoever has the most that are overdue first."
      tasksByCoach: [CoachLoad!]!
      "For each day, by the midnights of your time zone, what falls due and what was done; at most a year."
      tasksByDay(
        "The first day."
        from: Date!
        "The last day."
        through: Date!
      ): [DayCount!]!
      "Thank-yous that were sent within 24 hours of the interview's end, of those for which the time has passed."
      thankYouWithinADay: Share!
      "Tasks that were done before they were overdue, of those for which the time has passed."
      onTime: Share!
      "How long employers took to answer after an interview, the slowest first; as far back as activities are kept."
      employerResponses: [EmployerResponse!]!
    }
    "How many clients stand so."
    type ClientStatusCount {
      "Where they stand."
      status: ClientStatus!
      "How many."
      count: Int!
    }
    "How many opportunities have come so far."
    type OpportunityStageCount {
      "How far they have come."
      stage: OpportunityStage!
      "How many."
      count: Int!
    }
    "How many tasks stand so."
    type TaskStatusCount {
      "Where they stand."
      status: TaskStatus!
      "How many."
      count: Int!
    }
    "How many tasks are of a kind."
    type TaskKindCount {
      "The kind."
      kind: TaskKind!
      "How many."
      count: Int!
    }
    "What a coach has to do."
    type CoachLoad {
      "The coach."
      coachId: ID!
      "The coach; null where the caller sees no members."
      coach: Member
      "Tasks that are open."
      open: Int!
      "Of these, to be done now."
      due: Int!
      "Of these, past the moment by which they had to be done."
      overdue: Int!
    }
    "What a day brings."
    type DayCount {
      "The day."
      day: Date!
      "Tasks that fall due on it."
      due: Int!
      "Tasks that were done on it."
      done: Int!
    }
    "How many of how many."
    type Share {
      "All that count."
      total: Int!
      "Those that met it."
      met: Int!
      "The one by the other, from 0 to 1; null where nothing counts yet."
      rate: Float
    }
    "How long an employer took to answer."
    type EmployerResponse {
      "The employer."
      employerId: ID!
      "The employer."
      employer: Employer
      "Offers and refusals."
      answers: Int!
      "Hours from the last interview before an answer to the answer: half took no longer."
      medianHours: Float!
      "The most hours that an answer took."
      longestHours: Float!
    }
    extend type Query {
      "Figures over what you see."
      statistics(
        "Only of this coach's clients and tasks: an id, or me."
        coachId: ID
        "For rates and answers: only what happened at this moment or later."
        since: DateTime
        "For rates and answers: only what happened before this moment."
        until: DateTime
      ): Statistics!
    }
  `,
  resolvers: {
    Query: {
      statistics: (_root, args, context) => known(Filters, args, context),
    },
    Statistics: {
      clientsByStatus: figure(service.clientsByStatus),
      opportunitiesByStage: figure(service.opportunitiesByStage),
      tasksByStatus: figure(service.tasksByStatus),
      tasksByKind: figure(service.tasksByKind),
      tasksByCoach: figure(service.loadByCoach),
      tasksByDay: (filters: StatisticsFilters, args, context) =>
        context.scope.perform(service.tasksByDay, {
          filters,
          ...(known(Days, args, context) as { from: string; through: string }),
        }),
      thankYouWithinADay: figure(service.thankYousInTime),
      onTime: figure(service.doneInTime),
      employerResponses: figure(service.responsesOfEmployers),
    },
    ClientStatusCount: { status: ({ word }: { word: string }) => word },
    OpportunityStageCount: { stage: ({ word }: { word: string }) => word },
    TaskStatusCount: { status: ({ word }: { word: string }) => word },
    TaskKindCount: { kind: ({ word }: { word: string }) => word },
    CoachLoad: { coach: recordOf(memberReader, 'coachId') as Resolve },
    EmployerResponse: { employer: recordOf(employerReader, 'employerId') as Resolve },
  },
}
