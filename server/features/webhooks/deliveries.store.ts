import { type PageRequest, pageOf } from '../../platform/keyset.ts'
import { newsChannel } from '../../platform/news.ts'
import { selectFrom } from '../../platform/query.ts'
import type { Scope } from '../../platform/scope.ts'
import { type DeliveryRow, deliveryEntity } from './webhooks.entity.ts'

export interface DeliveryFilters extends PageRequest {
  webhookId?: string
  status?: string
  type?: string
  from?: string
  to?: string
}

export function listDeliveries(
  scope: Scope,
  { webhookId, status, type, from, to, ...page }: DeliveryFilters,
) {
  const query = selectFrom(scope, deliveryEntity)
  if (webhookId) query.andWhere('t.webhookId = :webhookId', { webhookId })
  if (status) query.andWhere('t.status = ANY(:statuses)', { statuses: status.split(',') })
  if (type) query.andWhere('t.type = :type', { type })
  if (from) query.andWhere('t.occurredAt >= :from', { from })
  if (to) query.andWhere('t.occurredAt < :to', { to })
  return pageOf<DeliveryRow>(scope.db, query, page)
}

export async function findDelivery(scope: Scope, webhookId: string, id: string): Promise<DeliveryRow | null> {
  const row = await selectFrom(scope, deliveryEntity)
    .andWhere('t.webhookId = :webhookId AND t.id = :id', { webhookId, id })
    .getRawOne<DeliveryRow>()
  return row ?? null
}

/** Puts a delivery of our own on its way, beside those that the database makes of events. */
export const queueDelivery = (
  { db, organizationId }: Scope,
  delivery: Pick<DeliveryRow, 'id' | 'webhookId' | 'type' | 'occurredAt' | 'payload'>,
): Promise<unknown> =>
  db.query(
    `INSERT INTO webhook_delivery (organization_id, webhook_id, id, type, occurred_at, payload) VALUES ($1, $2, $3, $4, $5, $6)`,
    [organizationId, delivery.webhookId, delivery.id, delivery.type, delivery.occurredAt, delivery.payload],
  )

/** On its way again, from the first pause on; one that still is, is tried now. What a worker holds, it ends in its own time. */
const again = `status = 'queued', delivered_at = NULL, next_try_at = now(), tries = CASE status WHEN 'queued' THEN tries ELSE 0 END`

export const replayDelivery = (
  { db, organizationId }: Scope,
  webhookId: string,
  id: string,
): Promise<unknown> =>
  db.query(
    `UPDATE webhook_delivery SET ${again} WHERE organization_id = $1 AND webhook_id = $2 AND id = $3`,
    [organizationId, webhookId, id],
  )

/** The oldest first, at most so many. Returns how many. */
export async function replayDeliveries(
  { db, organizationId }: Scope,
  webhookId: string,
  { from, to, statuses }: { from: Date; to: Date; statuses: readonly string[] },
  most: number,
): Promise<number> {
  const [row] = await db.query(
    `WITH chosen AS (
       SELECT id FROM webhook_delivery WHERE organization_id = $1 AND webhook_id = $2 AND occurred_at >= $3 AND occurred_at < $4
         AND status = ANY($5) AND status <> 'queued' ORDER BY occurred_at, id LIMIT $6 FOR UPDATE
     ), queued AS (
       UPDATE webhook_delivery d SET ${again} FROM chosen
       WHERE d.organization_id = $1 AND d.webhook_id = $2 AND d.id = chosen.id RETURNING 1
     ) SELECT count(*)::int AS n FROM queued`,
    [organizationId, webhookId, from, to, statuses, most],
  )
  return row.n
}

/** Wakes the workers with the commit. Seldom: a notification takes a lock of the whole database for its commit. */
export const wakeDelivery = ({ db, organizationId }: Scope): Promise<unknown> =>
  db.query('SELECT pg_notify($1, $2)', [newsChannel, organizationId])
