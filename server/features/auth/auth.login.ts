import type { Context } from '../../context.ts'
import { DomainError } from '../../platform/errors.ts'
import { withOrganization } from '../../platform/scope.ts'
import { newSecret } from '../../platform/secrets.ts'
import { deviceHash } from './auth.guessing.ts'
import * as store from './auth.store.ts'
import { refreshToken } from './auth.tokens.ts'

/** Days for which a login holds after its last refresh. */
export const sessionDays = 30

/** A login that holds: who and where, and the refresh token that is active now. */
export interface Login {
  accountId: string
  organizationId: string
  sessionId: string
  refreshToken: string
  /** What the device keeps, so that it is known the next time; null where nothing new is to be kept. */
  deviceToken: string | null
}

/** From where somebody logs in, as far as it can be told. */
export interface Device {
  userAgent: string | null
  ip: string | null
  /** What it has kept since somebody logged in on it. */
  deviceToken: string | null
}

/** By what somebody has shown who they are. */
export type LoginMethod = 'password' | 'magic-link' | 'invitation' | 'reset' | 'oidc'

export const refused = () => new DomainError('unauthorized', 'The mail address or the password is not right.')

/**
 * Opens a login for somebody who has shown who they are: the one way to a session. Throws `rule-violated` with the list
 * when they belong to several organizations and did not say which, `unauthorized` when they have no access.
 */
export async function openLogin(
  context: Context,
  { accountId, organizationId: wanted }: { accountId: string; organizationId?: string | undefined },
  device: Device,
  method: LoginMethod,
): Promise<Login> {
  const { userAgent, ip } = device
  const ids = await store.organizationIdsOf(context.api, accountId)
  const organizationId = await chooseOrganization(context, ids, wanted)
  const sessionId = await withOrganization(
    context,
    organizationId,
    (db) => store.openSession(db, accountId, sessionDays, userAgent?.slice(0, 300) ?? null),
    { ip, method },
  )
  if (!sessionId) throw refused()
  const deviceToken = await rememberDevice(context, accountId, device)
  return { ...loginOf(context, accountId, organizationId, sessionId, 1), deviceToken }
}

/** A token that we did not give out is never taken over: it could be somebody else's. */
async function rememberDevice(context: Context, accountId: string, { deviceToken }: Device): Promise<string> {
  const hash = deviceToken ? deviceHash(deviceToken) : null
  const known = hash ? await store.isKnownDevice(context.api, accountId, hash) : false
  const token = known && deviceToken ? deviceToken : newSecret()
  await store.knowDevice(context.api, accountId, deviceHash(token))
  return token
}

async function chooseOrganization(context: Context, ids: string[], wanted?: string): Promise<string> {
  const [only] = ids
  if (wanted !== undefined) {
    if (!ids.includes(wanted)) throw refused()
    return wanted
  }
  if (only !== undefined && ids.length === 1) return only
  if (ids.length === 0) throw refused()
  const names: string[] = []
  for (const id of ids) {
    const [organization] = await withOrganization(context, id, store.organizationsOf)
    if (organization) names.push(`${organization.name}: ${organization.id}`)
  }
  const message = `names one of your organizations (${names.join('; ')})`
  throw new DomainError(
    'rule-violated',
    'You belong to several organizations. Say which one you are logging in to.',
    [{ pointer: '/organizationId', code: 'organization_required', message }],
  )
}

/** The login of a session at this generation of its refresh token. */
export const loginOf = (
  context: Context,
  accountId: string,
  organizationId: string,
  sessionId: string,
  generation: number,
): Login => ({
  accountId,
  organizationId,
  sessionId,
  deviceToken: null,
  refreshToken: refreshToken(context.keys.refreshSecret, sessionId, generation),
})
