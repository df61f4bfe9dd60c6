import { type Static, Type } from 'typebox'
import { ruleIds, taskChannels, taskKinds, taskStatuses } from '../../domain/vocabulary.ts'
import { Body, Country, Id, Instant, named, OrNull, Region } from '../../platform/schema.ts'
import { Interview, interviewFields } from '../interviews/interviews.schema.ts'

export const PreviewBody = Body(
  {
    employer: Type.Optional(
      Body({ country: Type.Optional(OrNull(Country)), region: Type.Optional(OrNull(Region)) }),
    ),
    opportunityId: Type.Optional(Id),
    interviewId: Type.Optional(Id),
    startsAt: Type.Optional(interviewFields.startsAt),
    durationMinutes: Type.Optional(interviewFields.durationMinutes),
    timeZone: Type.Optional(interviewFields.timeZone),
    format: Type.Optional(interviewFields.format),
    round: interviewFields.round,
    participants: interviewFields.participants,
    topics: interviewFields.topics,
    promises: interviewFields.promises,
    decision: interviewFields.decision,
  },
  {
    description:
      'Exactly one of employer, opportunityId and interviewId. With interviewId what is left out is as stored; else startsAt, durationMinutes, timeZone and format are required.',
  },
)

export const PlannedTask = Type.Object({
  id: Type.Optional(OrNull(Id)),
  action: Type.Optional(
    Type.Enum(['create', 'keep', 'move', 'reopen', 'complete', 'cancel'], {
      description: 'In a preview over a stored interview: what would happen to the task.',
    }),
  ),
  kind: Type.Enum([...taskKinds]),
  channel: Type.Enum([...taskChannels]),
  status: Type.Enum([...taskStatuses]),
  title: Type.String(),
  dueAt: Instant,
  overdueAt: OrNull(Instant),
  participant: OrNull(Type.Integer({ description: 'The index in participants.' })),
  rule: OrNull(Type.Enum([...ruleIds], { description: 'The rule that derives it.' })),
  reason: Type.String({ description: 'Why, and why on that date, in the language of Accept-Language.' }),
})

export const Plan = named(
  'Plan',
  {
    decisionDate: OrNull(
      Type.String({ format: 'date', description: 'By when they decide; null where nothing is known.' }),
    ),
    policy: Type.Object(
      { id: Id, version: Type.Integer() },
      { description: 'The cadence policy by which it was made.' },
    ),
    note: OrNull(Type.String({ description: 'Why there is no follow-up, where there is none.' })),
    suggestClosing: Type.Boolean({ description: 'After too many unanswered attempts.' }),
    tasks: Type.Array(PlannedTask),
  },
  'The tasks that follow from an interview, by due moment, each with its reason.',
)

export const InterviewWithPlan = Type.Object(
  { ...Interview.properties, plan: Type.Unsafe<Static<typeof Plan>>({ $ref: 'Plan#' }) },
  { $id: 'InterviewWithPlan', description: 'An interview and the tasks that follow from it.' },
)
