import { firstRow, updateRow } from '../../platform/query.ts'
import type { Scope } from '../../platform/scope.ts'
import type { ClientRow } from '../clients/clients.entity.ts'
import { clientsByIds } from '../clients/clients.store.ts'
import type { OpportunityRow } from '../opportunities/opportunities.entity.ts'
import { opportunityById } from '../opportunities/opportunities.store.ts'
import { type TaskRow, taskEntity } from '../tasks/tasks.entity.ts'
import { emitTask } from '../tasks/tasks.events.ts'
import { lockOwnTasks, lockOwnTasksOfOpportunity } from '../tasks/tasks.store.ts'

/**
 * The tasks that no interview brought go when their client is no longer active, and exactly those come back when the
 * client is active again, to the coach of that day.
 */
export async function followClient(
  scope: Scope,
  { id, status, primaryCoachId }: Pick<ClientRow, 'id' | 'status' | 'primaryCoachId'>,
): Promise<void> {
  if (status === 'active')
    await reopen(scope, await lockOwnTasks(scope, id, 'client_inactive'), primaryCoachId)
  else await cancel(scope, await lockOwnTasks(scope, id, 'open'), 'client_inactive')
}

/** The same with an opportunity that is removed and brought back. What comes back to an inactive client goes again. */
export async function followOpportunity(
  scope: Scope,
  { id, clientId, deletedAt }: Pick<OpportunityRow, 'id' | 'clientId' | 'deletedAt'>,
): Promise<void> {
  if (deletedAt) return cancel(scope, await lockOwnTasksOfOpportunity(scope, id, 'open'), 'deleted')
  const client = firstRow(await clientsByIds(scope, [clientId]))
  await reopen(scope, await lockOwnTasksOfOpportunity(scope, id, 'deleted'), client.primaryCoachId)
  if (client.status !== 'active') await followClient(scope, client)
}

/** A task that came back by hand goes again when its client is inactive or its opportunity gone. */
export async function keepOwnTask(
  scope: Scope,
  { clientId, opportunityId }: Pick<TaskRow, 'clientId' | 'opportunityId'>,
): Promise<void> {
  const opportunity = opportunityId === null ? null : await opportunityById(scope, opportunityId)
  if (opportunity?.deletedAt) await followOpportunity(scope, opportunity)
  const client = firstRow(await clientsByIds(scope, [clientId]))
  if (client.status !== 'active') await followClient(scope, client)
}

async function cancel(scope: Scope, tasks: readonly TaskRow[], cancelReason: string): Promise<void> {
  const set: Partial<TaskRow> = { status: 'cancelled', cancelReason, undo: null }
  for (const task of tasks) await change(scope, 'task.cancelled', task, set)
}

async function reopen(scope: Scope, tasks: readonly TaskRow[], coachId: string): Promise<void> {
  const set: Partial<TaskRow> = { status: 'scheduled', cancelReason: null, coachId, undo: null }
  for (const task of tasks) await change(scope, 'task.reopened', task, set)
}

async function change(
  scope: Scope,
  type: `task.${string}`,
  task: TaskRow,
  set: Partial<TaskRow>,
): Promise<void> {
  await updateRow(scope, taskEntity, task.id, set)
  emitTask(scope, type, { ...task, ...set, version: task.version + 1 })
}
