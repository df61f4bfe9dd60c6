import { violates } from '../../platform/errors.ts'
import { updateRow } from '../../platform/query.ts'
import { instant, maybeInstant } from '../../platform/schema.ts'
import { action, type Scope } from '../../platform/scope.ts'
import { memberEntity } from '../members/members.entity.ts'
import { requireAnotherAdmin, requiredMember, told } from '../members/members.service.ts'
import { clientsLedBy, endSessionsOf, findMember } from '../members/members.store.ts'
import { ownOrganization } from '../organizations/organizations.store.ts'
import * as store from './clients.store.ts'

interface Leaving {
  id: string
  /** A member's id, or null for somebody without clients. */
  handOverTo: string | null
  check: (storedVersion: number) => void
}

/** Deactivates a member; whom they looked after goes to another coach, with the open tasks, in the same transaction. */
export const deactivateMember = action('members:write', async (scope, { id, handOverTo, check }: Leaving) => {
  await ownOrganization(scope, { lock: true })
  const before = await requiredMember(scope, id, true)
  check(before.version)
  if (before.role === 'admin' && before.active) await requireAnotherAdmin(scope, before.id)
  if ((await clientsLedBy(scope, before.id)) > 0) await handOverAll(scope, before.id, handOverTo)
  await updateRow(scope, memberEntity, before.id, { active: false })
  await endSessionsOf(scope, before.id)
  return told(scope, before)
})

async function handOverAll(scope: Scope, fromId: string, toId: string | null): Promise<void> {
  const to = toId === null ? null : await findMember(scope, toId)
  if (!to?.active || to.id === fromId)
    throw violates(
      '/handOverTo',
      'coach_required',
      'must be another active member: the one who leaves has clients',
    )
  for (const clientId of await store.clientIdsLedBy(scope, fromId)) {
    await store.setPrimaryCoach(scope, clientId, to.id)
    scope.emit({ type: 'client.updated', subjectId: clientId, clientId })
    await handOver(scope, clientId, to.id)
  }
}

/** Gives a client's open tasks to a coach, each with its event. */
export async function handOver(scope: Scope, clientId: string, coachId: string): Promise<void> {
  for (const task of await store.handOverTasks(scope, clientId, coachId)) {
    const { id, kind, status, version } = task
    const moments = { dueAt: instant(task.due_at), overdueAt: maybeInstant(task.overdue_at) }
    scope.emit({
      type: 'task.reassigned',
      subjectId: id,
      clientId,
      data: { kind, status, ...moments, version },
    })
  }
}
