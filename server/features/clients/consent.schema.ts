import { Type } from 'typebox'
import { Body, Day, Instant, named, OrNull, Text } from '../../platform/schema.ts'

const parts = {
  pipeline: Type.Boolean({ description: 'Opportunities, interviews, plans and tasks.' }),
  notes: Type.Boolean({ description: 'What was noted about interviews and tasks.' }),
  contacts: Type.Boolean({ description: 'The people whom only this client has met.' }),
}

export const Consent = named(
  'Consent',
  {
    ...parts,
    endsOn: OrNull({ ...Day, description: 'Through this day; after it all three are withheld.' }),
    ended: Type.Boolean(),
    givenAt: OrNull({
      ...Instant,
      description: 'Null until anything was recorded: nothing is withheld then.',
    }),
    givenBy: OrNull(
      Type.Enum(['client', 'practice'], { description: 'By themselves, or recorded for them.' }),
    ),
    source: OrNull(
      Type.String({ description: 'How the practice came by it, such as "signed form of 3 March".' }),
    ),
  },
  'What a client lets the practice see.',
)

export const ConsentBody = Body({
  ...parts,
  endsOn: Type.Optional(OrNull(Day)),
  source: Type.Optional(Text(500, 'Needed from the practice, left out by the client.')),
})
