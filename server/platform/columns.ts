import type { EntitySchemaColumnOptions } from 'typeorm'

/** The columns with which every row of an organization begins. */
export interface TenantRow {
  organizationId: string
  id: string
}

/** The columns with which every changeable row ends. The database raises version and updatedAt by itself. */
export interface VersionedRow extends TenantRow {
  version: number
  createdAt: Date
  updatedAt: Date
}

const column = (type: EntitySchemaColumnOptions['type'], more: Partial<EntitySchemaColumnOptions> = {}) =>
  ({ type, ...more }) as EntitySchemaColumnOptions

export const uuid = column('uuid')
export const maybeUuid = column('uuid', { nullable: true })
export const text = column('text')
export const maybeText = column('text', { nullable: true })
export const int = column('int')
export const bool = column('boolean')
export const json = column('jsonb', { nullable: true })
export const day = column('date', { nullable: true })
export const instant = column('timestamptz', { precision: 3 })
export const maybeInstant = column('timestamptz', { precision: 3, nullable: true })
export const maybeInstants = column('timestamptz', { precision: 3, array: true, nullable: true })
export const texts = column('text', { array: true })
export const maybeTexts = column('text', { array: true, nullable: true })

// The database has a default for these; an insert may leave them out.
export const ownInt = column('int', { default: 0 })
export const ownBool = column('boolean', { default: false })
export const ownTrue = column('boolean', { default: true })
export const ownInstant = column('timestamptz', { precision: 3, default: () => 'app_now()' })
export const maybeInt = column('int', { nullable: true })

export const tenantColumns = {
  organizationId: column('uuid', { primary: true }),
  id: column('uuid', { primary: true }),
}

export const rowColumns = {
  version: column('int', { default: 1 }),
  createdAt: ownInstant,
  updatedAt: ownInstant,
}
