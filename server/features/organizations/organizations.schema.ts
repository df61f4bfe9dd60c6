import { type Static, Type } from 'typebox'
import { Body, Id, instant, LocaleName, named, Text, TimeZone, versionFields } from '../../platform/schema.ts'
import type { OrganizationRow } from './organizations.entity.ts'

const policies = ['before-decision', 'after-decision'] as const

export const Organization = named(
  'Organization',
  {
    id: Id,
    name: Type.String(),
    timeZone: Type.String({ description: 'By which days begin and end for the practice.' }),
    locale: LocaleName,
    policy: Type.Enum([...policies], { description: 'The cadence policy for new interviews.' }),
    requireSecondFactor: Type.Boolean({
      description: 'Whether admins set up a second factor before they do anything else.',
    }),
    secondFactorOfAll: Type.Boolean({
      description: 'Whether coaches and clients are asked for one too, where admins are.',
    }),
    ...versionFields,
  },
  'A coaching practice or career office: the tenant. Nothing crosses from one to another.',
)

export const OrganizationPatch = Body({
  name: Type.Optional(Text(200)),
  timeZone: Type.Optional(TimeZone),
  locale: Type.Optional(LocaleName),
  policy: Type.Optional(Type.Enum([...policies])),
  requireSecondFactor: Type.Optional(Type.Boolean()),
  secondFactorOfAll: Type.Optional(Type.Boolean()),
})

export const toOrganization = (row: OrganizationRow): Static<typeof Organization> => ({
  id: row.id,
  name: row.name,
  timeZone: row.timeZone,
  locale: row.locale,
  policy: row.policy,
  requireSecondFactor: row.requireSecondFactor,
  secondFactorOfAll: row.secondFactorOfAll,
  version: row.version,
  createdAt: instant(row.createdAt),
  updatedAt: instant(row.updatedAt),
})
