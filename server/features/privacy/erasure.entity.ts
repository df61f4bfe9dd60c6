import { EntitySchema } from 'typeorm'
import {
  maybeInstant,
  maybeUuid,
  rowColumns,
  tenantColumns,
  text,
  uuid,
  type VersionedRow,
} from '../../platform/columns.ts'
import type { requestStatuses } from './erasure.schema.ts'

export interface ErasureRequestRow extends VersionedRow {
  clientId: string
  status: (typeof requestStatuses)[number]
  decidedAt: Date | null
  decidedBy: string | null
}

export const erasureRequestEntity = new EntitySchema<ErasureRequestRow>({
  name: 'erasure_request',
  tableName: 'erasure_request',
  columns: {
    ...tenantColumns,
    clientId: uuid,
    status: text,
    decidedAt: maybeInstant,
    decidedBy: maybeUuid,
    ...rowColumns,
  },
})
