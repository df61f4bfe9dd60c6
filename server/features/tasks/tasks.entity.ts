import { EntitySchema } from 'typeorm'
import type { ReasonFacts } from '../../domain/cadence/facts.ts'
import type { RuleId, TaskChannel, TaskKind, TaskStatus } from '../../domain/vocabulary.ts'
import {
  instant,
  json,
  maybeInstant,
  maybeInstants,
  maybeText,
  maybeUuid,
  ownBool,
  ownInt,
  rowColumns,
  tenantColumns,
  text,
  uuid,
  type VersionedRow,
} from '../../platform/columns.ts'

/** What the last act of a person replaced, so that it can be taken back. Instants as ISO text. */
export interface TaskUndo {
  actedAt: string
  status: TaskStatus
  channel: TaskChannel
  dueAt: string
  overdueAt: string | null
  snoozeCount: number
  movedByHand: boolean
  completedAt: string | null
  outcome: string | null
  note: string | null
  cancelReason: string | null
  /** Where it changed hands. */
  coachId?: string
}

export interface TaskRow extends VersionedRow {
  clientId: string
  opportunityId: string | null
  interviewId: string | null
  contactId: string | null
  coachId: string
  kind: TaskKind
  channel: TaskChannel
  status: TaskStatus
  title: string | null
  dueAt: Date
  overdueAt: Date | null
  originalDueAt: Date
  snoozeCount: number
  completedAt: Date | null
  outcome: string | null
  note: string | null
  slot: string | null
  rule: RuleId | null
  facts: ReasonFacts | null
  statementKey: string | null
  cancelReason: string | null
  movedByHand: boolean
  dueFiredFor: Date | null
  overdueFiredFor: Date | null
  dueFiredBefore: Date[] | null
  overdueFiredBefore: Date[] | null
  undo: TaskUndo | null
  deletedAt: Date | null
}

export const taskEntity = new EntitySchema<TaskRow>({
  name: 'task',
  tableName: 'task',
  columns: {
    ...tenantColumns,
    clientId: uuid,
    opportunityId: maybeUuid,
    interviewId: maybeUuid,
    contactId: maybeUuid,
    coachId: uuid,
    kind: text,
    channel: text,
    status: text,
    title: maybeText,
    dueAt: instant,
    overdueAt: maybeInstant,
    originalDueAt: instant,
    snoozeCount: ownInt,
    completedAt: maybeInstant,
    outcome: maybeText,
    note: maybeText,
    slot: maybeText,
    rule: maybeText,
    facts: json,
    statementKey: maybeText,
    cancelReason: maybeText,
    movedByHand: ownBool,
    dueFiredFor: maybeInstant,
    overdueFiredFor: maybeInstant,
    dueFiredBefore: maybeInstants,
    overdueFiredBefore: maybeInstants,
    undo: json,
    deletedAt: maybeInstant,
    ...rowColumns,
  },
})
