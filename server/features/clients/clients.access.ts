import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm'
import { mayWrite } from '../../domain/permissions.ts'
import type { CoachLevel } from '../../domain/vocabulary.ts'
import { DomainError, notFound } from '../../platform/errors.ts'
import type { Scope } from '../../platform/scope.ts'

/**
 * Which clients a caller sees: an admin all of the organization, a coach those they look after (an assignment with an
 * end date counts through that day), a client themselves. The one place that says so, for every kind of record.
 */
export function visibleClients(scope: Scope): { sql: string; parameters: ObjectLiteral } {
  const { actor, organizationId } = scope
  if (actor.role === 'admin')
    return {
      sql: 'SELECT id FROM client WHERE organization_id = :organizationId',
      parameters: { organizationId },
    }
  if (actor.role === 'client')
    return {
      sql: 'SELECT id FROM client WHERE organization_id = :organizationId AND id = :actorId',
      parameters: { organizationId, actorId: actor.id },
    }
  return {
    sql: `SELECT id FROM client WHERE organization_id = :organizationId AND primary_coach_id = :actorId
      UNION ALL SELECT client_id FROM client_coach WHERE organization_id = :organizationId AND member_id = :actorId
        AND (ends_on IS NULL OR ends_on >= app_now()::date)`,
    parameters: { organizationId, actorId: actor.id },
  }
}

/** Narrows a query to rows of clients that the caller sees; `column` holds the client's id. */
export function onlyVisible<Row extends ObjectLiteral>(
  scope: Scope,
  query: SelectQueryBuilder<Row>,
  column = 't.clientId',
): SelectQueryBuilder<Row> {
  if (scope.actor.role === 'admin') return query
  const { sql, parameters } = visibleClients(scope)
  return query.andWhere(`${column} IN (${sql})`, parameters)
}

type Relation = CoachLevel | 'admin' | 'self'

/** How the caller stands to a client; null when they may not see them. */
export async function relationTo(scope: Scope, clientId: string): Promise<Relation | null> {
  const { actor, organizationId, db } = scope
  const [row] = await db.query(
    `SELECT c.id, c.primary_coach_id, x.level FROM client c
     LEFT JOIN client_coach x ON x.organization_id = c.organization_id AND x.client_id = c.id AND x.member_id = $3
       AND (x.ends_on IS NULL OR x.ends_on >= app_now()::date)
     WHERE c.organization_id = $1 AND c.id = $2 AND c.deleted_at IS NULL`,
    [organizationId, clientId, actor.id],
  )
  if (!row) return null
  if (actor.role === 'admin') return 'admin'
  if (actor.role === 'client') return actor.id === row.id ? 'self' : null
  return row.primary_coach_id === actor.id ? 'primary' : row.level
}

/**
 * Throws unless the caller may change the client's interviews, tasks and the like: `missing` when they may not even
 * see the client, `forbidden` when they may only look.
 */
export async function requireWritable(
  scope: Scope,
  clientId: string,
  missing = notFound('client'),
): Promise<void> {
  const relation = await relationTo(scope, clientId)
  if (!relation) throw missing
  if (relation !== 'admin' && relation !== 'self' && !mayWrite(relation))
    throw new DomainError('forbidden', 'You may look at this client, but not change anything.')
}
