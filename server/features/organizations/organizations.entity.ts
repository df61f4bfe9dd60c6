import { EntitySchema } from 'typeorm'
import type { Locale } from '../../domain/vocabulary.ts'
import { instant, maybeInt, ownBool, text } from '../../platform/columns.ts'

export interface OrganizationRow {
  id: string
  name: string
  timeZone: string
  locale: Locale
  policy: 'before-decision' | 'after-decision'
  requireSecondFactor: boolean
  secondFactorOfAll: boolean
  /** How long things are kept; null: until somebody erases them (privacy/retention.store.ts). */
  keepClientsMonths: number | null
  keepEventsDays: number | null
  keepActivitiesMonths: number | null
  keepSessionsDays: number | null
  keepMailsDays: number | null
  version: number
  createdAt: Date
  updatedAt: Date
}

/** The tenant itself: the one table of an organization whose key is not led by another's. */
export const organizationEntity = new EntitySchema<OrganizationRow>({
  name: 'organization',
  tableName: 'organization',
  columns: {
    id: { type: 'uuid', primary: true },
    name: text,
    timeZone: text,
    locale: text,
    policy: text,
    requireSecondFactor: ownBool,
    secondFactorOfAll: ownBool,
    keepClientsMonths: maybeInt,
    keepEventsDays: maybeInt,
    keepActivitiesMonths: maybeInt,
    keepSessionsDays: maybeInt,
    keepMailsDays: maybeInt,
    version: { type: 'int', default: 1 },
    createdAt: instant,
    updatedAt: instant,
  },
})
