import type { Context } from '../../context.ts'
import type { Caller } from '../../platform/actor.ts'
import { violates } from '../../platform/errors.ts'
import { withScope } from '../../platform/scope.ts'
import { giveBack, take } from './auth.guessing.ts'
import { verifyPassword } from './auth.passwords.ts'
import { type AccountSecret, accountSecret, organizationName } from './auth.store.ts'

const triesAnHour = 10

/** Whose account it is, and where. */
export interface Owner extends AccountSecret {
  accountId: string
  organization: string
  /** What they are called there. */
  name: string
}

/**
 * Before something about a login is changed, its owner gives the password again: whoever finds a screen left open can not.
 * Hashing takes its time, and tries are counted whatever becomes of the request, so no transaction is open meanwhile.
 * Throws `rule-violated` at `pointer` for a wrong one, `too-many-requests` after ten wrong ones in an hour.
 */
export async function confirmPassword(
  context: Context,
  caller: Caller,
  password: string,
  pointer = '/password',
): Promise<Owner> {
  const owner = await withScope(context, caller, 'login', async ({ actor, db }) => {
    const accountId = actor.accountId as string // of a person: keys lack the permission
    const secret = await accountSecret(db, accountId)
    return secret && { ...secret, accountId, organization: await organizationName(db), name: actor.name }
  })
  const what = `password of account ${caller.accountId}`
  await take(context, what, triesAnHour)
  const right = await verifyPassword(owner?.password_hash ?? null, password)
  if (!owner || !right) throw violates(pointer, 'wrong', 'is not right')
  await giveBack(context, what)
  return owner
}
