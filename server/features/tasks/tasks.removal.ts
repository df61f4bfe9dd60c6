import { isOpen } from '../../domain/cadence/existing.ts'
import { notFound } from '../../platform/errors.ts'
import { removal } from '../../platform/removal.ts'
import { requireWritable } from '../clients/clients.access.ts'
import { one } from './tasks.acts.ts'
import { undoOf } from './tasks.deciding.ts'
import { type TaskRow, taskEntity } from './tasks.entity.ts'
import { emitTask } from './tasks.events.ts'
import { knownTasks } from './tasks.store.ts'

/** While it is gone an open task is a cancelled one, so that nothing that time does to tasks need know of it. */
export const taskRemoval = removal({
  noun: 'task',
  permission: 'tasks:write',
  entity: taskEntity,
  known: knownTasks,
  require: (scope, row) => requireWritable(scope, row.clientId, notFound('task')),
  clientOf: (row) => row.clientId,
  present: (scope, row) => one(scope, row),
  going: (scope, row): Partial<TaskRow> =>
    isOpen(row) ? { status: 'cancelled', cancelReason: 'deleted', undo: undoOf(scope, row) } : { undo: null },
  returning: (_scope, { status, undo }): Partial<TaskRow> =>
    status === 'cancelled' && undo
      ? { status: undo.status === 'blocked' ? 'blocked' : 'scheduled', cancelReason: null, undo: null }
      : {},
  tell: (scope, verb, row) => emitTask(scope, `task.${verb}`, row),
})
