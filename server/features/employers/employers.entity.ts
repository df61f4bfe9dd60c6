import { EntitySchema } from 'typeorm'
import {
  maybeInstant,
  maybeText,
  rowColumns,
  tenantColumns,
  text,
  type VersionedRow,
} from '../../platform/columns.ts'

export interface EmployerRow extends VersionedRow {
  name: string
  country: string | null
  region: string | null
  website: string | null
  deletedAt: Date | null
}

export const employerEntity = new EntitySchema<EmployerRow>({
  name: 'employer',
  tableName: 'employer',
  columns: {
    ...tenantColumns,
    name: text,
    country: maybeText,
    region: maybeText,
    website: maybeText,
    deletedAt: maybeInstant,
    ...rowColumns,
  },
})
