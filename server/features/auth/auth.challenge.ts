import type { Context } from '../../context.ts'
import type { LoginMethod } from '../../domain/vocabulary.ts'
import { DomainError } from '../../platform/errors.ts'
import { seal, unseal } from '../../platform/sealed.ts'
import { newSecret } from '../../platform/secrets.ts'

/** Seconds in which the second factor is to be shown. */
const challengeSeconds = 5 * 60

const purpose = 'second factor of a login'

/** Somebody who has shown the first factor: who, where, and by what. */
export interface Challenge {
  accountId: string
  organizationId: string
  method: LoginMethod
  /** The hash of the device when they had logged in on it before: it has a budget of its own. */
  device: Buffer | null
}

/** What a login is answered with when the account has a second factor: nothing is open yet. */
export function challenged(context: Context, { device, ...challenge }: Challenge): DomainError {
  const until = Date.now() + challengeSeconds * 1000
  const text = JSON.stringify({ ...challenge, device: device?.toString('hex'), until, id: newSecret() })
  return new DomainError(
    'second-factor',
    'Enter the code of your authenticator app, or one of your recovery codes.',
    [],
    {},
    { challenge: seal(context.keys.refreshSecret, purpose, text), expiresIn: challengeSeconds },
  )
}

/** What we sealed and is not over; null for anything else. */
export function readChallenge(
  context: Context,
  sealed: string,
): (Omit<Challenge, 'device'> & { id: string; device?: string }) | null {
  const text = unseal(context.keys.refreshSecret, purpose, sealed)
  if (!text) return null
  const { until, ...challenge } = JSON.parse(text)
  return until > Date.now() ? challenge : null
}
