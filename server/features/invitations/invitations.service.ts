import type { Static } from 'typebox'
import { v7 as newId } from 'uuid'
import type { Config } from '../../config.ts'
import {
  conflict,
  DomainError,
  invalid,
  notFound,
  referenceNotFound,
  violates,
} from '../../platform/errors.ts'
import { insertRows, updateRow } from '../../platform/query.ts'
import { action, requirePermission, type Scope } from '../../platform/scope.ts'
import { hashSecret, newSecret } from '../../platform/secrets.ts'
import { requireWritable } from '../clients/clients.access.ts'
import { findClient } from '../clients/clients.store.ts'
import { composeMail } from '../mail/mail.compose.ts'
import { queueMail } from '../mail/mail.store.ts'
import { ownOrganization } from '../organizations/organizations.store.ts'
import { type InvitationRow, invitationEntity } from './invitations.entity.ts'
import { type InvitationBody, toInvitation } from './invitations.schema.ts'
import * as store from './invitations.store.ts'

const days = 7
const hashOf = (token: string) => hashSecret('invitation', token)
const end = () => new Date(Date.now() + days * 24 * 3600_000)

export const listInvitations = action('members:read', async (scope, filters: store.InvitationFilters) => {
  requirePerson(scope)
  const { data, page } = await store.listInvitations(scope, filters)
  return { data: data.map(toInvitation), page }
})

/** Where the panel is, for the link. */
export interface Host {
  config: Pick<Config, 'publicUrl'>
}

/** Invites somebody to work here (an admin) or a client to a login of their own (their coaches). By mail, at once. */
export const createInvitation = (context: Host) =>
  action('members:read', async (scope, body: Static<typeof InvitationBody>) => {
    requirePerson(scope)
    const wanted = body.kind === 'member' ? await asMember(scope, body) : await asClient(scope, body)
    const organization = await ownOrganization(scope)
    const row = { ...wanted, locale: body.locale ?? wanted.locale ?? organization.locale }
    await store.revokeOthers(scope, body.kind, row.email, row.clientId)
    const [id, token] = [newId(), newSecret()]
    await insertRows(scope, invitationEntity, [
      { id, kind: body.kind, ...row, tokenHash: hashOf(token), invitedBy: scope.actor.id, expiresAt: end() },
    ])
    const invitation = await store.invitationById(scope, id)
    await send(context, scope, invitation, token, organization.name)
    return toInvitation(invitation)
  })

/** Sends a new link; the one before works no more. */
export const resendInvitation = (context: Host) =>
  action('members:read', async (scope, id: string) => {
    const before = await changeable(scope, id)
    const token = newSecret()
    await updateRow(scope, invitationEntity, before.id, {
      tokenHash: hashOf(token),
      sentAt: new Date(),
      expiresAt: end(),
    })
    const invitation = await store.invitationById(scope, before.id)
    await send(context, scope, invitation, token, (await ownOrganization(scope)).name)
    return toInvitation(invitation)
  })

/** Its link works no more. Doing it twice is the same as once. */
export const revokeInvitation = action('members:read', async (scope, id: string) => {
  const before = await changeable(scope, id, true)
  if (!before.revokedAt) await updateRow(scope, invitationEntity, before.id, { revokedAt: new Date() })
})

async function changeable(scope: Scope, id: string, revoked = false): Promise<InvitationRow> {
  requirePerson(scope)
  const row = await store.findInvitation(scope, id, true)
  if (!row) throw notFound('invitation')
  if (row.kind === 'member') requirePermission(scope.actor, 'members:write')
  else await requireWritable(scope, row.clientId as string, notFound('invitation'))
  if (row.acceptedAt) throw conflict('accepted', 'This invitation has been accepted already.')
  if (row.revokedAt && !revoked) throw conflict('revoked', 'This invitation was revoked. Invite them anew.')
  return row
}

/** Somebody invites, by name: a key does not. */
function requirePerson({ actor }: Scope): void {
  if (actor.kind !== 'member') throw new DomainError('forbidden', 'Only members invite.')
}

type Invited = Pick<InvitationRow, 'email' | 'role' | 'name' | 'clientId'> & {
  locale?: InvitationRow['locale']
}

async function asMember(
  scope: Scope,
  { email, role, name, clientId }: Static<typeof InvitationBody>,
): Promise<Invited> {
  requirePermission(scope.actor, 'members:write')
  if (!email) throw invalid('/email', 'required', 'is required to invite a member')
  if (!role) throw invalid('/role', 'required', 'is required to invite a member')
  if (clientId) throw invalid('/clientId', 'not_here', 'goes with the invitation of a client alone')
  const address = email.trim().toLowerCase()
  if (await store.isMember(scope, address))
    throw violates('/email', 'is_member', 'belongs to somebody who works here already')
  return { email: address, role, name: name ?? null, clientId: null }
}

async function asClient(
  scope: Scope,
  { clientId, email, role }: Static<typeof InvitationBody>,
): Promise<Invited> {
  if (!clientId) throw invalid('/clientId', 'required', 'is required to invite a client')
  if (email) throw invalid('/email', 'not_here', 'is taken from the client')
  if (role) throw invalid('/role', 'not_here', 'goes with the invitation of a member alone')
  const client = await findClient(scope, clientId)
  if (!client) throw referenceNotFound('/clientId', 'client')
  await requireWritable(scope, client.id, referenceNotFound('/clientId', 'client'))
  if (!client.email)
    throw violates('/clientId', 'no_email', 'has no mail address; add it to the client first')
  if (client.accountId) throw violates('/clientId', 'has_login', 'has a login already')
  return {
    email: client.email.trim().toLowerCase(),
    role: null,
    name: client.name,
    clientId: client.id,
    locale: client.locale,
  }
}

async function send(
  { config }: Host,
  { db, actor, organizationId }: Scope,
  { kind, id, email, locale }: InvitationRow,
  token: string,
  organization: string,
): Promise<void> {
  await store.rememberToken(db, hashOf(token), id)
  const link = `${config.publicUrl}/invitation#token=${token}`
  const composed = composeMail(`invitation-${kind}`, locale, { organization, from: actor.name }, link)
  await queueMail(db, organizationId, { ...composed, kind: 'invitation', recipient: email, secret: true })
}
