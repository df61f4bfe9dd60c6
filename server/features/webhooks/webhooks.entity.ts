import { EntitySchema } from 'typeorm'
import {
  instant,
  int,
  json,
  maybeInstant,
  maybeText,
  ownInstant,
  ownInt,
  rowColumns,
  type TenantRow,
  tenantColumns,
  text,
  texts,
  uuid,
  type VersionedRow,
} from '../../platform/columns.ts'

export interface WebhookRow extends VersionedRow {
  url: string
  description: string | null
  eventTypes: string[]
  status: 'active' | 'off'
  offReason: 'by_hand' | 'gone' | 'failing' | null
  sealedSecret: string
  previousSealedSecret: string | null
  previousSecretUntil: Date | null
}

export const webhookEntity = new EntitySchema<WebhookRow>({
  name: 'webhook',
  tableName: 'webhook',
  columns: {
    ...tenantColumns,
    url: text,
    description: maybeText,
    eventTypes: texts,
    status: text,
    offReason: maybeText,
    sealedSecret: text,
    previousSealedSecret: maybeText,
    previousSecretUntil: maybeInstant,
    ...rowColumns,
  },
})

/** One try, as it is kept; the newest last. */
export interface AttemptRow {
  /** RFC 3339. */
  at: string
  durationMs: number
  status: number | null
  /** Why there was no answer, or that it was none that counts. */
  error: string | null
  /** The beginning of the answer; null without one. */
  answer: string | null
  truncated: boolean
}

/** Its id is the event's, within the webhook. */
export interface DeliveryRow extends TenantRow {
  webhookId: string
  type: string
  payload: string
  occurredAt: Date
  status: 'queued' | 'delivered' | 'failed' | 'dropped'
  tries: number
  nextTryAt: Date
  leaseUntil: Date | null
  fence: number
  lastStatus: number | null
  lastError: string | null
  attempts: AttemptRow[]
  deliveredAt: Date | null
  createdAt: Date
}

export const deliveryEntity = new EntitySchema<DeliveryRow>({
  name: 'webhookDelivery',
  tableName: 'webhook_delivery',
  columns: {
    ...tenantColumns,
    webhookId: { ...uuid, primary: true },
    type: text,
    payload: text,
    occurredAt: instant,
    status: text,
    tries: ownInt,
    nextTryAt: ownInstant,
    leaseUntil: maybeInstant,
    fence: ownInt,
    lastStatus: { ...int, nullable: true },
    lastError: maybeText,
    attempts: { ...json, nullable: false },
    deliveredAt: maybeInstant,
    createdAt: ownInstant,
  },
})
