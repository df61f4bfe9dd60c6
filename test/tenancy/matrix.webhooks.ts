import type { Operation } from './matrix.rows.ts'

const admins = { row: 'admins', scope: null } as const
const one = { ...admins, path: { id: 'webhook' } } as const
const delivery = { ...admins, path: { id: 'webhook', deliveryId: 'delivery' } } as const

/** Webhooks are for admins, and no key has them. */
export const webhooks: Record<string, Operation> = {
  'GET /v1/webhooks': { ...admins, query: { ids: 'webhook' } },
  'POST /v1/webhooks': { ...admins, body: { url: 'https://hooks.example/new' } },
  'GET /v1/webhooks/:id': one,
  'PATCH /v1/webhooks/:id': { ...one, body: { eventTypes: ['task.due'] } },
  'DELETE /v1/webhooks/:id': one,
  'POST /v1/webhooks/:id/rotate-secret': { ...one, body: {} },
  'POST /v1/webhooks/:id/test': one,
  'POST /v1/webhooks/:id/replay': {
    ...one,
    body: { from: '2030-03-01T00:00:00Z', to: '2030-04-01T00:00:00Z' },
  },
  'GET /v1/webhooks/:id/deliveries': one,
  'GET /v1/webhooks/:id/deliveries/:deliveryId': delivery,
  'POST /v1/webhooks/:id/deliveries/:deliveryId/replay': delivery,
}
