import { v7 as newId } from 'uuid'
import type { ExistingTask, TaskChange } from '../../domain/cadence/existing.ts'
import { lateEntry } from '../../domain/cadence/late-entry.ts'
import type { PlannedTask } from '../../domain/cadence/types.ts'
import type { TaskStatus } from '../../domain/vocabulary.ts'
import { insertRows, updateRow } from '../../platform/query.ts'
import { instant, maybeInstant } from '../../platform/schema.ts'
import type { Scope } from '../../platform/scope.ts'
import { type TaskRow, taskEntity } from '../tasks/tasks.entity.ts'
import { emitTask } from '../tasks/tasks.events.ts'
import type { StoredCase } from './plans.input.ts'

export const toExisting = (row: TaskRow): ExistingTask => ({
  id: row.id,
  slot: row.slot,
  kind: row.kind,
  channel: row.channel,
  // What a person removed stays away, as what they skipped does.
  status: row.deletedAt ? 'skipped' : row.status,
  dueAt: instant(row.dueAt),
  overdueAt: maybeInstant(row.overdueAt),
  movedByHand: row.movedByHand,
  cancelReason: row.cancelReason,
  statementKey: row.statementKey,
  participant: row.contactId,
  rule: row.rule,
  facts: row.facts,
})

/** Writes what re-planning decided, each change with its event. True when anything was written. */
export async function applyChanges(
  scope: Scope,
  { interview, client }: StoredCase,
  rows: readonly TaskRow[],
  changes: readonly TaskChange[],
): Promise<boolean> {
  const stored = new Map(rows.map((row) => [row.id, row]))
  const created = changes.flatMap((change) => (change.action === 'create' ? [change.planned] : []))
  const late = lateEntry(created, instant(scope.now))
  const inserts = created.map((planned) => ({
    id: newId(),
    clientId: client.id,
    coachId: client.primaryCoachId,
    opportunityId: interview.opportunityId,
    interviewId: interview.id,
    ...written(planned),
    originalDueAt: new Date(planned.dueAt),
    status: (late.has(planned.slot) ? 'skipped' : planned.status) as TaskStatus,
    outcome: late.has(planned.slot) ? 'late_entry' : null,
  }))
  await insertRows(scope, taskEntity, inserts)
  for (const row of inserts)
    if (row.status !== 'skipped') emitTask(scope, 'task.scheduled', { ...row, version: 1 })
  let changed = inserts.length > 0
  for (const change of changes) {
    if (change.action === 'create') continue
    const row = stored.get(change.id) as TaskRow
    const patch = patchFor(scope, row, change, client.primaryCoachId)
    if (!patch) continue
    changed = true
    await updateRow(scope, taskEntity, row.id, patch.set)
    if (patch.event) emitTask(scope, patch.event, { ...row, ...patch.set, version: row.version + 1 })
  }
  return changed
}

const written = (planned: PlannedTask) => ({
  kind: planned.kind,
  channel: planned.channel,
  dueAt: new Date(planned.dueAt),
  overdueAt: planned.overdueAt === null ? null : new Date(planned.overdueAt),
  contactId: planned.participant,
  slot: planned.slot,
  rule: planned.rule,
  facts: planned.facts,
  statementKey: planned.statement,
})

type Patch = { set: Partial<TaskRow>; event: `task.${string}` | null }

function patchFor(
  scope: Scope,
  row: TaskRow,
  change: Exclude<TaskChange, { action: 'create' }>,
  coachId: string,
): Patch | null {
  switch (change.action) {
    case 'keep': {
      const { slot, statement, rule, facts } = change.planned
      return change.write ? { set: { slot, statementKey: statement, rule, facts }, event: null } : null
    }
    case 'cancel':
      return {
        set: { status: 'cancelled', cancelReason: change.cancelReason, undo: null },
        event: 'task.cancelled',
      }
    case 'complete':
      return { set: { status: 'done', completedAt: scope.now, undo: null }, event: 'task.completed' }
    case 'reopen': {
      const { planned } = change
      const status = planned?.status ?? 'scheduled'
      return {
        set: { ...(planned && moved(row, planned)), coachId, status, cancelReason: null, undo: null },
        event: 'task.reopened',
      }
    }
    case 'move': {
      const unblocked = row.status === 'blocked' && change.planned.status === 'scheduled'
      return {
        set: {
          ...moved(row, change.planned),
          status: statusAfter(row, change.planned, scope.now),
          undo: null,
        },
        event: unblocked ? 'task.unblocked' : 'task.moved',
      }
    }
  }
}

/** An unblocked thank-you keeps its first moment, by which reports judge it; so does what a person moved. */
function moved(row: TaskRow, planned: PlannedTask): Partial<TaskRow> {
  const keepsOrigin = row.movedByHand || row.status === 'blocked'
  return { ...written(planned), ...(!keepsOrigin && { originalDueAt: new Date(planned.dueAt) }) }
}

/** What has already fallen due at this very moment stays so; anything else waits for the sweep. */
function statusAfter(row: TaskRow, planned: PlannedTask, now: Date): TaskStatus {
  if (planned.status === 'blocked') return 'blocked'
  const sameMoment = row.dueAt.getTime() === Date.parse(planned.dueAt)
  if (!sameMoment || (row.status !== 'due' && row.status !== 'overdue')) return 'scheduled'
  return planned.overdueAt !== null && Date.parse(planned.overdueAt) > now.getTime() ? 'due' : row.status
}
