import { maybeInstant } from '../../platform/schema.ts'
import type { Scope } from '../../platform/scope.ts'
import type { TaskRow } from './tasks.entity.ts'

type TaskState = Pick<TaskRow, 'id' | 'clientId' | 'kind' | 'status' | 'dueAt' | 'overdueAt' | 'version'>

/** Tells that a task changed, and wakes the sweep for its next moment. */
export function emitTask(scope: Scope, type: `task.${string}`, task: TaskState): void {
  const { id, clientId, kind, status, dueAt, overdueAt, version } = task
  scope.emit({
    type,
    subjectId: id,
    clientId,
    data: { kind, status, dueAt: maybeInstant(dueAt), overdueAt: maybeInstant(overdueAt), version },
  })
  if (status === 'scheduled') scope.wakeAt(dueAt)
  if (status === 'due' && overdueAt) scope.wakeAt(overdueAt)
}
