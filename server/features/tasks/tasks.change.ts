import type { Static } from 'typebox'
import { CadenceInputError } from '../../domain/cadence/errors.ts'
import { snoozed } from '../../domain/cadence/snooze.ts'
import { conflict, violates } from '../../platform/errors.ts'
import { instant, maybeInstant } from '../../platform/schema.ts'
import { act } from './tasks.acts.ts'
import { requireOpen, undoOf } from './tasks.deciding.ts'
import type { TaskPatch } from './tasks.schema.ts'

/** Another note or title moves nothing. */
const eventOfPatch = ({ dueAt, channel }: Static<typeof TaskPatch>) =>
  dueAt === undefined && channel === undefined ? 'task.updated' : 'task.moved'

/** Merge patch: a person's own date or channel stays through re-planning. */
export const changeTask = act<Static<typeof TaskPatch>>(eventOfPatch, (scope, row, patch) => {
  if (patch.title !== undefined && row.kind !== 'custom')
    throw violates('/title', 'derived_title', 'can be changed only on a task of your own')
  const { dueAt, channel, ...rest } = patch
  if (dueAt === undefined && channel === undefined) return rest
  requireOpen(row, 'moved')
  if (dueAt !== undefined && row.status === 'blocked')
    throw conflict('task_blocked', 'The task waits for an address or a name and has no date to move.')
  const moved =
    dueAt === undefined
      ? null
      : pointingAt('/dueAt', () =>
          snoozed(
            { dueAt: instant(row.dueAt), overdueAt: maybeInstant(row.overdueAt) },
            dueAt,
            instant(scope.now),
          ),
        )
  return {
    ...rest,
    ...(channel !== undefined && { channel }),
    ...(moved && {
      dueAt: new Date(moved.dueAt),
      overdueAt: moved.overdueAt === null ? null : new Date(moved.overdueAt),
      status: 'scheduled' as const,
    }),
    movedByHand: true,
    undo: undoOf(scope, row),
  }
})

/** Here the moment stands under another name than in a snooze. */
function pointingAt<T>(pointer: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof CadenceInputError)) throw error
    throw new CadenceInputError(error.code, pointer, error.message)
  }
}
