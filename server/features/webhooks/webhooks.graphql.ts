import { listOf, listsOf, recordBy } from '../../graphql/fields.ts'
import type { GraphPart } from '../../graphql/part.ts'
import { connectionTypes, enumType, paging, sortType } from '../../graphql/sdl.ts'
import { DeliveryQuery, deliveryStatuses } from './deliveries.schema.ts'
import { deliveryReader, webhookReader } from './webhooks.reading.ts'
import { WebhookQuery } from './webhooks.schema.ts'

const record = /* GraphQL */ `
  "A UUID (version 7)."
  id: ID!
  "The practice."
  organizationId: ID!
`

/** The log's order is its own; a page of it is asked for as of any list. */
const log = {
  query: { ...DeliveryQuery, properties: { ...DeliveryQuery.properties, sort: { type: 'string' } } },
  sort: '-occurredAt',
}

export const webhookGraph: GraphPart = {
  typeDefs: /* GraphQL */ `
    ${enumType('WebhookStatus', 'Whether events are sent to an endpoint.', ['active', 'off'])}
    ${enumType('WebhookOffReason', 'Why an endpoint is off: switched off by somebody, answered 410, or failed for five days.', ['by_hand', 'gone', 'failing'])}
    ${enumType('WebhookDeliveryStatus', 'What became of a delivery; failed: tried for three days, dropped: its endpoint was off for thirty.', deliveryStatuses)}
    ${sortType('WebhookSort', ['createdAt', 'updatedAt'])}
    "An endpoint to which events are sent. For admins."
    type Webhook implements Node {
      ${record}
      "Where events are sent."
      url: String!
      "What it is for."
      description: String
      "Types such as task.due, all of a kind such as task.*, or * for everything."
      eventTypes: [String!]!
      "Whether events are sent to it."
      status: WebhookStatus!
      "Why it is off; null while it is on."
      offReason: WebhookOffReason
      "Until then the secret before this one signs too."
      previousSecretUntil: DateTime
      "Since then no try has succeeded; null where the last did."
      failingSince: DateTime
      "When a try succeeded last, to the minute."
      lastSuccessAt: DateTime
      "After several failures in a row nothing is sent before this."
      resumeAt: DateTime
      "What was sent to it or is on its way, the latest first."
      deliveries(
        ${paging}
        "Only of these."
        status: [WebhookDeliveryStatus!]
        "Only of this type, such as task.due."
        type: String
        "Only what happened at this moment or later."
        from: DateTime
        "Only what happened before this moment."
        to: DateTime
      ): WebhookDeliveryConnection!
      "Rises by one with each change."
      version: Int!
      "When it was made."
      createdAt: DateTime!
      "When anything of this was changed last."
      updatedAt: DateTime!
    }
    ${connectionTypes('Webhook')}
    "One event on its way to one endpoint."
    type WebhookDelivery {
      "The event’s id, which is the webhook-id of every try."
      id: ID!
      "The practice."
      organizationId: ID!
      "The endpoint."
      webhookId: ID!
      "Such as task.due; webhook.test for a test."
      type: String!
      "What became of it."
      status: WebhookDeliveryStatus!
      "How often it was tried."
      tries: Int!
      "Of one that is queued."
      nextTryAt: DateTime
      "The status of the last answer."
      lastStatus: Int
      "Why the last try failed: status, timeout, connect and the like."
      lastError: String
      "When it happened."
      occurredAt: DateTime!
      "When it was received."
      deliveredAt: DateTime
      "When it was queued."
      createdAt: DateTime!
    }
    ${connectionTypes('WebhookDelivery')}
    extend type Query {
      "The endpoints to which events are sent, the first one first. For admins."
      webhooks(
        ${paging}
        ids: [ID!]
        "Only those that are on, or off."
        status: WebhookStatus
        "What has changed since, this moment included."
        updatedSince: DateTime
        sort: WebhookSort
      ): WebhookConnection!
      "One endpoint; null when there is none. For admins."
      webhook(id: ID!): Webhook
    }
  `,
  resolvers: {
    Query: {
      webhooks: listOf(webhookReader, { query: WebhookQuery, sort: 'createdAt' }),
      webhook: recordBy(webhookReader),
    },
    Webhook: { deliveries: listsOf(deliveryReader, 'webhookId', log) },
  },
}
