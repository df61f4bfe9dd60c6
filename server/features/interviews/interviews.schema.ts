import { type Static, Type } from 'typebox'
import {
  contactRoles,
  decisionKinds,
  interviewFormats,
  interviewOutcomes,
  interviewStatuses,
  taskChannels,
} from '../../domain/vocabulary.ts'
import {
  Body,
  Day,
  Email,
  Id,
  Instant,
  ListOf,
  ListQuery,
  Moment,
  named,
  OrNull,
  oneOrMore,
  recordFields,
  Text,
  TimeZone,
  versionFields,
} from '../../platform/schema.ts'
import { Search } from '../../platform/search.ts'

export const mostParticipants = 30

export const DecisionBody = Body(
  {
    kind: Type.Enum([...decisionKinds]),
    date: Type.Optional(Day),
    days: Type.Optional(
      Type.Integer({ minimum: 0, maximum: 366, description: 'Of within: so many days after it was said.' }),
    ),
    statedAt: Type.Optional(OrNull(Instant)),
    statedBy: Type.Optional(OrNull(Id)),
    words: Type.Optional(OrNull(Text(1000, 'What they said, in their words.'))),
  },
  {
    description:
      'What the employer said about the decision. byDate needs date; within needs days; doNotContact may have a date. Days count from the date on which it was said.',
  },
)
export type DecisionInput = Static<typeof DecisionBody>

export const ParticipantBody = Body(
  {
    contactId: Type.Optional(Id),
    name: Type.Optional(OrNull(Text(200))),
    role: Type.Optional(Type.Enum([...contactRoles])),
    email: Type.Optional(OrNull(Email)),
    phone: Type.Optional(OrNull(Text(50))),
    allowedChannels: Type.Optional(
      OrNull(Type.Array(Type.Enum(taskChannels.filter((name) => name !== 'none')), { uniqueItems: true })),
    ),
  },
  {
    description:
      'A contact by id, or a person who becomes one; name is null for somebody whose name is not known.',
  },
)
export type ParticipantInput = Static<typeof ParticipantBody>

/** What is the same in an interview and in a preview. */
export const interviewFields = {
  startsAt: Instant,
  durationMinutes: Type.Integer({ minimum: 1, maximum: 1440 }),
  timeZone: TimeZone,
  format: Type.Enum([...interviewFormats]),
  round: Type.Optional(Type.Integer({ minimum: 1, maximum: 99 })),
  participants: Type.Optional(Type.Array(ParticipantBody, { maxItems: mostParticipants })),
  topics: Type.Optional(Type.Array(Text(300), { maxItems: 50 })),
  promises: Type.Optional(Type.Array(Text(300), { maxItems: 20, uniqueItems: true })),
  decision: Type.Optional(OrNull(DecisionBody)),
}

export const InterviewBody = Body({
  opportunityId: Id,
  ...interviewFields,
  notes: Type.Optional(OrNull(Text(10_000))),
})
export type InterviewInput = Static<typeof InterviewBody>

export const InterviewPatch = Body({
  startsAt: Type.Optional(Instant),
  durationMinutes: Type.Optional(interviewFields.durationMinutes),
  timeZone: Type.Optional(TimeZone),
  format: Type.Optional(interviewFields.format),
  round: interviewFields.round,
  participants: interviewFields.participants,
  topics: interviewFields.topics,
  promises: interviewFields.promises,
  notes: Type.Optional(OrNull(Text(10_000))),
  status: Type.Optional(Type.Enum([...interviewStatuses])),
  outcome: Type.Optional(OrNull(Type.Enum([...interviewOutcomes]))),
})

export const DebriefBody = Body({
  participants: interviewFields.participants,
  topics: interviewFields.topics,
  promises: interviewFields.promises,
  decision: interviewFields.decision,
  notes: Type.Optional(OrNull(Text(10_000))),
})

export const TimelineStatement = named(
  'TimelineStatement',
  {
    id: Id,
    interviewId: Id,
    kind: Type.Enum([...decisionKinds]),
    date: OrNull(
      Type.String({ format: 'date', description: 'Of byDate, and of doNotContact where they gave one.' }),
    ),
    days: OrNull(Type.Integer({ description: 'Of within: so many days after it was said.' })),
    statedAt: OrNull(Moment('When it was said; null: when the interview ended.')),
    statedBy: OrNull(
      Type.String({ format: 'uuid', description: 'The contact who said it; null where that is not known.' }),
    ),
    words: OrNull(Type.String({ description: 'What they said, in their words.' })),
    recordedBy: Type.String({
      format: 'uuid',
      description: 'The member, client or API key that entered it.',
    }),
    createdAt: Instant,
  },
  'What the employer said about the decision. Append-only: the latest stands.',
)

export const Interview = named(
  'Interview',
  {
    ...recordFields,
    clientId: Id,
    opportunityId: Id,
    employerId: Id,
    startsAt: Instant,
    durationMinutes: Type.Integer(),
    timeZone: Type.String(),
    format: Type.Enum([...interviewFormats]),
    round: Type.Integer(),
    status: Type.Enum([...interviewStatuses]),
    outcome: OrNull(
      Type.Enum([...interviewOutcomes], { description: 'What came of it; null while that is open.' }),
    ),
    topics: Type.Array(Type.String(), { description: 'What was talked about, for the thank-yous.' }),
    promises: Type.Array(Type.String(), { description: 'What the client said they would send.' }),
    notes: OrNull(Type.String({ description: 'Null also where the client does not show notes.' })),
    decisionDate: OrNull(
      Type.String({
        format: 'date',
        description: 'By when they decide, from the latest statement; null where nothing is known.',
      }),
    ),
    participants: Type.Array(
      Type.Object({
        contactId: Id,
        name: OrNull(Type.String({ description: 'Null for somebody whose name is not known.' })),
        role: Type.Enum([...contactRoles]),
        email: OrNull(Type.String({ description: 'Null where none is known.' })),
        phone: OrNull(Type.String({ description: 'Null where none is known.' })),
      }),
    ),
    decision: Type.Union(
      [Type.Unsafe<Static<typeof TimelineStatement>>({ $ref: 'TimelineStatement#' }), Type.Null()],
      { description: 'The latest statement about the decision; null where none was made.' },
    ),
    client: Type.Object({ id: Id, name: Type.String() }),
    opportunity: Type.Object({
      id: Id,
      title: Type.String(),
      employer: Type.Object({ id: Id, name: Type.String() }),
    }),
    ...versionFields,
  },
  'One conversation for one opportunity, who took part, and what was said.',
)

export const InterviewQuery = ListQuery(['startsAt', 'createdAt', 'updatedAt'], {
  q: Search('the topics, the position, the employer or the client'),
  clientId: Type.Optional(Id),
  opportunityId: Type.Optional(Id),
  status: Type.Optional(oneOrMore(interviewStatuses, 'By status.')),
  startsAfter: Type.Optional(Instant),
  startsBefore: Type.Optional(Instant),
})
export const Interviews = ListOf(Interview)
export const Timeline = Type.Object({
  data: Type.Array(Type.Unsafe<Static<typeof TimelineStatement>>({ $ref: 'TimelineStatement#' })),
})
