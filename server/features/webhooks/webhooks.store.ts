import { type PageRequest, pageOf } from '../../platform/keyset.ts'
import { firstRow, oneOf, rowsByIds, selectFrom } from '../../platform/query.ts'
import type { Scope } from '../../platform/scope.ts'
import { type WebhookRow, webhookEntity } from './webhooks.entity.ts'
import type { Health } from './webhooks.schema.ts'

export interface WebhookFilters extends PageRequest {
  status?: 'active' | 'off'
  ids?: string
}

export function listWebhooks(scope: Scope, { status, ...page }: WebhookFilters) {
  const query = selectFrom(scope, webhookEntity)
  if (status) query.andWhere('t.status = :status', { status })
  return pageOf<WebhookRow>(scope.db, query, page)
}

export const findWebhook = (scope: Scope, id: string, lock = false): Promise<WebhookRow | null> =>
  oneOf(selectFrom(scope, webhookEntity), id, lock)

export const webhookById = async (scope: Scope, id: string): Promise<WebhookRow> =>
  firstRow(await rowsByIds(scope, webhookEntity, [id]))

/** How many there are; others who add one wait until this transaction has ended. */
export async function countWebhooks({ db, organizationId }: Scope): Promise<number> {
  await db.query(`SELECT pg_advisory_xact_lock(hashtextextended('webhooks ' || $1::text, 0))`, [
    organizationId,
  ])
  const [row] = await db.query('SELECT count(*)::int AS n FROM webhook WHERE organization_id = $1', [
    organizationId,
  ])
  return row.n
}

/** How these endpoints fare. */
export async function healthOf(
  { db, organizationId }: Scope,
  ids: readonly string[],
): Promise<Map<string, Health>> {
  const rows: (Health & { id: string })[] = await db.query(
    `SELECT webhook_id AS id, failing_since AS "failingSince", last_success_at AS "lastSuccessAt", resume_at AS "resumeAt"
     FROM webhook_health WHERE organization_id = $1 AND webhook_id = ANY($2)`,
    [organizationId, ids],
  )
  return new Map(rows.map((row) => [row.id, row]))
}

/** A new beginning: what failed before counts no more. */
export const forgetFailures = ({ db, organizationId }: Scope, id: string): Promise<unknown> =>
  db.query(
    `UPDATE webhook_health SET failures = 0, failing_since = NULL, resume_at = NULL
     WHERE organization_id = $1 AND webhook_id = $2`,
    [organizationId, id],
  )

/** Its deliveries are taken away by the worker, in batches. */
export const removeWebhook = (scope: Scope, id: string): Promise<unknown> =>
  scope.db.delete(webhookEntity, { organizationId: scope.organizationId, id })
