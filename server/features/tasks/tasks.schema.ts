import { Type } from 'typebox'
import {
  contactRoles,
  opportunityStages,
  ruleIds,
  taskChannels,
  taskKinds,
  taskStatuses,
} from '../../domain/vocabulary.ts'
import { Include, IncludeQuery } from '../../platform/include.ts'
import {
  Body,
  Id,
  Instant,
  ListOf,
  ListQuery,
  MemberOrMe,
  Moment,
  named,
  OrNull,
  oneOrMore,
  recordFields,
  Text,
  versionFields,
} from '../../platform/schema.ts'
import { Search } from '../../platform/search.ts'

export const taskIncludes = ['client', 'contact', 'opportunity'] as const
export type TaskInclude = (typeof taskIncludes)[number]

export const taskOutcomes = ['reached', 'voicemail', 'no_answer', 'sent', 'other'] as const

export const Task = named(
  'Task',
  {
    ...recordFields,
    clientId: Id,
    opportunityId: OrNull(Id),
    interviewId: OrNull(Id),
    contactId: OrNull(Id),
    coachId: Id,
    kind: Type.Enum([...taskKinds], {
      description: 'What is to be done. A custom one somebody entered by hand.',
    }),
    channel: Type.Enum([...taskChannels], {
      description: 'The way by which it is done; none where it has none.',
    }),
    status: Type.Enum([...taskStatuses], {
      description:
        'Scheduled until dueAt, then due, after overdueAt overdue; blocked while an address or a name is missing. The others have ended.',
    }),
    title: Type.String({ description: 'In the language of Accept-Language.' }),
    dueAt: Moment('From when on it is to be done.'),
    overdueAt: OrNull(Moment('From when on it is late. Null: it never is.')),
    originalDueAt: Type.String({ format: 'date-time', description: 'Before anybody snoozed it.' }),
    snoozeCount: Type.Integer({ description: 'How often it was put off.' }),
    completedAt: OrNull(Moment('When it was done; null while it is not.')),
    outcome: OrNull(
      Type.String({ description: 'How it ended, such as whom a call reached; null where nobody said.' }),
    ),
    note: OrNull(
      Type.String({ description: 'What somebody noted. Null also where the client does not show notes.' }),
    ),
    rule: OrNull(
      Type.Enum([...ruleIds], { description: 'The rule that derived it; null for a custom task.' }),
    ),
    reason: Type.String({
      description: 'Why, and why on that date; for a cancelled task also why it was cancelled.',
    }),
    movedByHand: Type.Boolean({
      description: 'A person moved it; re-planning leaves its date and channel alone.',
    }),
    undoUntil: OrNull(
      Type.String({ format: 'date-time', description: 'Until when the last act can be taken back.' }),
    ),
    client: Type.Optional(
      Type.Object(
        { id: Id, name: Type.String(), timeZone: Type.String() },
        { description: 'With include=client.' },
      ),
    ),
    contact: Type.Optional(
      OrNull(
        Type.Object(
          {
            id: Id,
            name: OrNull(Type.String({ description: 'Null for somebody whose name is not known.' })),
            role: Type.Enum([...contactRoles]),
            email: OrNull(Type.String({ description: 'Null where none is known.' })),
            phone: OrNull(Type.String({ description: 'Null where none is known.' })),
          },
          { description: 'With include=contact; null for a task without one.' },
        ),
      ),
    ),
    opportunity: Type.Optional(
      OrNull(
        Type.Object(
          {
            id: Id,
            title: Type.String(),
            stage: Type.Enum([...opportunityStages]),
            employer: Type.Object({ id: Id, name: Type.String() }),
          },
          { description: 'With include=opportunity; null for a task without one.' },
        ),
      ),
    ),
    ...versionFields,
  },
  'One thing to do: what, how, by when, and why then.',
)

export const TaskBody = Body({
  clientId: Id,
  opportunityId: Type.Optional(OrNull(Id)),
  contactId: Type.Optional(OrNull(Id)),
  title: Text(300),
  channel: Type.Optional(Type.Enum([...taskChannels])),
  dueAt: Instant,
  overdueAt: Type.Optional(OrNull(Instant)),
  note: Type.Optional(OrNull(Text(5000))),
})

export const TaskPatch = Body({
  title: Type.Optional(Text(300, 'Of a custom task.')),
  channel: Type.Optional(Type.Enum([...taskChannels])),
  dueAt: Type.Optional(Instant),
  note: Type.Optional(OrNull(Text(5000))),
})

export const CompleteBody = Body({
  outcome: Type.Optional(
    OrNull(Type.Enum([...taskOutcomes], { description: 'Of a call: whom it reached.' })),
  ),
  note: Type.Optional(OrNull(Text(5000))),
})
export const SkipBody = Body({ reason: Type.Optional(OrNull(Text(300))) })
export const SnoozeBody = Body({
  until: Type.Optional(
    OrNull(
      Type.String({
        format: 'date-time',
        description: 'At most 90 days ahead; left out: the next business day at 10:00.',
      }),
    ),
  ),
})

export const TaskGetQuery = IncludeQuery(taskIncludes)
export const TaskQuery = ListQuery(['dueAt', 'createdAt', 'updatedAt'], {
  q: Search('the title of a task of your own, the client or the position'),
  status: Type.Optional(oneOrMore(taskStatuses, 'By status.')),
  kind: Type.Optional(oneOrMore(taskKinds, 'By kind.')),
  coachId: Type.Optional(MemberOrMe('The coach, or me.')),
  clientId: Type.Optional(Id),
  opportunityId: Type.Optional(Id),
  interviewId: Type.Optional(Id),
  dueBefore: Type.Optional(Instant),
  dueAfter: Type.Optional(Instant),
  include: Include(taskIncludes),
})
export const Tasks = ListOf(Task)
