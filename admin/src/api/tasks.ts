import { call } from './call.ts'
import type { Task } from './types.ts'

/** What can be done to a task, with what may be said along. */
export type TaskAct =
  | { verb: 'complete'; note?: string }
  | { verb: 'skip'; reason?: string }
  | { verb: 'snooze'; until?: string }
  | { verb: 'reopen' }
  | { verb: 'undo' }

/** Acts on a task as it was seen: If-Match makes another's newer version win, with 412. Answers the task as it is now. */
export function act(task: Pick<Task, 'id' | 'version'>, { verb, ...body }: TaskAct): Promise<Task> {
  return call<Task>('POST', `/v1/tasks/${task.id}/${verb}`, {
    query: { include: 'client,contact,opportunity' },
    body,
    version: task.version,
  })
}
