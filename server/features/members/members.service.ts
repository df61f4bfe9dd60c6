import type { Static } from 'typebox'
import type { Change } from '../../platform/change.ts'
import { conflict, DomainError, notFound } from '../../platform/errors.ts'
import { updateRow } from '../../platform/query.ts'
import { action, type Scope } from '../../platform/scope.ts'
import { ownOrganization } from '../organizations/organizations.store.ts'
import { type MemberRow, memberEntity } from './members.entity.ts'
import { type MemberPatch, toMember } from './members.schema.ts'
import * as store from './members.store.ts'

export const listMembers = action('members:read', async (scope, filters: store.MemberFilters) => {
  const { data, page } = await store.listMembers(scope, filters)
  return { data: data.map((row) => toMember(row, scope.actor)), page }
})

export const getMember = action('members:read', async (scope, id: string) =>
  toMember(await requiredMember(scope, id), scope.actor),
)

const ofTheirOwn = ['name', 'locale', 'timeZone']

/**
 * Merge patch, by an admin; oneself may change name, language and zone. The organization keeps an admin, whoever changes
 * whom at the same time. A role counts from the next request on; a deactivated member's logins end at once.
 */
export const changeMember = action(
  'members:read',
  async (scope, { id, patch, check }: Change<Static<typeof MemberPatch>>) => {
    const { actor } = scope
    const own =
      actor.memberId === id.toLowerCase() && Object.keys(patch).every((field) => ofTheirOwn.includes(field))
    if (actor.role !== 'admin' && !own) throw new DomainError('forbidden', 'Only an admin may change this.')
    const runs = patch.role !== undefined || patch.active !== undefined
    if (runs) await ownOrganization(scope, { lock: true })
    const before = await requiredMember(scope, id, true)
    check(before.version)
    const after = { ...before, ...patch }
    if (isRunning(before) && !isRunning(after)) await requireAnotherAdmin(scope, before.id)
    if (before.active && !after.active) await requireNoClients(scope, before.id)
    await updateRow(scope, memberEntity, id, patch)
    if (before.active && !after.active) await store.endSessionsOf(scope, before.id)
    return told(scope, before)
  },
)

/** Ends all logins of a member; they can log in again. */
export const endMemberSessions = action('members:write', async (scope, id: string) => {
  await requiredMember(scope, id)
  await store.endSessionsOf(scope, id)
})

/** Tells of a change, and gives back the member as they are now. */
export async function told(scope: Scope, before: MemberRow) {
  const row = await store.memberById(scope, before.id)
  if (row.version !== before.version)
    scope.emit({ type: 'member.updated', subjectId: row.id, clientId: null })
  return toMember(row, scope.actor)
}

const isRunning = ({ role, active }: Pick<MemberRow, 'role' | 'active'>): boolean =>
  role === 'admin' && active

/** Throws `conflict` when nobody else could run the organization. */
export async function requireAnotherAdmin(scope: Scope, id: string): Promise<void> {
  if ((await store.otherAdmins(scope, id)) === 0)
    throw conflict('last_admin', 'This is the last admin. Make somebody else an admin first.')
}

async function requireNoClients(scope: Scope, id: string): Promise<void> {
  const led = await store.clientsLedBy(scope, id)
  if (led > 0)
    throw conflict(
      'leads_clients',
      `They are the primary coach of ${led} clients. Deactivate them with handOverTo, so that nobody is left alone.`,
    )
}

export async function requiredMember(scope: Scope, id: string, lock = false): Promise<MemberRow> {
  const row = await store.findMember(scope, id, lock)
  if (!row) throw notFound('member')
  return row
}
