import { type Static, Type } from 'typebox'
import { Id, Instant, named, OrNull, oneOrMore, ref } from '../../platform/schema.ts'

/** What a change can be about: the first part of an event's type. */
export const changeSubjects = [
  ...[
    'client',
    'employer',
    'contact',
    'opportunity',
    'interview',
    'timeline',
    'plan',
    'decision',
    'task',
    'note',
  ],
  ...['member', 'organization'],
] as const
export type ChangeSubject = (typeof changeSubjects)[number]

export const Change = named(
  'Change',
  {
    id: Id,
    type: Type.String({ description: 'What happened, such as task.completed or client.deleted.' }),
    subjectId: Id,
    clientId: OrNull(Id),
    occurredAt: Instant,
    data: Type.Object(
      {},
      {
        additionalProperties: true,
        description: 'Ids, kinds, moments and versions; never a name or a text. Fetch the record by its id.',
      },
    ),
  },
  'Something that happened to a record. A copy is kept by fetching each subject anew, and dropping what is gone.',
)

export const ChangeQuery = Type.Object(
  {
    cursor: Type.Optional(
      Type.String({
        maxLength: 200,
        description: 'From the last answer. Without it from the oldest kept change.',
      }),
    ),
    from: Type.Optional(
      Type.Enum(['oldest', 'now'], {
        description:
          'Where to begin without a cursor; "now" gives a cursor alone: take it, read the lists, then follow.',
      }),
    ),
    types: Type.Optional(oneOrMore(changeSubjects, 'Only changes of these.')),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, description: '100 if left out.' })),
  },
  { additionalProperties: false },
)
export type ChangeRequest = Static<typeof ChangeQuery>

export const Changes = Type.Object({
  data: Type.Array(ref(Change)),
  cursor: Type.String({ description: 'Send it the next time. There is always one.' }),
  more: Type.Boolean({ description: 'Whether there is more to read at once.' }),
})
