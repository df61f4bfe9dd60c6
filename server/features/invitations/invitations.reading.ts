import { DomainError } from '../../platform/errors.ts'
import { reader } from '../../platform/reading.ts'
import type { InvitationRow } from './invitations.entity.ts'
import { statusOf } from './invitations.schema.ts'
import { type InvitationFilters, listInvitations } from './invitations.store.ts'

/** Invitations for the graph: somebody invites, by name, and a key does not. */
export const invitationReader = reader({
  permission: 'members:read',
  list(scope, filters: InvitationFilters) {
    if (scope.actor.kind !== 'member') throw new DomainError('forbidden', 'Only members invite.')
    return listInvitations(scope, filters)
  },
  needs: { status: ['acceptedAt', 'revokedAt', 'expiresAt'] },
  finish: (_scope, rows: InvitationRow[], fields) =>
    fields.has('status') ? rows.map((row) => ({ ...row, status: statusOf(row) })) : rows,
})
