import type { DataSource } from 'typeorm'
import { type PageRequest, pageOf } from '../../platform/keyset.ts'
import { firstRow, oneOf, rowsByIds, selectFrom } from '../../platform/query.ts'
import type { Scope } from '../../platform/scope.ts'
import { hashSecret } from '../../platform/secrets.ts'
import { type CalendarFeedRow, calendarFeedEntity } from './feeds.entity.ts'

export interface CalendarFeedFilters extends PageRequest {
  clientId?: string
}

/** One's own: a member's, or those about a client, whoever made them. */
const ownFeeds = (scope: Scope) => {
  const { memberId, clientId } = scope.actor
  const query = selectFrom(scope, calendarFeedEntity)
  return memberId
    ? query.andWhere('t.memberId = :memberId', { memberId })
    : query.andWhere('t.clientId = :ownId', { ownId: clientId })
}

export function listFeeds(scope: Scope, { clientId, ids, ...page }: CalendarFeedFilters) {
  const query = ownFeeds(scope)
  if (clientId) query.andWhere('t.clientId = :clientId', { clientId })
  if (ids) query.andWhere('t.id = ANY(:ids)', { ids: ids.split(',') })
  return pageOf<CalendarFeedRow>(scope.db, query, page)
}

export const findFeed = (scope: Scope, id: string, lock = false): Promise<CalendarFeedRow | null> =>
  oneOf(ownFeeds(scope), id, lock)

/** Of the organization, whosever it is. */
export const feedById = async (scope: Scope, id: string): Promise<CalendarFeedRow> =>
  firstRow(await rowsByIds(scope, calendarFeedEntity, [id]))

/** How many feeds there are of a member's own, or about a client. Others who ask wait until the transaction ends. */
export async function countFeeds(
  scope: Scope,
  { memberId, clientId }: Pick<CalendarFeedRow, 'memberId' | 'clientId'>,
): Promise<number> {
  await scope.db.query('SELECT pg_advisory_xact_lock(hashtextextended($1::text || $2::text, 1))', [
    scope.organizationId,
    clientId ?? memberId,
  ])
  const [row] = await scope.db.query(
    `SELECT count(*)::int AS count FROM calendar_feed
     WHERE organization_id = $1 AND CASE WHEN $2::uuid IS NULL THEN member_id = $3 AND client_id IS NULL ELSE client_id = $2 END`,
    [scope.organizationId, clientId, memberId],
  )
  return row.count
}

/** Makes the feed findable by its token, of which only the hash is kept. */
export const rememberToken = (scope: Scope, feedId: string, token: string): Promise<unknown> =>
  scope.db.query(`SELECT remember_credential('feed', $1, $2)`, [hashSecret('feed', token), feedId])

export async function removeFeed(scope: Scope, id: string): Promise<void> {
  await scope.db.query(`SELECT forget_credential('feed', $1)`, [id])
  await scope.db.delete(calendarFeedEntity, { organizationId: scope.organizationId, id })
}

/** Whose feed has this token, before anything else is known of who asks; null when there is none. */
export async function feedBehind(
  source: DataSource,
  token: string,
): Promise<{ organizationId: string; feedId: string } | null> {
  const [row] = await source.query(`SELECT * FROM find_credential('feed', $1)`, [hashSecret('feed', token)])
  return row ? { organizationId: row.organization_id, feedId: row.subject_id } : null
}

/**
 * Notes that the feed was asked for, to the minute, and what it shows. Gives the moment at which that changed: in whole
 * seconds and never the same twice, so that HTTP's dates tell any two states apart.
 */
export async function noteFetch(scope: Scope, feed: CalendarFeedRow, fingerprint: string): Promise<Date> {
  const [rows] = await scope.db.query(
    `UPDATE calendar_feed SET fingerprint = $3, last_fetched_at = date_trunc('minute', now()),
       changed_at = CASE WHEN fingerprint IS DISTINCT FROM $3
         THEN greatest(date_trunc('second', now()), changed_at + interval '1 second') ELSE changed_at END
     WHERE organization_id = $1 AND id = $2
       AND (fingerprint IS DISTINCT FROM $3 OR last_fetched_at IS DISTINCT FROM date_trunc('minute', now()))
     RETURNING changed_at AS "changedAt"`,
    [scope.organizationId, feed.id, fingerprint],
  )
  return rows[0]?.changedAt ?? feed.changedAt
}
