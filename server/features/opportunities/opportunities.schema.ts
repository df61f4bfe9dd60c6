import { Type } from 'typebox'
import { opportunityStages } from '../../domain/vocabulary.ts'
import {
  Body,
  Day,
  Id,
  ListOf,
  ListQuery,
  named,
  OrNull,
  oneOrMore,
  recordFields,
  Text,
  versionFields,
} from '../../platform/schema.ts'
import { Search } from '../../platform/search.ts'
import { EmployerBody } from '../employers/employers.schema.ts'

const Stage = Type.Enum([...opportunityStages])

export const Opportunity = named(
  'Opportunity',
  {
    ...recordFields,
    clientId: Id,
    employerId: Id,
    title: Type.String(),
    stage: Stage,
    coldSince: OrNull(Day),
    employer: Type.Object({
      id: Id,
      name: Type.String(),
      country: OrNull(Type.String({ description: 'ISO 3166-1 alpha-2; null where it is not known.' })),
      region: OrNull(
        Type.String({ description: 'ISO 3166-2 without the country; null where it is not known.' }),
      ),
    }),
    client: Type.Object({ id: Id, name: Type.String() }),
    ...versionFields,
  },
  'One position that a client pursues at one employer.',
)

export const OpportunityBody = Body(
  {
    clientId: Id,
    employerId: Type.Optional(Id),
    employer: Type.Optional(EmployerBody),
    title: Text(200, 'The position.'),
    stage: Type.Optional(Stage),
  },
  {
    description:
      'Give the employer by employerId, or describe one: it is matched by name and country, else added.',
  },
)
export const OpportunityPatch = Body({ title: Type.Optional(Text(200)), stage: Type.Optional(Stage) })
export const OpportunityQuery = ListQuery(['createdAt', 'updatedAt', 'title'], {
  q: Search('the title, the employer or the client'),
  clientId: Type.Optional(Id),
  employerId: Type.Optional(Id),
  stage: Type.Optional(oneOrMore(opportunityStages, 'By stage.')),
})
export const Opportunities = ListOf(Opportunity)
