import { type Static, type TObject, Type } from 'typebox'
import {
  Body,
  Id,
  Instant,
  instant,
  ListOf,
  ListQuery,
  maybeInstant,
  named,
  OrNull,
  oneOrMore,
} from '../../platform/schema.ts'
import type { DeliveryRow } from './webhooks.entity.ts'
import { contentHeaders } from './webhooks.signing.ts'

export const deliveryStatuses = ['queued', 'delivered', 'failed', 'dropped'] as const

const fields = {
  id: Type.String({ format: 'uuid', description: 'The event’s id, which is the webhook-id of every try.' }),
  organizationId: Id,
  webhookId: Id,
  type: Type.String({ description: 'Such as task.due; webhook.test for a test.' }),
  status: Type.Enum([...deliveryStatuses], {
    description: 'Failed: tried for three days. Dropped: its endpoint was off for thirty.',
  }),
  tries: Type.Integer(),
  nextTryAt: OrNull(Type.String({ format: 'date-time', description: 'Of one that is queued.' })),
  lastStatus: OrNull(
    Type.Integer({ description: 'The status of the last answer; null where there was none.' }),
  ),
  lastError: OrNull(
    Type.String({
      description:
        'Why the last try failed: status, refused_address, refused_url, dns, connect, timeout, reset, tls, http.',
    }),
  ),
  occurredAt: Instant,
  deliveredAt: OrNull(Instant),
  createdAt: Instant,
}

export const WebhookDelivery = named('WebhookDelivery', fields, 'One event on its way to one endpoint.')

const Attempt = Type.Object({
  at: Instant,
  durationMs: Type.Integer(),
  status: OrNull(Type.Integer({ description: 'The status of the answer; null where none came.' })),
  error: OrNull(Type.String({ description: 'Why no answer came; null where one did.' })),
  answer: OrNull(Type.String({ description: 'The first 2 KiB of what was answered.' })),
  truncated: Type.Boolean({ description: 'There was more.' }),
})

export const WebhookDeliveryWithAttempts = named(
  'WebhookDeliveryWithAttempts',
  {
    ...fields,
    request: Type.Object({
      headers: Type.Record(Type.String(), Type.String(), {
        description: 'The same at every try; the timestamp and the signature are of each.',
      }),
      body: Type.String({ description: 'The bytes that every try sends.' }),
    }),
    attempts: Type.Array(Attempt, { description: 'The last twenty, the newest last.' }),
  },
  'One event on its way to one endpoint, with what was sent and answered.',
)

const moment = (description: string) => Type.Optional(Type.String({ format: 'date-time', description }))

const listed = ListQuery(['occurredAt'], {
  status: Type.Optional(oneOrMore(deliveryStatuses, 'Only of these.')),
  type: Type.Optional(Type.String({ maxLength: 100, description: 'Only of this type, such as task.due.' })),
  from: moment('Only what happened at this moment or later.'),
  to: moment('Only what happened before this moment.'),
})
// The log has one order, the latest first, and is not asked by ids.
const { ids: _ids, sort: _sort, ...properties } = listed.properties

export const DeliveryQuery = { ...listed, properties } as unknown as TObject<typeof properties>
export const Deliveries = ListOf(WebhookDelivery)
export const DeliveryParams = Type.Object({ id: Id, deliveryId: Id }, { additionalProperties: false })

export const ReplayBody = Body({
  from: Instant,
  to: Instant,
  status: Type.Optional(
    Type.Array(Type.Enum(['delivered', 'failed', 'dropped']), {
      minItems: 1,
      uniqueItems: true,
      description: 'Which of them; failed and dropped if left out.',
    }),
  ),
})
export const Replayed = named(
  'Replayed',
  {
    replayed: Type.Integer({ description: 'How many are on their way again; 10,000 at the most.' }),
    more: Type.Boolean({ description: 'Whether there are more: ask again.' }),
  },
  'What a replay put on its way.',
)

export const toDelivery = (row: DeliveryRow): Static<typeof WebhookDelivery> => ({
  id: row.id,
  organizationId: row.organizationId,
  webhookId: row.webhookId,
  type: row.type,
  status: row.status,
  tries: row.tries,
  nextTryAt: row.status === 'queued' ? instant(row.nextTryAt) : null,
  lastStatus: row.lastStatus,
  lastError: row.lastError,
  occurredAt: instant(row.occurredAt),
  deliveredAt: maybeInstant(row.deliveredAt),
  createdAt: instant(row.createdAt),
})

export const toDeliveryWithAttempts = (row: DeliveryRow): Static<typeof WebhookDeliveryWithAttempts> => ({
  ...toDelivery(row),
  request: { headers: { ...contentHeaders, 'webhook-id': row.id }, body: row.payload },
  attempts: row.attempts,
})
