import { type Static, Type } from 'typebox'
import { subscribable } from '../../domain/event-types.ts'
import {
  Body,
  instant,
  ListOf,
  ListQuery,
  maybeInstant,
  named,
  OrNull,
  recordFields,
  Text,
  versionFields,
} from '../../platform/schema.ts'
import type { WebhookRow } from './webhooks.entity.ts'

const Url = Text(
  2048,
  'Begins with https://. It must not lead to a network that is not public, unless the operator allows it (WEBHOOK_ALLOWED_NETWORKS).',
)
const EventTypes = Type.Array(Type.Enum([...subscribable]), {
  minItems: 1,
  maxItems: 100,
  uniqueItems: true,
  description: 'Types such as task.due, all of a kind such as task.*, or * for everything.',
})

const fields = {
  ...recordFields,
  url: Type.String(),
  description: OrNull(Type.String({ description: 'What it is for, in the words of who made it.' })),
  eventTypes: Type.Array(Type.String()),
  status: Type.Enum(['active', 'off'], {
    description: 'Off: nothing is queued for it, and nothing is sent.',
  }),
  offReason: OrNull(
    Type.Enum(['by_hand', 'gone', 'failing'], {
      description:
        'Why it is off: somebody switched it off, it answered 410, or it failed for five days without one success.',
    }),
  ),
  previousSecretUntil: OrNull(
    Type.String({ format: 'date-time', description: 'Until then the secret before this one signs too.' }),
  ),
  failingSince: OrNull(
    Type.String({ format: 'date-time', description: 'Since then no try has succeeded; null: the last did.' }),
  ),
  lastSuccessAt: OrNull(Type.String({ format: 'date-time', description: 'To the minute.' })),
  resumeAt: OrNull(
    Type.String({
      format: 'date-time',
      description: 'After several failures in a row nothing is sent before this.',
    }),
  ),
  ...versionFields,
}

export const Webhook = named('Webhook', fields, 'An endpoint to which events are sent.')
export const NewWebhook = named(
  'NewWebhook',
  {
    ...fields,
    secret: Type.String({ description: 'By which requests are signed (whsec_…). It is shown this once.' }),
  },
  'An endpoint with a secret that has just been made.',
)

export const WebhookBody = Body({
  url: Url,
  description: Type.Optional(OrNull(Text(200, 'What it is for.'))),
  eventTypes: Type.Optional(EventTypes),
})
export const WebhookPatch = Body({
  url: Type.Optional(Url),
  description: Type.Optional(OrNull(Text(200))),
  eventTypes: Type.Optional(EventTypes),
  status: Type.Optional(
    Type.Enum(['active', 'off'], {
      description:
        'Switched on again it goes on with what is queued. What happened while it was off is not sent.',
    }),
  ),
})
export const RotateBody = Body({
  overlapHours: Type.Optional(
    Type.Integer({
      minimum: 0,
      maximum: 168,
      description: 'For how long the present secret signs beside the new one; 24 if left out.',
    }),
  ),
})
export const WebhookQuery = ListQuery(['createdAt', 'updatedAt'], {
  status: Type.Optional(Type.Enum(['active', 'off'], { description: 'Only those.' })),
})
export const Webhooks = ListOf(Webhook)

/** How an endpoint fares; nothing is known of one to which nothing was sent. */
export interface Health {
  failingSince: Date | null
  lastSuccessAt: Date | null
  resumeAt: Date | null
}

/** What of a row and its health holds at a moment. */
export function faring(
  { previousSecretUntil }: Pick<WebhookRow, 'previousSecretUntil'>,
  health: Health | undefined,
  now: Date,
) {
  const ahead = (moment: Date | null | undefined) => (moment && moment > now ? moment : null)
  return {
    previousSecretUntil: ahead(previousSecretUntil),
    failingSince: health?.failingSince ?? null,
    lastSuccessAt: health?.lastSuccessAt ?? null,
    resumeAt: ahead(health?.resumeAt),
  }
}

export function toWebhook(row: WebhookRow, health: Health | undefined, now: Date): Static<typeof Webhook> {
  const fares = faring(row, health, now)
  return {
    id: row.id,
    organizationId: row.organizationId,
    url: row.url,
    description: row.description,
    eventTypes: row.eventTypes,
    status: row.status,
    offReason: row.offReason,
    previousSecretUntil: maybeInstant(fares.previousSecretUntil),
    failingSince: maybeInstant(fares.failingSince),
    lastSuccessAt: maybeInstant(fares.lastSuccessAt),
    resumeAt: maybeInstant(fares.resumeAt),
    version: row.version,
    createdAt: instant(row.createdAt),
    updatedAt: instant(row.updatedAt),
  }
}
