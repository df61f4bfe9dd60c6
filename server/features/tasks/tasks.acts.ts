import type { Static } from 'typebox'
import { businessCalendar } from '../../domain/cadence/holidays.ts'
import { nextBusinessMoment, snoozed } from '../../domain/cadence/snooze.ts'
import type { TaskStatus } from '../../domain/vocabulary.ts'
import type { Change } from '../../platform/change.ts'
import { conflict, notFound } from '../../platform/errors.ts'
import { updateRow } from '../../platform/query.ts'
import { instant, maybeInstant } from '../../platform/schema.ts'
import { action, type Scope } from '../../platform/scope.ts'
import { requireWritable } from '../clients/clients.access.ts'
import { clientsByIds } from '../clients/clients.store.ts'
import { employersByIds } from '../employers/employers.store.ts'
import { interviewsByIds } from '../interviews/interviews.store.ts'
import { type TaskRow, type TaskUndo, taskEntity } from './tasks.entity.ts'
import { emitTask } from './tasks.events.ts'
import { presentTasks, undoMilliseconds } from './tasks.present.ts'
import { type CompleteBody, includesOf, type SkipBody, type SnoozeBody } from './tasks.schema.ts'
import * as store from './tasks.store.ts'

const open: readonly TaskStatus[] = ['blocked', 'scheduled', 'due', 'overdue']

export async function requiredTask(scope: Scope, id: string, lock = false): Promise<TaskRow> {
  const row = await store.findTask(scope, id, lock)
  if (!row) throw notFound('task')
  return row
}

export async function one(scope: Scope, row: TaskRow, include?: string) {
  const [task] = await presentTasks(scope, [row], includesOf(include))
  return task as NonNullable<typeof task>
}

/** What acts on one task: which, with what, and a check that is told the stored version. */
type Act<Input> = Change<Input> & { include?: string }

/** Locks a task that the caller may change, checks the version, and writes what `decide` returns. */
export const act = <Input>(
  event: `task.${string}` | ((patch: Input) => `task.${string}`),
  decide: (
    scope: Scope,
    row: TaskRow,
    input: Input,
  ) => Promise<Partial<TaskRow> | null> | Partial<TaskRow> | null,
) =>
  action('tasks:write', async (scope, { id, patch, check, include }: Act<Input>) => {
    const row = await requiredTask(scope, id, true)
    await requireWritable(scope, row.clientId, notFound('task'))
    check(row.version)
    const set = await decide(scope, row, patch)
    if (!set || Object.keys(set).length === 0) return one(scope, row, include)
    await updateRow(scope, taskEntity, id, set)
    const after = await store.taskById(scope, id)
    emitTask(scope, typeof event === 'string' ? event : event(patch), after)
    return one(scope, after, include)
  })

export const undoOf = (scope: Scope, row: TaskRow): TaskUndo => ({
  actedAt: instant(scope.now),
  status: row.status,
  channel: row.channel,
  dueAt: instant(row.dueAt),
  overdueAt: maybeInstant(row.overdueAt),
  snoozeCount: row.snoozeCount,
  movedByHand: row.movedByHand,
  completedAt: maybeInstant(row.completedAt),
  outcome: row.outcome,
  note: row.note,
  cancelReason: row.cancelReason,
})

export function requireOpen(row: TaskRow, verb: string): void {
  if (!open.includes(row.status))
    throw conflict(
      `task_${row.status}`,
      `The task is ${row.status} already, so it cannot be ${verb}. Reopen it first.`,
    )
}

/** Done. Doing it twice is the same as once. What must be obtained is done by filling it in, not by saying so. */
export const completeTask = act<Static<typeof CompleteBody>>(
  'task.completed',
  (scope, row, { outcome, note }) => {
    if (row.status === 'done') return null
    requireOpen(row, 'completed')
    if (row.kind === 'obtain_contact')
      throw conflict(
        'means_missing',
        'Fill in what is missing at the contact; this completes the task by itself.',
      )
    return {
      status: 'done',
      completedAt: scope.now,
      outcome: outcome ?? null,
      ...(note !== undefined && { note }),
      undo: undoOf(scope, row),
    }
  },
)

/** Not to be done after all. */
export const skipTask = act<Static<typeof SkipBody>>('task.skipped', (scope, row, { reason }) => {
  if (row.status === 'skipped') return null
  requireOpen(row, 'skipped')
  return { status: 'skipped', ...(reason !== undefined && { note: reason }), undo: undoOf(scope, row) }
})

/** Later: to a moment, or to the next business day at 10:00. Overdue moves along. From then on the date is the person's. */
export const snoozeTask = act<Static<typeof SnoozeBody>>('task.snoozed', async (scope, row, { until }) => {
  requireOpen(row, 'snoozed')
  if (row.status === 'blocked')
    throw conflict('task_blocked', 'The task waits for an address or a name and has no date to move.')
  const moment = until ?? (await nextBusinessDay(scope, row))
  const moved = snoozed(
    { dueAt: instant(row.dueAt), overdueAt: maybeInstant(row.overdueAt) },
    moment,
    instant(scope.now),
  )
  return {
    status: 'scheduled',
    dueAt: new Date(moved.dueAt),
    overdueAt: moved.overdueAt === null ? null : new Date(moved.overdueAt),
    snoozeCount: row.snoozeCount + 1,
    movedByHand: true,
    undo: undoOf(scope, row),
  }
})

/** Open again, at the moment it had, with the coach that the client has now. */
export const reopenTask = act<Record<never, never>>('task.reopened', async (scope, row) => {
  if (open.includes(row.status)) return null
  const [client] = await clientsByIds(scope, [row.clientId])
  return {
    coachId: client?.primaryCoachId ?? row.coachId,
    status: row.overdueAt === null && row.kind === 'thank_you' ? 'blocked' : 'scheduled',
    completedAt: null,
    outcome: null,
    cancelReason: null,
    undo: undoOf(scope, row),
  }
})

/** Takes back the last act, within 60 seconds. */
export const undoTask = act<Record<never, never>>('task.reopened', (scope, row) => {
  const { undo } = row
  if (!undo || scope.now.getTime() - Date.parse(undo.actedAt) > undoMilliseconds)
    throw conflict(
      'nothing_to_undo',
      'There is nothing to take back any more. An act can be undone for a minute.',
    )
  const { actedAt: _, status, dueAt, overdueAt, completedAt, ...rest } = undo
  return {
    ...rest,
    status,
    dueAt: new Date(dueAt),
    overdueAt: overdueAt === null ? null : new Date(overdueAt),
    completedAt: completedAt === null ? null : new Date(completedAt),
    undo: null,
  }
})

/** 10:00 on the employer's next business day, in the interview's zone; the client's own where there is no interview. */
async function nextBusinessDay(scope: Scope, row: TaskRow): Promise<string> {
  const [interview] = row.interviewId ? await interviewsByIds(scope, [row.interviewId]) : []
  const [employer] = interview ? await employersByIds(scope, [interview.employerId]) : []
  const [client] = await clientsByIds(scope, [row.clientId])
  const zone = interview?.timeZone ?? client?.timeZone ?? 'UTC'
  return nextBusinessMoment(
    instant(scope.now),
    zone,
    businessCalendar(employer?.country ?? null, employer?.region ?? null),
  )
}
