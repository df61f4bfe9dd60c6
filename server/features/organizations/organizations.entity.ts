import { EntitySchema } from 'typeorm'
import type { Locale } from '../../domain/vocabulary.ts'
import { instant, ownBool, text } from '../../platform/columns.ts'

export interface OrganizationRow {
  id: string
  name: string
  timeZone: string
  locale: Locale
  policy: 'before-decision' | 'after-decision'
  requireSecondFactor: boolean
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
    version: { type: 'int', default: 1 },
    createdAt: instant,
    updatedAt: instant,
  },
})
