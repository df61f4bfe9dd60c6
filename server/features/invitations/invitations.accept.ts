import type { Static } from 'typebox'
import type { Context } from '../../context.ts'
import { conflict, DomainError } from '../../platform/errors.ts'
import { because } from '../../platform/refusals.ts'
import { withOrganization } from '../../platform/scope.ts'
import { hashSecret } from '../../platform/secrets.ts'
import { countTry } from '../auth/auth.guessing.ts'
import { type Device, type Login, openLogin, refused } from '../auth/auth.login.ts'
import { hashPassword, verifyPassword } from '../auth/auth.passwords.ts'
import { requireNewPassword } from '../auth/auth.rules.ts'
import { findAccount } from '../auth/auth.store.ts'
import type { AcceptBody, InvitationSeen } from './invitations.schema.ts'
import * as store from './invitations.store.ts'

/** Before a caller is known: the link is the proof. It is the same answer for one that is used, over or never was. */
const dead = () =>
  because(new DomainError('unauthorized', 'This invitation does not work any more. Ask for a new one.'), {
    reason: 'dead_link',
    method: 'invitation',
  })

/** What an invitation is about, for who holds its link. */
export async function lookAtInvitation(
  context: Context,
  token: string,
): Promise<Static<typeof InvitationSeen>> {
  const { organizationId, id, hash } = await behind(context, token)
  const found = await withOrganization(context, organizationId, (db) => store.lockOpen(db, id, hash))
  if (!found) throw dead()
  const { organization, kind, email, name, locale } = found
  const hasAccount = (await findAccount(context.api, email)) !== null
  return { organization, kind, email, name, locale, hasAccount }
}

/**
 * Accepts an invitation and logs in: with a new account, or with the one that the address has, once its password was given.
 * Throws `unauthorized` for a link that does not work or a wrong password, `validation-failed` for a weak new one.
 */
export async function acceptInvitation(
  context: Context,
  body: Static<typeof AcceptBody>,
  device: Device,
): Promise<Login> {
  const { organizationId, id, hash } = await behind(context, body.token)
  const invitation = await withOrganization(context, organizationId, (db) => store.lockOpen(db, id, hash))
  if (!invitation) throw dead()
  const account = await findAccount(context.api, invitation.email)
  let passwordHash: string | null = null
  if (account) {
    await countTry(context, { ...device, email: invitation.email }, account.account_id)
    if (!(await verifyPassword(account.password_hash, body.password)))
      throw because(refused(), {
        reason: 'wrong_password',
        method: 'invitation',
        accountId: account.account_id,
      })
  } else {
    const { email, organization, name } = invitation
    await requireNewPassword(context, body.password, [email, organization, name ?? '', body.name ?? ''])
    passwordHash = await hashPassword(body.password)
  }
  const accountId = await withOrganization(context, organizationId, async (db) => {
    const still = await store.lockOpen(db, id, hash)
    if (!still) throw dead()
    const joining =
      account?.account_id ?? (await store.createAccount(db, still.email, passwordHash as string))
    const who = {
      accountId: joining,
      organizationId,
      name: (body.name ?? still.name ?? still.email.split('@')[0] ?? still.email).trim(),
      locale: body.locale ?? still.locale,
      timeZone: body.timeZone ?? still.time_zone,
    }
    const consent = body.consent ?? { pipeline: true, notes: true, contacts: true }
    const joined =
      still.kind === 'member'
        ? await store.joinAsMember(db, still, who)
        : await store.joinAsClient(db, still, who, consent)
    if (!joined)
      throw conflict(
        'not_joined',
        'You have a login here already, or the practice no longer looks after you. Log in, or ask them.',
      )
    await store.grantAccess(db, joining, organizationId)
    await store.markAccepted(db, still.id)
    return joining
  })
  return openLogin(context, { accountId, organizationId }, device, 'invitation')
}

async function behind(context: Context, token: string) {
  const hash = hashSecret('invitation', token)
  const found = await store.invitationBehind(context.api, hash)
  if (!found) throw dead()
  return { ...found, hash }
}
