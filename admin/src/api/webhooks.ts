import { api, ifMatch, unwrap } from './client.ts'
import type { components, paths } from './schema.generated.ts'

type Schemas = components['schemas']

export type Webhook = Schemas['Webhook']
export type NewWebhook = Schemas['NewWebhook']
export type Delivery = Schemas['WebhookDelivery']
export type DeliveryWithAttempts = Schemas['WebhookDeliveryWithAttempts']
export type DeliveryStatus = Delivery['status']

type BodyOf<Path extends '/v1/webhooks' | '/v1/webhooks/{id}/replay'> = NonNullable<
  paths[Path]['post']['requestBody']
>['content']['application/json']
export type WebhookValues = BodyOf<'/v1/webhooks'>

const at = (id: string) => ({ params: { path: { id } } })

/** All of them; a practice has at most 20. */
export const listWebhooks = async (signal: AbortSignal): Promise<Webhook[]> =>
  (await unwrap(api.GET('/v1/webhooks', { params: { query: { limit: 200, sort: '-createdAt' } }, signal })))
    .data
export const readWebhook = (id: string, signal: AbortSignal): Promise<Webhook> =>
  unwrap(api.GET('/v1/webhooks/{id}', { ...at(id), signal }))
export const createWebhook = (body: WebhookValues): Promise<NewWebhook> =>
  unwrap(api.POST('/v1/webhooks', { body }))
export const changeWebhook = (
  { id, version }: Webhook,
  body: Partial<WebhookValues> & { status?: Webhook['status'] },
): Promise<Webhook> =>
  unwrap(api.PATCH('/v1/webhooks/{id}', { ...at(id), body, headers: ifMatch(version) } as never))
export const removeWebhook = ({ id, version }: Webhook): Promise<unknown> =>
  unwrap(api.DELETE('/v1/webhooks/{id}', { ...at(id), headers: ifMatch(version) }))
export const rotateSecret = ({ id, version }: Webhook, overlapHours: number): Promise<NewWebhook> =>
  unwrap(
    api.POST('/v1/webhooks/{id}/rotate-secret', {
      ...at(id),
      body: { overlapHours },
      headers: ifMatch(version),
    }),
  )

/** Puts an event of its own on its way; what comes of it is read from its delivery. */
export const testWebhook = (id: string): Promise<Delivery> =>
  unwrap(api.POST('/v1/webhooks/{id}/test', at(id)))

export interface DeliveryFilters {
  status?: DeliveryStatus
  type?: string
  from?: string
  to?: string
}

/** The latest first; the next page begins at `nextCursor`. */
export const listDeliveries = (
  id: string,
  filters: DeliveryFilters,
  cursor: string | null,
  signal: AbortSignal,
): Promise<{ data: Delivery[]; page: { nextCursor: string | null } }> =>
  unwrap(
    api.GET('/v1/webhooks/{id}/deliveries', {
      params: {
        path: { id },
        query: { limit: 25, ...filters, ...(cursor && { cursor }) },
      },
      signal,
    }),
  )
const one = (id: string, deliveryId: string) => ({ params: { path: { id, deliveryId } } })

export const readDelivery = (
  id: string,
  deliveryId: string,
  signal: AbortSignal,
): Promise<DeliveryWithAttempts> =>
  unwrap(api.GET('/v1/webhooks/{id}/deliveries/{deliveryId}', { ...one(id, deliveryId), signal }))
export const replayDelivery = (id: string, deliveryId: string): Promise<Delivery> =>
  unwrap(api.POST('/v1/webhooks/{id}/deliveries/{deliveryId}/replay', one(id, deliveryId)))
export const replayDeliveries = (
  id: string,
  body: BodyOf<'/v1/webhooks/{id}/replay'>,
): Promise<{ replayed: number; more: boolean }> =>
  unwrap(api.POST('/v1/webhooks/{id}/replay', { ...at(id), body }))
