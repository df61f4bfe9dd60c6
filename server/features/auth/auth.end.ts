import type { Context } from '../../context.ts'
import { withOrganization } from '../../platform/scope.ts'
import * as store from './auth.store.ts'
import { readRefreshToken } from './auth.tokens.ts'

/** Ends the login that a refresh token belongs to; silent when there is none. */
export async function endByToken(context: Context, token: string): Promise<void> {
  const read = readRefreshToken(context.keys.refreshSecret, token)
  if (!read) return
  const organizationId = await store.organizationOfSession(context.api, read.sessionId)
  if (organizationId)
    await withOrganization(context, organizationId, (db) => store.endSession(db, read.sessionId))
}
