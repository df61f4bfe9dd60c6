import { change, changeGraph } from '../../graphql/changes.ts'
import type { GraphPart } from '../../graphql/part.ts'
import type { Change } from '../../platform/change.ts'
import type { Removing } from '../../platform/removal.ts'
import { Body } from '../../platform/schema.ts'
import type { Action } from '../../platform/scope.ts'
import * as acts from './tasks.acts.ts'
import type * as changes from './tasks.change.ts'
import { taskInputs } from './tasks.inputs.ts'
import { taskReader } from './tasks.reading.ts'
import { CompleteBody, SkipBody, SnoozeBody, TaskBody, TaskPatch } from './tasks.schema.ts'
import * as service from './tasks.service.ts'

const shows = { name: 'task', type: 'Task', reader: taskReader }

interface Planned extends Pick<typeof acts, 'completeTask' | 'reopenTask' | 'undoTask'> {
  changeTask: typeof changes.changeTask
  removeTask: Action<Removing, unknown>
  restoreTask: Action<Removing, { id: string }>
}

const verb = <Patch>(
  name: string,
  action: Action<Change<Patch> & { include?: string }, { id: string }>,
  body: object,
  description: string,
) =>
  change({
    ...{ name, description, action, body },
    ids: ['id'],
    version: 'heeded',
    to: ({ id, body: patch, check }) => ({ id, patch, check }),
    shows,
  })

const Nothing = Body({})

export const taskChangeGraph = (planned: Planned): GraphPart =>
  changeGraph(taskInputs, [
    change({
      name: 'createTask',
      description: 'Adds a task of somebody’s own; the others follow from interviews.',
      action: service.createTask,
      body: TaskBody,
      to: ({ body }) => body,
      shows,
    }),
    change({
      name: 'updateTask',
      description: 'Changes a task. A date or channel that a person sets stays through re-planning.',
      action: planned.changeTask,
      body: TaskPatch,
      ids: ['id'],
      version: 'needed',
      to: ({ id, body, check }) => ({ id, patch: body, check }),
      shows,
    }),
    verb(
      'completeTask',
      planned.completeTask,
      CompleteBody,
      'Marks a task as done. Doing it twice is the same as once.',
    ),
    verb('skipTask', acts.skipTask, SkipBody, 'Skips a task: it will not be done.'),
    verb(
      'snoozeTask',
      acts.snoozeTask,
      SnoozeBody,
      'Puts a task off, to a moment or to the next business day at 10:00.',
    ),
    verb('reopenTask', planned.reopenTask, Nothing, 'Takes a task up again at the moment it had.'),
    verb('undoTask', planned.undoTask, Nothing, 'Takes back the last act, within 60 seconds.'),
    change({
      name: 'removeTask',
      description:
        'Removes a task; one that follows from an interview stays away when that is planned anew. It can be brought back for 30 days.',
      action: planned.removeTask,
      body: null,
      ids: ['id'],
      version: 'needed',
      to: ({ id, check }) => ({ id, check }),
      shows: null,
      idOf: (_, { id }) => id,
    }),
    change({
      name: 'restoreTask',
      description: 'Brings a task back.',
      action: planned.restoreTask,
      body: null,
      ids: ['id'],
      version: 'heeded',
      to: ({ id, check }) => ({ id, check }),
      shows,
    }),
  ])
