import { type Static, Type } from 'typebox'
import {
  Body,
  Country,
  instant,
  ListOf,
  ListQuery,
  named,
  OrNull,
  Region,
  recordFields,
  Text,
  versionFields,
} from '../../platform/schema.ts'
import { Search } from '../../platform/search.ts'
import type { EmployerRow } from './employers.entity.ts'

export const Employer = named(
  'Employer',
  {
    ...recordFields,
    name: Type.String(),
    country: OrNull(
      Type.String({ description: 'ISO 3166-1 alpha-2; decides about weekends and public holidays.' }),
    ),
    region: OrNull(Type.String({ description: 'ISO 3166-2 without the country.' })),
    website: OrNull(Type.String({ description: 'Null where none is known.' })),
    ...versionFields,
  },
  'A company or institution.',
)

const Website = Type.String({ format: 'uri', pattern: '^https?://', maxLength: 500 })

export const EmployerBody = Body({
  name: Text(200),
  country: Type.Optional(OrNull(Country)),
  region: Type.Optional(OrNull(Region)),
  website: Type.Optional(OrNull(Website)),
})
export const EmployerPatch = Type.Partial(EmployerBody, { additionalProperties: false })
export const EmployerQuery = ListQuery(['name', 'createdAt', 'updatedAt'], {
  q: Search('the name or website'),
})
export const Employers = ListOf(Employer)

export const toEmployer = (row: EmployerRow): Static<typeof Employer> => ({
  id: row.id,
  organizationId: row.organizationId,
  name: row.name,
  country: row.country,
  region: row.region,
  website: row.website,
  version: row.version,
  createdAt: instant(row.createdAt),
  updatedAt: instant(row.updatedAt),
})
