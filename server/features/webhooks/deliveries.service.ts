import type { Static } from 'typebox'
import { v7 as newId } from 'uuid'
import { conflict, invalid, notFound } from '../../platform/errors.ts'
import { instant } from '../../platform/schema.ts'
import { action, type Scope } from '../../platform/scope.ts'
import { type ReplayBody, toDelivery, toDeliveryWithAttempts } from './deliveries.schema.ts'
import * as store from './deliveries.store.ts'
import type { DeliveryRow, WebhookRow } from './webhooks.entity.ts'
import { requireWebhook } from './webhooks.service.ts'

/** As many as one call puts on their way again. */
export const mostReplayed = 10_000

/** What was sent to an endpoint or is on its way, the latest first. */
export const listDeliveries = action(
  'webhooks:write',
  async (scope, { webhookId, ...filters }: Omit<store.DeliveryFilters, 'sort'> & { webhookId: string }) => {
    const { id } = await requireWebhook(scope, webhookId)
    const { data, page } = await store.listDeliveries(scope, {
      ...filters,
      webhookId: id,
      sort: '-occurredAt',
    })
    return { data: data.map(toDelivery), page }
  },
)

export const getDelivery = action(
  'webhooks:write',
  async (scope, { id, deliveryId }: { id: string; deliveryId: string }) =>
    toDeliveryWithAttempts(await requireDelivery(scope, await requireWebhook(scope, id), deliveryId)),
)

/** Queues an event for this endpoint alone, which nothing has happened for. */
export const testWebhook = action('webhooks:write', async (scope, id: string) => {
  const webhook = await requireWebhook(scope, id)
  requireActive(webhook)
  const [eventId, type, occurredAt] = [newId(), 'webhook.test', instant(scope.now)]
  const { organizationId } = scope
  const payload = JSON.stringify({
    ...{ id: eventId, type, timestamp: occurredAt, organizationId, subjectId: webhook.id, clientId: null },
    ...{ occurredAt, data: {} },
  })
  await store.queueDelivery(scope, {
    ...{ id: eventId, webhookId: webhook.id, type, occurredAt: scope.now, payload },
  })
  await store.wakeDelivery(scope)
  return toDelivery(await requireDelivery(scope, webhook, eventId))
})

/** Sends one again, under the same id and with the same bytes. */
export const replayDelivery = action(
  'webhooks:write',
  async (scope, { id, deliveryId }: { id: string; deliveryId: string }) => {
    const webhook = await requireWebhook(scope, id)
    requireActive(webhook)
    const delivery = await requireDelivery(scope, webhook, deliveryId)
    await store.replayDelivery(scope, webhook.id, delivery.id)
    await store.wakeDelivery(scope)
    return toDelivery(await requireDelivery(scope, webhook, delivery.id))
  },
)

/** Sends again what happened in a time, at most 10,000 at once, the oldest first. */
export const replayDeliveries = action(
  'webhooks:write',
  async (scope, { id, body }: { id: string; body: Static<typeof ReplayBody> }) => {
    const webhook = await requireWebhook(scope, id)
    requireActive(webhook)
    const [from, to] = [new Date(body.from), new Date(body.to)]
    if (to <= from) throw invalid('/to', 'before_from', 'must be after from')
    const statuses = body.status ?? ['failed', 'dropped']
    const replayed = await store.replayDeliveries(scope, webhook.id, { from, to, statuses }, mostReplayed)
    if (replayed > 0) await store.wakeDelivery(scope)
    return { replayed, more: replayed === mostReplayed }
  },
)

function requireActive({ status }: WebhookRow): void {
  if (status === 'off') throw conflict('webhook_off', 'This webhook is off. Switch it on first.')
}

async function requireDelivery(scope: Scope, webhook: WebhookRow, id: string): Promise<DeliveryRow> {
  const row = await store.findDelivery(scope, webhook.id, id)
  if (!row) throw notFound('delivery')
  return row
}
