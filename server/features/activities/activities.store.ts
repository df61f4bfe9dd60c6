import type { ObjectLiteral } from 'typeorm'
import { type Page, pageFrom, totalOf } from '../../platform/keyset.ts'
import { rowsByIds } from '../../platform/query.ts'
import type { Scope } from '../../platform/scope.ts'
import { type ApiKeyRow, apiKeyEntity } from '../api-keys/api-keys.entity.ts'
import { allowedClients } from '../clients/clients.access.ts'
import { type TaskRow, taskEntity } from '../tasks/tasks.entity.ts'
import { type WebhookRow, webhookEntity } from '../webhooks/webhooks.entity.ts'
import { type ActivityFilters, countSql, pageSql, sourcesOf } from './activities.sources.ts'

export interface ActivityRow {
  id: string
  occurredAt: Date
  recordType: string
  recordId: string
  part: string | null
  clientId: string | null
  verb: string
  changes: Record<string, [unknown, unknown]>
  actorKind: 'member' | 'client' | 'key' | 'job'
  actorId: string | null
  sessionId: string | null
  ip: string | null
  requestId: string | null
}

/** One page of the log, of what the caller sees. */
export async function listActivities(scope: Scope, filters: ActivityFilters): Promise<Page<ActivityRow>> {
  const sources = sourcesOf(scope, filters)
  const { parameters } = sources
  const [counted] = filters.count ? await ask<{ count: number }>(scope, countSql(sources), parameters) : []
  return pageFrom<ActivityRow>(filters, counted ? totalOf(counted.count) : null, (slice) => {
    const cursor = { cursorValue: slice.after?.value, cursorId: slice.after?.id }
    return ask(scope, pageSql(sources, slice), { ...parameters, ...cursor })
  })
}

export const tasksByIds = (scope: Scope, ids: readonly string[]): Promise<TaskRow[]> =>
  rowsByIds(scope, taskEntity, ids)

export const keysByIds = (scope: Scope, ids: readonly string[]): Promise<ApiKeyRow[]> =>
  rowsByIds(scope, apiKeyEntity, ids)

export const webhooksByIds = (scope: Scope, ids: readonly string[]): Promise<WebhookRow[]> =>
  rowsByIds(scope, webhookEntity, ids)

/** Runs SQL with parameters by name. */
function ask<Row>(scope: Scope, sql: string, parameters: ObjectLiteral): Promise<Row[]> {
  const [text, values] = scope.db.connection.driver.escapeQueryWithParameters(sql, parameters)
  return scope.db.query(text, values)
}

/** The names of those who did it, as far as the caller may see them, by id. */
export async function actorNames(scope: Scope, rows: readonly ActivityRow[]): Promise<Map<string, string>> {
  const ids = [...new Set(rows.flatMap(({ actorId }) => actorId ?? []))]
  if (ids.length === 0) return new Map()
  const { sql, parameters } = allowedClients(scope)
  // A client knows who looks after them, and nobody else of the practice.
  const isClient = scope.actor.role === 'client'
  const known = isClient
    ? `AND x.id IN (SELECT primary_coach_id FROM client WHERE organization_id = :organizationId AND id = :actorId
        UNION SELECT member_id FROM client_coach WHERE organization_id = :organizationId AND client_id = :actorId)`
    : ''
  const keys = isClient
    ? ''
    : 'UNION ALL SELECT k.id, k.name FROM api_key k WHERE k.organization_id = :organizationId AND k.id = ANY(:wanted)'
  const found: { id: string; name: string }[] = await ask(
    scope,
    `SELECT x.id, x.name FROM member x WHERE x.organization_id = :organizationId AND x.id = ANY(:wanted) ${known}
     UNION ALL SELECT c.id, c.name FROM client c WHERE c.organization_id = :organizationId AND c.id = ANY(:wanted)
       AND c.erased_at IS NULL AND c.id IN (${sql}) ${keys}`,
    { ...parameters, organizationId: scope.organizationId, actorId: scope.actor.id, wanted: ids },
  )
  return new Map(found.map(({ id, name }) => [id, name]))
}
