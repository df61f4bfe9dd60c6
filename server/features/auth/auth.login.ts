import type { Context } from '../../context.ts'
import type { LoginMethod } from '../../domain/vocabulary.ts'
import { DomainError } from '../../platform/errors.ts'
import { because } from '../../platform/refusals.ts'
import { withOrganization } from '../../platform/scope.ts'
import { newSecret } from '../../platform/secrets.ts'
import { challenged } from './auth.challenge.ts'
import { endByToken } from './auth.end.ts'
import { deviceHash } from './auth.guessing.ts'
import * as store from './auth.store.ts'
import { refreshToken } from './auth.tokens.ts'

/** Days for which a login holds after its last refresh, and after its beginning however often it is refreshed. */
export const sessionDays = { idle: 30, whole: 90 }

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
  /** The refresh token of a login that is still open there: a new one takes its place. */
  former?: string | null
}

export const refused = () => new DomainError('unauthorized', 'The mail address or the password is not right.')

/** Somebody who has shown who they are, and where they want to log in. */
export interface Known {
  accountId: string
  organizationId?: string | undefined
  /** The identity provider has seen to a second factor itself. */
  byTwoFactors?: boolean
}

/**
 * Opens a login for somebody who has shown who they are: the one way to a session, by whatever method. Throws
 * `second-factor` with a challenge when the account has one, `rule-violated` with the list when they belong to several
 * organizations and did not say which, `unauthorized` when they have no access.
 */
export async function openLogin(
  context: Context,
  { accountId, organizationId: wanted, byTwoFactors = false }: Known,
  device: Device,
  method: LoginMethod,
): Promise<Login> {
  const ids = await store.organizationIdsOf(context.api, accountId)
  const organizationId = await chooseOrganization(context, ids, wanted)
  const proven = { accountId, organizationId, method }
  if (!byTwoFactors && (await store.hasSecondFactor(context.api, accountId)))
    throw challenged(context, { ...proven, device: await knownDevice(context, accountId, device) })
  return completeLogin(context, proven, device, byTwoFactors)
}

/** The session itself, once everything that is asked for has been shown. */
export async function completeLogin(
  context: Context,
  { accountId, organizationId, method }: { accountId: string; organizationId: string; method: LoginMethod },
  device: Device,
  secondFactor: boolean,
): Promise<Login> {
  const { ip } = device
  const userAgent = device.userAgent?.slice(0, 300) ?? null
  const opened = { accountId, days: sessionDays.idle, userAgent, ip, method, secondFactor }
  const sessionId = await withOrganization(context, organizationId, (db) => store.openSession(db, opened), {
    ip,
    method,
  })
  if (!sessionId) throw because(refused(), { reason: 'no_access', method, accountId })
  if (device.former) await endByToken(context, device.former)
  const deviceToken = await rememberDevice(context, accountId, device)
  return { ...loginOf(context, accountId, organizationId, sessionId, 1), deviceToken }
}

/** The hash of a device on which the account has logged in before; null for any other. */
async function knownDevice(
  context: Context,
  accountId: string,
  { deviceToken }: Device,
): Promise<Buffer | null> {
  const hash = deviceToken ? deviceHash(deviceToken) : null
  return hash && (await store.isKnownDevice(context.api, accountId, hash)) ? hash : null
}

/** A token that we did not give out is never taken over: it could be somebody else's. */
async function rememberDevice(context: Context, accountId: string, device: Device): Promise<string> {
  const known = await knownDevice(context, accountId, device)
  const token = known && device.deviceToken ? device.deviceToken : newSecret()
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
  const organizations: { id: string; name: string }[] = []
  for (const id of ids) {
    const [organization] = await withOrganization(context, id, store.organizationsOf)
    if (organization) organizations.push({ id: organization.id, name: organization.name })
  }
  const names = organizations.map(({ id, name }) => `${name}: ${id}`).join('; ')
  const message = `names one of your organizations (${names})`
  throw new DomainError(
    'rule-violated',
    'You belong to several organizations. Say which one you are logging in to.',
    [{ pointer: '/organizationId', code: 'organization_required', message }],
    {},
    { organizations },
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
