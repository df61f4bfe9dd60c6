import { renderSVG } from 'uqr'
import type { Context } from '../../context.ts'
import { recordActivity } from '../../platform/activity.ts'
import type { Caller } from '../../platform/actor.ts'
import { conflict, notFound, violates } from '../../platform/errors.ts'
import { maybeInstant } from '../../platform/schema.ts'
import { action, type Scope, withScope } from '../../platform/scope.ts'
import { confirmPassword } from '../auth/auth.again.ts'
import { take } from '../auth/auth.guessing.ts'
import {
  newRecoveryCodes,
  newTotpSecret,
  otpauthUri,
  recoveryHash,
  sealSecret,
  secretOf,
  stepOf,
} from './second-factor.codes.ts'
import { isRight, type Shown } from './second-factor.shown.ts'
import * as store from './second-factor.store.ts'

export const getSecondFactor = action('login', async (scope) => {
  const row = await store.factorOf(scope.db, own(scope.actor))
  const confirmedAt = maybeInstant(row?.confirmed_at ?? null)
  const required = await store.isRequired(scope)
  return { confirmedAt, recoveryCodesLeft: confirmedAt ? (row?.recovery_codes_left ?? 0) : 0, required }
})

/** A new secret for the app. It counts once it is confirmed; until then it may be begun anew. */
export async function beginSecondFactor(context: Context, caller: Caller, password: string) {
  const { accountId, email, organization } = await confirmPassword(context, caller, password)
  const secret = newTotpSecret()
  const sealed = sealSecret(context.keys.refreshSecret, secret)
  const begun = await withScope(context, caller, 'login', ({ db }) =>
    store.beginFactor(db, accountId, sealed),
  )
  if (!begun) throw conflict('already_enrolled', 'There is a second factor already. Remove it first.')
  const uri = otpauthUri(secret, email, organization)
  return { secret, otpauthUri: uri, qr: renderSVG(uri) }
}

const notBegun = () => conflict('not_begun', 'Begin with a new secret first.')

/** The first code shows that the app has the secret. All other logins end. */
export async function confirmSecondFactor(context: Context, caller: Caller, code: string) {
  await take(context, `confirming second factor ${caller.accountId}`, 20)
  return withScope(context, caller, 'login', async (scope) => {
    const { actor, db } = scope
    const row = await store.factorOf(db, own(actor))
    if (!row || row.confirmed_at) throw notBegun()
    const step = stepOf(secretOf(context.keys.refreshSecret, row.sealed_secret), code)
    if (step === null) throw wrongCode('/code')
    const recoveryCodes = newRecoveryCodes()
    const confirmed = { sealedSecret: row.sealed_secret, step, hashes: recoveryCodes.map(recoveryHash) }
    if (!(await store.confirmFactor(db, own(actor), confirmed, actor.sessionId))) throw notBegun()
    await store.markShown(scope, true)
    await remember(scope, 'second_factor_added')
    return { recoveryCodes }
  })
}

/** What removing it and new recovery codes need: the password, and a code. */
export type Proof = { password: string } & Shown

async function prove(context: Context, caller: Caller, { password, ...shown }: Proof): Promise<string> {
  const { accountId } = await confirmPassword(context, caller, password)
  if (await isRight(context, accountId, shown, 'logged in')) return accountId
  throw wrongCode(shown.recoveryCode === undefined ? '/code' : '/recoveryCode')
}

/** All other logins end. Throws `conflict` where the practice asks for one. */
export async function removeSecondFactor(context: Context, caller: Caller, proof: Proof): Promise<void> {
  const accountId = await prove(context, caller, proof)
  await withScope(context, caller, 'login', async (scope) => {
    const { actor, db } = scope
    if (await store.isRequired(scope))
      throw conflict('required', 'Your practice asks you for a second factor. It has to change that first.')
    await store.removeFactor(db, accountId, actor.sessionId)
    await store.markShown(scope, false)
    await remember(scope, 'second_factor_removed')
  })
}

/** Ten new recovery codes; the old ones work no more. */
export async function renewRecoveryCodes(context: Context, caller: Caller, proof: Proof) {
  const accountId = await prove(context, caller, proof)
  const recoveryCodes = newRecoveryCodes()
  await withScope(context, caller, 'login', async (scope) => {
    await store.renewCodes(scope.db, accountId, recoveryCodes.map(recoveryHash))
    await remember(scope, 'recovery_codes_renewed')
  })
  return { recoveryCodes }
}

/** By an admin, for a member who has lost app and recovery codes. All their logins end. */
export const resetSecondFactor = action('members:write', async (scope, memberId: string) => {
  const accountId = await store.accountOfMember(scope, memberId)
  if (!accountId) throw notFound('member')
  if (!(await store.resetFactor(scope.db, accountId)))
    throw conflict(
      'several_organizations',
      'They belong to other practices too, which no single one decides for.',
    )
  await recordActivity(scope, { verb: 'second_factor_reset', recordType: 'member', recordId: memberId })
})

const remember = (scope: Scope, verb: string) =>
  recordActivity(scope, { verb, recordType: scope.actor.kind, recordId: scope.actor.id })

const own = ({ accountId }: { accountId: string | null }): string => accountId as string // of a person: keys lack the permission

const wrongCode = (pointer: string) => violates(pointer, 'wrong', 'is not right, or has been used')
