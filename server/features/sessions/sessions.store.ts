import { type PageRequest, pageOf } from '../../platform/keyset.ts'
import { selectFrom } from '../../platform/query.ts'
import type { Scope } from '../../platform/scope.ts'
import { type SessionRow, sessionEntity } from './sessions.entity.ts'

/** The caller's logins in this organization that hold now. */
const living = (scope: Scope) =>
  selectFrom(scope, sessionEntity)
    .andWhere('t.accountId = :accountId', { accountId: scope.actor.accountId })
    .andWhere('t.endedAt IS NULL AND t.expiresAt > now()')

export interface SessionFilters extends PageRequest {
  ids?: string
}

export function listSessions(scope: Scope, { sort, ids, ...page }: SessionFilters) {
  const query = living(scope)
  if (ids) query.andWhere('t.id = ANY(:ids)', { ids: ids.split(',') })
  return pageOf<SessionRow>(scope.db, query, { ...page, sort: sort.replace('lastUsedAt', 'rotatedAt') })
}

/** Ends a login of the caller's own; false when they have none of this id that holds. */
export async function endOwnSession({ db, organizationId, actor }: Scope, id: string): Promise<boolean> {
  const [rows] = await db.query(
    `UPDATE session SET ended_at = now()
     WHERE organization_id = $1 AND account_id = $2 AND id = $3 AND ended_at IS NULL AND expires_at > now() RETURNING id`,
    [organizationId, actor.accountId, id],
  )
  return rows.length === 1
}

/** Ends all logins of the caller's account, in whatever organization, but the kept one. */
export const endEverywhere = ({ db, actor }: Scope, kept: string | null): Promise<unknown> =>
  db.query('SELECT end_sessions_of($1, $2)', [actor.accountId, kept])
