import { EntitySchema } from 'typeorm'
import { rowColumns, tenantColumns, uuid, type VersionedRow } from '../../platform/columns.ts'

export interface CoverageRow extends VersionedRow {
  memberId: string
  delegateId: string
  startsOn: string
  endsOn: string
}

export const coverageEntity = new EntitySchema<CoverageRow>({
  name: 'coverage',
  tableName: 'coverage',
  columns: {
    ...tenantColumns,
    memberId: uuid,
    delegateId: uuid,
    startsOn: { type: 'date' },
    endsOn: { type: 'date' },
    ...rowColumns,
  },
})
