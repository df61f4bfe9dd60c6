import { reader } from '../../platform/reading.ts'
import { type DeliveryFilters, listDeliveries } from './deliveries.store.ts'
import type { DeliveryRow, WebhookRow } from './webhooks.entity.ts'
import { faring } from './webhooks.schema.ts'
import { healthOf, listWebhooks, type WebhookFilters } from './webhooks.store.ts'

const ofHealth = ['failingSince', 'lastSuccessAt', 'resumeAt']

/** Endpoints for the graph; how they fare is asked for only where it is wanted. */
export const webhookReader = reader({
  permission: 'webhooks:write',
  list: (scope, filters: WebhookFilters) => listWebhooks(scope, filters),
  needs: Object.fromEntries([...ofHealth, 'deliveries'].map((field) => [field, []])),
  async finish(scope, rows: WebhookRow[], fields) {
    const asked = ofHealth.some((field) => fields.has(field))
    const health = asked
      ? await healthOf(
          scope,
          rows.map(({ id }) => id),
        )
      : undefined
    const now = new Date()
    return rows.map((row) => ({ ...row, ...faring(row, health?.get(row.id), now) }))
  },
})

/** What is on its way to endpoints, or was. */
export const deliveryReader = reader({
  permission: 'webhooks:write',
  list: (scope, filters: DeliveryFilters) => listDeliveries(scope, filters),
  needs: { nextTryAt: ['nextTryAt', 'status'] },
  finish: (_scope, rows: DeliveryRow[]) =>
    rows.map((row) => ({ ...row, nextTryAt: row.status === 'queued' ? row.nextTryAt : null })),
})
