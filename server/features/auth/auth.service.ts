import type { Context } from '../../context.ts'
import type { Role } from '../../domain/vocabulary.ts'
import { DomainError } from '../../platform/errors.ts'
import { because } from '../../platform/refusals.ts'
import { type Scope, withOrganization } from '../../platform/scope.ts'
import { countTry } from './auth.guessing.ts'
import { type Device, type Login, loginOf, openLogin, refused, sessionDays } from './auth.login.ts'
import { verifyPassword } from './auth.passwords.ts'
import { helpOwner } from './auth.recovery.ts'
import * as store from './auth.store.ts'
import { readRefreshToken, rotationFor } from './auth.tokens.ts'

const ended = () => new DomainError('unauthorized', 'This login has ended. Log in again.')

/** Logs in with a password. The same answer for an unknown address and a wrong password. */
export async function logIn(
  context: Context,
  input: { email: string; password: string; organizationId?: string },
  device: Device,
): Promise<Login> {
  const account = await store.findAccount(context.api, input.email)
  const logged = { method: 'password', accountId: account?.account_id }
  await countTry(context, { ...device, email: input.email }, account?.account_id ?? null).catch((error) => {
    if (account && (error as { attacked?: boolean }).attacked) helpOwner(context, account)
    throw because(error, { reason: 'too_many_tries', ...logged })
  })
  const right = await verifyPassword(account?.password_hash ?? null, input.password)
  if (!account || !right)
    throw because(refused(), { reason: account ? 'wrong_password' : 'unknown_address', ...logged })
  if (isDemo(input.email) && !context.demoLogins)
    throw new DomainError(
      'forbidden',
      'The demo logins work only on this machine. Set DEMO=1 to allow them elsewhere.',
    )
  return openLogin(
    context,
    { accountId: account.account_id, organizationId: input.organizationId },
    device,
    'password',
  )
}

const isDemo = (email: string) => /@demo\.test$/i.test(email.trim())

/** Exchanges a refresh token for a new login state. An old token ends the whole login. */
export async function refresh(context: Context, token: string): Promise<Login> {
  const read = readRefreshToken(context.keys.refreshSecret, token)
  if (!read) throw because(ended(), { reason: 'token_not_ours', method: 'refresh' })
  const { sessionId, generation } = read
  const organizationId = await store.organizationOfSession(context.api, sessionId)
  if (!organizationId) throw because(ended(), { reason: 'unknown_session', method: 'refresh' })
  let reason = 'ended'
  const login = await withOrganization(context, organizationId, async (db) => {
    const session = await store.lockSession(db, sessionId)
    if (!session) return null
    const rotation = rotationFor(generation, session.generation, session.rotated_at, session.now)
    if (rotation === 'end') {
      reason = 'token_used_before'
      await store.endSession(db, sessionId)
      return null
    }
    if (rotation === 'rotate') await store.advanceSession(db, sessionId, sessionDays)
    const active = rotation === 'rotate' ? session.generation + 1 : session.generation
    return loginOf(context, session.account_id, organizationId, sessionId, active)
  })
  if (!login) throw because(ended(), { reason, method: 'refresh' })
  return login
}

/** Who is logged in, for the one who asks. */
export async function whoAmI({ actor, db }: Scope) {
  return {
    id: actor.accountId as string, // a key has no login of its own and lacks the permission
    name: actor.name,
    role: actor.role as Role,
    organization: { id: actor.organizationId, name: await store.organizationName(db) },
    memberId: actor.memberId,
    clientId: actor.clientId,
    locale: actor.locale,
    timeZone: actor.timeZone,
    mustEnrol: actor.mustEnrol,
  }
}

/** The demo logins, where there are any and they may be used. */
export async function demoAccounts(context: Context): Promise<string[]> {
  const emails = ['coach@demo.test', 'admin@demo.test', 'client@demo.test']
  if (!context.demoLogins || !(await store.findAccount(context.api, emails[0] as string))) return []
  return emails
}
