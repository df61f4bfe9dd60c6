import { Type } from 'typebox'
import { coachLevels } from '../../domain/vocabulary.ts'
import { Body, Day, Id, named, OrNull, ref } from '../../platform/schema.ts'

export const ClientCoach = named(
  'ClientCoach',
  {
    memberId: Id,
    name: Type.String(),
    level: Type.Enum([...coachLevels]),
    endsOn: OrNull(Day),
    ended: Type.Boolean({ description: 'Whether the end has passed; the day itself still counts.' }),
    coveredBy: Type.Array(Type.Object({ memberId: Id, name: Type.String(), endsOn: Day }), {
      description: 'Who stands in for them today.',
    }),
  },
  'Somebody who looks after a client: exactly one is the primary coach.',
)
export const ClientCoaches = Type.Object({ data: Type.Array(ref(ClientCoach)) })

export const CoachBody = Body({
  level: Type.Enum(['coaching', 'viewing'], {
    description:
      'Coaching writes interviews, tasks and notes, viewing reads. The primary coach is changed on the client.',
  }),
  endsOn: Type.Optional(OrNull(Day)),
})

export const CoachParams = Type.Object({ id: Id, memberId: Id }, { additionalProperties: false })
