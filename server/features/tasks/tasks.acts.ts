import type { Static } from 'typebox'
import { isOpen } from '../../domain/cadence/existing.ts'
import type { Change } from '../../platform/change.ts'
import { notFound } from '../../platform/errors.ts'
import { includesOf } from '../../platform/include.ts'
import { updateRow } from '../../platform/query.ts'
import { action, type Scope } from '../../platform/scope.ts'
import { requireWritable } from '../clients/clients.access.ts'
import { clientsByIds } from '../clients/clients.store.ts'
import { completing, nextBusinessDays, skipping, snoozing, undoing, undoOf } from './tasks.deciding.ts'
import { type TaskRow, taskEntity } from './tasks.entity.ts'
import { emitTask } from './tasks.events.ts'
import { presentTasks } from './tasks.present.ts'
import type { CompleteBody, SkipBody, SnoozeBody, TaskInclude } from './tasks.schema.ts'
import * as store from './tasks.store.ts'

export async function requiredTask(scope: Scope, id: string, lock = false): Promise<TaskRow> {
  const row = await store.findTask(scope, id, lock)
  if (!row) throw notFound('task')
  return row
}

export async function one(scope: Scope, row: TaskRow, include?: string) {
  const [task] = await presentTasks(scope, [row], includesOf<TaskInclude>(include))
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

export const completeTask = act<Static<typeof CompleteBody>>('task.completed', completing)
export const skipTask = act<Static<typeof SkipBody>>('task.skipped', skipping)

/** Later: to a moment, or to the next business day at 10:00. */
export const snoozeTask = act<Static<typeof SnoozeBody>>('task.snoozed', async (scope, row, { until }) =>
  snoozing(scope, row, until ?? (await nextBusinessDays(scope, [row]))(row)),
)

/** Open again, at the moment it had, with the coach that the client has now. */
export const reopenTask = act<Record<never, never>>('task.reopened', async (scope, row) => {
  if (isOpen(row)) return null
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
export const undoTask = act<Record<never, never>>('task.reopened', undoing)
