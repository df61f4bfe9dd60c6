import type { Context } from '../../context.ts'
import { DomainError } from '../../platform/errors.ts'
import { seal, unseal } from '../../platform/sealed.ts'
import { type Device, type Login, openLogin } from '../auth/auth.login.ts'
import type { Departure, Provider } from './oidc.provider.ts'
import { accountOf } from './oidc.store.ts'

/** Minutes that somebody may stay at the provider. */
export const awayMinutes = 10

const purpose = 'departure to the identity provider'

interface Remembered extends Departure {
  organizationId?: string | undefined
  /** The login that is open in this browser: its cookie does not come along on the way back. */
  former?: string | null | undefined
  until: number
}

/** Where to send the browser, and the sealed text that it has to bring back in a cookie. */
export async function depart(
  context: Context,
  provider: Provider,
  { organizationId, former }: Pick<Remembered, 'organizationId' | 'former'>,
): Promise<{ url: string; remembered: string }> {
  const { url, departure } = await provider.depart(callbackUrl(context))
  const until = Date.now() + awayMinutes * 60_000
  const remembered: Remembered = { ...departure, organizationId, former, until }
  return { url: url.href, remembered: seal(context.keys.refreshSecret, purpose, JSON.stringify(remembered)) }
}

/**
 * Logs in whom the provider has confirmed. Only people who have an account already: an account comes from an invitation.
 * Throws `unauthorized` when the answer does not fit to this browser's departure, or nobody here has that address.
 */
export async function arrive(
  context: Context,
  provider: Provider,
  query: string,
  cookie: string | undefined,
  device: Device,
): Promise<Login> {
  const text = cookie ? unseal(context.keys.refreshSecret, purpose, cookie) : null
  const remembered = text ? (JSON.parse(text) as Remembered) : null
  if (!remembered || remembered.until < Date.now())
    throw new DomainError('unauthorized', 'Signing in took too long, or began in another browser. Try again.')
  const identity = await provider.arrive(new URL(`${callbackUrl(context)}${query}`), remembered)
  const accountId = await accountOf(context.api, identity)
  if (!accountId)
    throw new DomainError(
      'unauthorized',
      'Nobody here has the mail address that was confirmed. Ask your practice to invite that address.',
    )
  // The operator has chosen the provider, so its word counts (RFC 8176).
  const byTwoFactors = identity.methods.includes('mfa')
  const { organizationId, former } = remembered
  const known = { accountId, organizationId, byTwoFactors }
  return openLogin(context, known, { ...device, former: device.former ?? former }, 'oidc')
}

const callbackUrl = ({ config }: Context): string => `${config.publicUrl}/v1/auth/oidc/callback`
