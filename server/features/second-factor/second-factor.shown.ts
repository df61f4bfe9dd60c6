import type { Context } from '../../context.ts'
import { recordActivity } from '../../platform/activity.ts'
import { DomainError } from '../../platform/errors.ts'
import { because } from '../../platform/refusals.ts'
import { withOrganization } from '../../platform/scope.ts'
import { readChallenge } from '../auth/auth.challenge.ts'
import { giveBack, take } from '../auth/auth.guessing.ts'
import { completeLogin, type Device, type Login } from '../auth/auth.login.ts'
import { personOf } from '../auth/auth.store.ts'
import { recoveryHash, secretOf, stepOf } from './second-factor.codes.ts'
import * as store from './second-factor.store.ts'

/** What somebody shows: the app's code, or one of the recovery codes. */
export interface Shown {
  code?: string
  recoveryCode?: string
}

/** Wrong codes an hour: from devices that the account does not know, and from each that it knows. */
const wrongAnHour = 10
const triesOfChallenge = 5

/**
 * Checks what somebody shows, which counts once. Each statement by itself, so that a code stays used whatever comes after,
 * and a wrong one counted. Throws `too-many-requests`.
 */
export async function isRight(
  context: Context,
  accountId: string,
  { code, recoveryCode }: Shown,
  device: string | null,
): Promise<boolean> {
  const what = `second factor ${accountId} ${device ?? ''}`
  await take(context, what, wrongAnHour)
  const right =
    recoveryCode === undefined
      ? code !== undefined && (await isCodeRight(context, accountId, code))
      : code === undefined &&
        (await store.takeRecoveryCode(context.api, accountId, recoveryHash(recoveryCode)))
  if (right) await giveBack(context, what)
  return right
}

async function isCodeRight(context: Context, accountId: string, code: string): Promise<boolean> {
  const row = await store.factorOf(context.api, accountId)
  if (!row?.confirmed_at) return false
  const step = stepOf(secretOf(context.keys.refreshSecret, row.sealed_secret), code)
  return step !== null && store.takeStep(context.api, accountId, row.sealed_secret, step)
}

/** The second half of a login. Throws `unauthorized` for a wrong code and for a challenge that is over. */
export async function verifySecondFactor(
  context: Context,
  { challenge: sealed, ...shown }: { challenge: string } & Shown,
  device: Device,
): Promise<Login> {
  const challenge = readChallenge(context, sealed)
  if (!challenge) throw new DomainError('unauthorized', 'That took too long. Log in again.')
  const { id, accountId, organizationId } = challenge
  await take(context, `challenge ${id}`, triesOfChallenge)
  if (!(await isRight(context, accountId, shown, challenge.device ?? null))) {
    await rememberFailure(context, organizationId, accountId, device)
    const reason = shown.recoveryCode === undefined ? 'wrong_code' : 'wrong_recovery_code'
    throw because(
      new DomainError('unauthorized', 'The code is not right, or it has been used. Wait for the next one.'),
      { reason, method: challenge.method, accountId },
    )
  }
  // One login for one challenge, should somebody send it twice with two codes.
  await take(context, `challenge ${id} is used`, 1)
  return completeLogin(context, challenge, device, true)
}

/** Somebody knows the password and not the code: that is worth a line in the log. */
const rememberFailure = (context: Context, organizationId: string, accountId: string, { ip }: Device) =>
  withOrganization(
    context,
    organizationId,
    async (db) => {
      const by = await personOf(db, accountId)
      const about = by && { recordType: by.kind, recordId: by.id, by }
      if (about) await recordActivity({ db }, { verb: 'second_factor_failed', ...about })
    },
    { ip },
  )
