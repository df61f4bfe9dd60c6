import { EntitySchema } from 'typeorm'
import type { OpportunityStage } from '../../domain/vocabulary.ts'
import {
  day,
  maybeInstant,
  rowColumns,
  tenantColumns,
  text,
  uuid,
  type VersionedRow,
} from '../../platform/columns.ts'

export interface OpportunityRow extends VersionedRow {
  clientId: string
  employerId: string
  title: string
  stage: OpportunityStage
  coldSince: string | null
  deletedAt: Date | null
}

export const opportunityEntity = new EntitySchema<OpportunityRow>({
  name: 'opportunity',
  tableName: 'opportunity',
  columns: {
    ...tenantColumns,
    clientId: uuid,
    employerId: uuid,
    title: text,
    stage: text,
    coldSince: day,
    deletedAt: maybeInstant,
    ...rowColumns,
  },
})
