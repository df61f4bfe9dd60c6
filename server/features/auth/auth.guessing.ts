import { createHmac } from 'node:crypto'
import type { Context } from '../../context.ts'
import { DomainError } from '../../platform/errors.ts'
import { networkOf } from '../../platform/network.ts'
import { hashSecret } from '../../platform/secrets.ts'
import * as store from './auth.store.ts'

const hour = 3600
/** Tries an hour that reach the hash: for one address from devices that it does not know, and from each that it knows. */
export const triesOfAccount = 30
export const triesOfDevice = 30
/** From one network, whatever the addresses. */
export const triesOfNetwork = 300

/** A try to log in: for which address, from where, with what a device has kept from before. */
export interface Try {
  email: string
  ip: string | null
  deviceToken: string | null
}

export const deviceHash = (token: string): Buffer => hashSecret('device', token)

/**
 * Counts a try, for known and unknown addresses alike. A device on which the account has logged in before has a budget of
 * its own, so that guessing elsewhere does not keep its owner out. Throws `too-many-requests` with Retry-After; `attacked`
 * says then that it was the account's budget, so that its owner may be sent a link.
 */
export async function countTry(
  context: Context,
  { email, ip, deviceToken }: Try,
  accountId: string | null,
): Promise<{ attacked: boolean }> {
  const network = networkOf(ip)
  if (network) await take(context, `network ${network}`, triesOfNetwork)
  const device = deviceToken ? deviceHash(deviceToken) : null
  const known = accountId && device ? await store.isKnownDevice(context.api, accountId, device) : false
  if (known && device) {
    await take(context, `device ${device.toString('hex')}`, triesOfDevice)
    return { attacked: false }
  }
  const wait = await tryOf(context, `account ${email.trim().toLowerCase()}`, triesOfAccount)
  if (wait > 0) throw Object.assign(tooMany(wait), { attacked: true })
  return { attacked: false }
}

/** Counts something else that must not happen too often, by its own name. Throws `too-many-requests`. */
export async function take(context: Context, what: string, allowed: number, seconds = hour): Promise<void> {
  const wait = await tryOf(context, what, allowed, seconds)
  if (wait > 0) throw tooMany(wait)
}

/** Seconds to wait; 0 when it may happen now, and is counted. */
export const tryOf = (context: Context, what: string, allowed: number, seconds = hour): Promise<number> =>
  store.takeTry(context.api, bucketOf(context, what), allowed, seconds)

/** What was counted last was right, so it counts for nothing: of those only the wrong ones are limited. */
export const giveBack = (context: Context, what: string): Promise<unknown> =>
  store.giveBackTry(context.api, bucketOf(context, what))

/** The bucket's name is hashed with a key: no address is stored. */
const bucketOf = ({ keys }: Context, what: string): Buffer =>
  createHmac('sha256', keys.refreshSecret).update(`try ${what}`).digest()

const tooMany = (seconds: number): DomainError =>
  new DomainError(
    'too-many-requests',
    'There were too many tries. Wait a while, log in on a device that you have used before, or use the link in our mail.',
    [],
    { 'retry-after': String(seconds) },
  )
