import { updateRow } from '../../platform/query.ts'
import type { Scope } from '../../platform/scope.ts'
import type { ClientRow } from '../clients/clients.entity.ts'
import { type TaskRow, taskEntity } from '../tasks/tasks.entity.ts'
import { emitTask } from '../tasks/tasks.events.ts'
import { lockOwnTasks } from '../tasks/tasks.store.ts'

/**
 * The tasks that no interview brought go when their client is no longer active, and exactly those come back when the
 * client is active again, to the coach of that day.
 */
export async function followClient(
  scope: Scope,
  { id, status, primaryCoachId }: Pick<ClientRow, 'id' | 'status' | 'primaryCoachId'>,
): Promise<void> {
  const active = status === 'active'
  const set: Partial<TaskRow> = active
    ? { status: 'scheduled', cancelReason: null, coachId: primaryCoachId, undo: null }
    : { status: 'cancelled', cancelReason: 'client_inactive', undo: null }
  for (const task of await lockOwnTasks(scope, id, active ? 'client_inactive' : 'open')) {
    await updateRow(scope, taskEntity, task.id, set)
    const after = { ...task, ...set, version: task.version + 1 }
    emitTask(scope, active ? 'task.reopened' : 'task.cancelled', after)
  }
}
