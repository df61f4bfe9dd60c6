import { api, ifMatch, unwrap } from './client.ts'
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
  const params = {
    path: { id: task.id },
    query: { include: 'client,contact,opportunity' },
  }
  return unwrap(api.POST(`/v1/tasks/{id}/${verb}`, { params, body, headers: ifMatch(task.version) }))
}
