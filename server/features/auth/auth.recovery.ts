import type { Context } from '../../context.ts'
import type { Locale } from '../../domain/vocabulary.ts'
import type { Caller } from '../../platform/actor.ts'
import { DomainError } from '../../platform/errors.ts'
import { because } from '../../platform/refusals.ts'
import { withOrganization, withScope } from '../../platform/scope.ts'
import { hashSecret, newSecret } from '../../platform/secrets.ts'
import { composeMail } from '../mail/mail.compose.ts'
import { queueMail } from '../mail/mail.store.ts'
import { confirmPassword } from './auth.again.ts'
import { tryOf } from './auth.guessing.ts'
import { type Device, type Login, openLogin } from './auth.login.ts'
import { hashPassword } from './auth.passwords.ts'
import { requireNewPassword } from './auth.rules.ts'
import * as store from './auth.store.ts'

const hour = 3600

/** What each kind of link does, for how many minutes, and how often an hour an address gets one. */
const links = {
  reset: { token: 'reset', minutes: 60, page: 'reset', often: 5 },
  magic: { token: 'magic', minutes: 10, page: 'magic', often: 5 },
  attacked: { token: 'magic', minutes: 10, page: 'magic', often: 1 },
} as const
type LinkKind = keyof typeof links

/**
 * Sends a link to an address, if somebody here has it. Returns at once, known or not: what follows is done beside the
 * answer, so that neither the answer nor its time tells who has an account.
 */
export function sendLink(context: Context, kind: LinkKind, email: string): void {
  const work = async () => {
    const account = await store.findAccount(context.api, email)
    if (!account || (await tryOf(context, `${kind} link ${account.account_id}`, links[kind].often, hour)) > 0)
      return
    await mailLink(context, kind, account)
  }
  work().catch((error) => context.log.warn({ err: error }, 'A link could not be sent'))
}

/** The owner of an account that is being guessed at gets in by mail, at most once an hour. */
export function helpOwner(context: Context, { email }: store.AccountFound): void {
  sendLink(context, 'attacked', email)
}

async function mailLink(context: Context, kind: LinkKind, account: store.AccountFound): Promise<void> {
  const [organizationId] = account.organization_ids
  if (!organizationId) return
  const { token: tokenKind, minutes, page } = links[kind]
  const token = newSecret()
  await withOrganization(context, organizationId, async (db) => {
    const { name, locale } = await store.addressee(db, account.account_id)
    await store.issueToken(db, tokenKind, hashSecret(tokenKind, token), account.account_id, minutes)
    const link = `${context.config.publicUrl}/${page}#token=${token}`
    const composed = composeMail(kind, locale as Locale, { organization: name }, link)
    await queueMail(db, organizationId, { ...composed, kind, recipient: account.email, secret: true })
  })
}

const dead = (method: 'reset' | 'magic-link') =>
  because(
    new DomainError(
      'unauthorized',
      'This link does not work any more: it works once, and for a while. Ask for a new one.',
    ),
    { reason: 'dead_link', method },
  )

/** Sets a new password by a link. All logins end. */
export async function acceptReset(
  context: Context,
  { token, password }: { token: string; password: string },
): Promise<void> {
  const hash = hashSecret('reset', token)
  await requireNewPassword(context, password, await wordsAbout(context, hash))
  const accountId = await store.resetPassword(context.api, hash, await hashPassword(password))
  if (!accountId) throw dead('reset')
}

/** The address behind a link, and what the person and their practices are called; nothing for a link that does not work. */
async function wordsAbout(context: Context, tokenHash: Buffer): Promise<string[]> {
  const account = await store.accountBehindReset(context.api, tokenHash)
  const names = await Promise.all(
    (account?.organizationIds ?? []).map((id) =>
      withOrganization(context, id, (db) => store.addressee(db, account?.id ?? '')),
    ),
  )
  return [account?.email ?? '', ...names.flatMap(({ name, person }) => [name, person ?? ''])]
}

/** Logs in by a link. */
export async function acceptMagic(
  context: Context,
  { token, organizationId }: { token: string; organizationId?: string },
  device: Device,
): Promise<Login> {
  const accountId = await store.redeemMagic(
    context.api,
    hashSecret('magic', token),
    organizationId !== undefined,
  )
  if (!accountId) throw dead('magic-link')
  return openLogin(context, { accountId, organizationId }, device, 'magic-link')
}

/** Changes one's own password, which needs the present one; all other logins end. */
export async function changePassword(
  context: Context,
  caller: Caller,
  { currentPassword, password }: { currentPassword: string; password: string },
): Promise<void> {
  const { accountId, email, organization, name } = await confirmPassword(
    context,
    caller,
    currentPassword,
    '/currentPassword',
  )
  await requireNewPassword(context, password, [email, organization, name])
  const hash = await hashPassword(password)
  await withScope(context, caller, 'login', ({ db }) =>
    store.setPassword(db, accountId, hash, caller.sessionId),
  )
}
