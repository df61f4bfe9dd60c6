import { EntitySchema } from 'typeorm'
import type { InterviewFormat, InterviewOutcome, InterviewStatus } from '../../domain/vocabulary.ts'
import {
  day,
  instant,
  int,
  maybeInstant,
  maybeText,
  rowColumns,
  tenantColumns,
  text,
  texts,
  uuid,
  type VersionedRow,
} from '../../platform/columns.ts'

export interface InterviewRow extends VersionedRow {
  opportunityId: string
  clientId: string
  employerId: string
  startsAt: Date
  durationMinutes: number
  timeZone: string
  format: InterviewFormat
  round: number
  status: InterviewStatus
  outcome: InterviewOutcome | null
  topics: string[]
  promises: string[]
  notes: string | null
  decisionDate: string | null
  policyId: string
  policyVersion: number
  deletedAt: Date | null
}

export const interviewEntity = new EntitySchema<InterviewRow>({
  name: 'interview',
  tableName: 'interview',
  columns: {
    ...tenantColumns,
    opportunityId: uuid,
    clientId: uuid,
    employerId: uuid,
    startsAt: instant,
    durationMinutes: int,
    timeZone: text,
    format: text,
    round: int,
    status: text,
    outcome: maybeText,
    topics: texts,
    promises: texts,
    notes: maybeText,
    decisionDate: day,
    policyId: uuid,
    policyVersion: int,
    deletedAt: maybeInstant,
    ...rowColumns,
  },
})
