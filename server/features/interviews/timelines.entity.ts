import { EntitySchema } from 'typeorm'
import type { DecisionKind } from '../../domain/vocabulary.ts'
import {
  day,
  int,
  maybeInstant,
  maybeInt,
  maybeText,
  maybeUuid,
  ownInstant,
  type TenantRow,
  tenantColumns,
  text,
  uuid,
} from '../../platform/columns.ts'

export interface TimelineRow extends TenantRow {
  interviewId: string
  position: number
  kind: DecisionKind
  date: string | null
  days: number | null
  statedAt: Date | null
  statedBy: string | null
  words: string | null
  recordedBy: string
  createdAt: Date
}

export const timelineEntity = new EntitySchema<TimelineRow>({
  name: 'timeline_statement',
  tableName: 'timeline_statement',
  columns: {
    ...tenantColumns,
    interviewId: uuid,
    position: int,
    kind: text,
    date: day,
    days: maybeInt,
    statedAt: maybeInstant,
    statedBy: maybeUuid,
    words: maybeText,
    recordedBy: uuid,
    createdAt: ownInstant,
  },
})
