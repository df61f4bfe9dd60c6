import type { Static } from 'typebox'
import { v7 as newId } from 'uuid'
import { invalid, referenceNotFound, violates } from '../../platform/errors.ts'
import { includesOf } from '../../platform/include.ts'
import { firstRow, insertRows } from '../../platform/query.ts'
import { action, type Scope } from '../../platform/scope.ts'
import { requireWritable } from '../clients/clients.access.ts'
import { clientsByIds, holdClient } from '../clients/clients.store.ts'
import { findContact } from '../contacts/contacts.store.ts'
import { findOpportunity } from '../opportunities/opportunities.store.ts'
import { one, requiredTask } from './tasks.acts.ts'
import { taskEntity } from './tasks.entity.ts'
import { emitTask } from './tasks.events.ts'
import { presentTasks } from './tasks.present.ts'
import type { TaskBody, TaskInclude } from './tasks.schema.ts'
import * as store from './tasks.store.ts'

export const listTasks = action(
  'tasks:read',
  async (scope, { include, ...filters }: store.TaskFilters & { include?: string }) => {
    const { data, page } = await store.listTasks(scope, filters)
    return { data: await presentTasks(scope, data, includesOf<TaskInclude>(include)), page }
  },
)

export const getTask = action(
  'tasks:read',
  async (scope, { id, include }: { id: string; include?: string }) =>
    one(scope, await requiredTask(scope, id), include),
)

/** The tasks of these interviews, by due moment. */
export const tasksOf = action('tasks:read', async (scope, interviewIds: readonly string[]) =>
  presentTasks(scope, await store.tasksOfInterviews(scope, interviewIds)),
)

/** A task of a person's own making; no rule touches it, but it goes when its client does. */
export const createTask = action('tasks:write', async (scope, body: Static<typeof TaskBody>) => {
  await requireWritable(scope, body.clientId, referenceNotFound('/clientId', 'client'))
  await checkReferences(scope, body)
  const dueAt = new Date(body.dueAt)
  const overdueAt = body.overdueAt ? new Date(body.overdueAt) : null
  if (overdueAt && overdueAt <= dueAt)
    throw invalid('/overdueAt', 'overdue_before_due', 'must be after dueAt')
  await holdClient(scope, body.clientId)
  const client = firstRow(await clientsByIds(scope, [body.clientId]))
  if (client.status !== 'active')
    throw violates('/clientId', 'client_inactive', 'is not active, so nothing is planned for them')
  const row = {
    id: newId(),
    clientId: body.clientId,
    coachId: client.primaryCoachId,
    opportunityId: body.opportunityId ?? null,
    contactId: body.contactId ?? null,
    kind: 'custom' as const,
    channel: body.channel ?? 'none',
    status: 'scheduled' as const,
    title: body.title,
    note: body.note ?? null,
    dueAt,
    overdueAt,
    originalDueAt: dueAt,
  }
  await insertRows(scope, taskEntity, [row])
  emitTask(scope, 'task.scheduled', { ...row, version: 1 })
  return one(scope, await store.taskById(scope, row.id))
})

async function checkReferences(scope: Scope, body: Static<typeof TaskBody>): Promise<void> {
  if (body.opportunityId) {
    const opportunity = await findOpportunity(scope, body.opportunityId)
    if (opportunity?.clientId !== body.clientId) throw referenceNotFound('/opportunityId', 'opportunity')
  }
  if (body.contactId && !(await findContact(scope, body.contactId)))
    throw referenceNotFound('/contactId', 'contact')
}
