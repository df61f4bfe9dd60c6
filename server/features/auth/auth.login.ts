import type { Context } from '../../context.ts'
import { DomainError } from '../../platform/errors.ts'
import { withOrganization } from '../../platform/scope.ts'
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
}

/** From where somebody logs in, as far as it can be told. */
export interface Device {
  userAgent: string | null
  ip: string | null
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
  { userAgent, ip }: Device,
  method: LoginMethod,
): Promise<Login> {
  const ids = await store.organizationIdsOf(context.api, accountId)
  const organizationId = await chooseOrganization(context, ids, wanted)
  const sessionId = await withOrganization(
    context,
    organizationId,
    (db) => store.openSession(db, accountId, sessionDays, userAgent?.slice(0, 300) ?? null),
    { ip, method },
  )
  if (!sessionId) throw refused()
  return loginOf(context, accountId, organizationId, sessionId, 1)
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
  refreshToken: refreshToken(context.keys.refreshSecret, sessionId, generation),
})
