import { action } from '../../platform/scope.ts'
import { pipelinesSeen } from '../clients/clients.store.ts'
import type { Happening } from '../live/live.store.ts'
import { taskReader } from './tasks.reading.ts'

interface Hearing {
  happenings: readonly Happening[]
  args: { clientId?: string; coachId?: string }
}

/** The events that are told. */
export const ofTasks = /^task\./

/** Of what happened, that to tasks which the caller sees now; one that was removed is told to who sees its client's. */
export const hearTasks = action('tasks:read', async (scope, { happenings, args }: Hearing) => {
  const { clientId } = args
  const coachId = args.coachId === 'me' ? scope.actor.id : args.coachId
  const own = happenings.filter(
    ({ type, clientId: of }) => ofTasks.test(type) && (!clientId || of === clientId),
  )
  if (own.length === 0) return []
  const ids = own.map(({ subjectId }) => subjectId)
  const seen = await taskReader.byIds.run(scope, { ids: [...new Set(ids)], fields: new Set(['coachId']) })
  const gone = own.filter(({ type }) => type === 'task.deleted')
  const clients = await pipelinesSeen(
    scope,
    gone.map((one) => one.clientId),
  )
  return own
    .filter(({ subjectId, type, clientId: of }) => {
      const task = seen.get(subjectId)
      if (task) return !coachId || task.coachId === coachId
      return type === 'task.deleted' && !coachId && clients.has(of)
    })
    .map(({ type, subjectId, clientId: of, occurredAt }) => ({
      event: type,
      occurredAt,
      taskId: subjectId,
      clientId: of,
    }))
})
