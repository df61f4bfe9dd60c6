import { type Static, Type } from 'typebox'
import { interviewFormats } from '../../domain/vocabulary.ts'
import { Day, Id, Instant, MemberOrMe, named, OrNull } from '../../platform/schema.ts'
import type { Task } from '../tasks/tasks.schema.ts'

const Person = Type.Object({ id: Id, name: Type.String(), timeZone: Type.String() })

export const TriageQuery = Type.Object(
  {
    coachId: Type.Optional(
      MemberOrMe('The coach, or me. Left out: a coach sees all their clients, an admin everybody’s.'),
    ),
  },
  { additionalProperties: false },
)

export const Triage = named(
  'Triage',
  {
    now: Instant,
    counts: Type.Object({
      overdue: Type.Integer(),
      dueToday: Type.Integer({ description: 'Due by the end of the reader’s day and not overdue.' }),
      tomorrow: Type.Integer(),
      thisWeek: Type.Integer({ description: 'Overdue, or due before the reader’s next Monday.' }),
    }),
    data: Type.Array(
      Type.Object({
        client: Person,
        score: Type.Integer({
          description: 'The higher, the more urgent; see the documentation of the score.',
        }),
        urgency: Type.Enum(['overdue', 'due', 'upcoming']),
        reasons: Type.Array(Type.Object({ code: Type.String(), text: Type.String() })),
        task: Type.Unsafe<Static<typeof Task>>({ $ref: 'Task#' }),
        decisionDate: OrNull(Day),
        moreOpen: Type.Integer({
          description: 'How many more of the client’s tasks are due or fall due soon.',
        }),
      }),
    ),
    quiet: Type.Array(Type.Object({ client: Person, days: Type.Integer() })),
    interviews: Type.Array(
      Type.Object({
        id: Id,
        startsAt: Instant,
        timeZone: Type.String(),
        round: Type.Integer(),
        format: Type.Enum([...interviewFormats]),
        client: Type.Object({ id: Id, name: Type.String() }),
        employer: Type.Object({ id: Id, name: Type.String() }),
        opportunity: Type.Object({ id: Id, title: Type.String() }),
      }),
    ),
  },
  'Who needs their coach now, why, and what to do first.',
)
