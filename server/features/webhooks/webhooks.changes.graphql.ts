import { change, changeGraph } from '../../graphql/changes.ts'
import type { GraphPart } from '../../graphql/part.ts'
import type { AllowedNetworks } from '../../platform/outgoing/networks.ts'
import { ReplayBody } from './deliveries.schema.ts'
import * as deliveries from './deliveries.service.ts'
import { webhookReader } from './webhooks.reading.ts'
import { RotateBody, WebhookBody, WebhookPatch } from './webhooks.schema.ts'
import * as service from './webhooks.service.ts'

const shows = { name: 'webhook', type: 'Webhook', reader: webhookReader }
const secret = {
  name: 'secret',
  type: 'String',
  description: 'By which requests are signed; it is shown this once.',
  of: (output: { secret: string }) => output.secret,
}

const inputs = /* GraphQL */ `
  "An endpoint to which events are to be sent."
  input CreateWebhookInput {
    "Begins with https://."
    url: String!
    "What it is for."
    description: String
    "Types such as task.due, all of a kind such as task.*, or *; everything if left out."
    eventTypes: [String!]
  }
  "What is to be changed; what is left out stays."
  input UpdateWebhookInput {
    "The endpoint."
    id: ID!
    "The version that you are changing."
    version: Int
    "Begins with https://."
    url: String
    "What it is for; null clears it."
    description: String
    "Types such as task.due, all of a kind such as task.*, or *."
    eventTypes: [String!]
    "On or off. Switched on again it goes on with what is queued."
    status: WebhookStatus
  }
  "Which endpoint goes."
  input RemoveWebhookInput {
    "The endpoint."
    id: ID!
    "Only if the version is still this one."
    version: Int
  }
  "Which endpoint gets a new secret."
  input RotateWebhookSecretInput {
    "The endpoint."
    id: ID!
    "Only if the version is still this one."
    version: Int
    "For how long the present secret signs beside the new one; 24 if left out."
    overlapHours: Int
  }
  "Which endpoint is sent a test."
  input TestWebhookInput {
    "The endpoint."
    id: ID!
  }
  "What is sent again."
  input ReplayWebhookDeliveryInput {
    "The endpoint."
    webhookId: ID!
    "The event’s id."
    deliveryId: ID!
  }
  "What is sent again: what happened in a time."
  input ReplayWebhookDeliveriesInput {
    "The endpoint."
    webhookId: ID!
    "From this moment on."
    from: DateTime!
    "Before this moment."
    to: DateTime!
    "Which of them: delivered, failed, dropped. Failed and dropped if left out."
    status: [WebhookDeliveryStatus!]
  }
`

/** The same as REST writes. `allow`: networks that are reached although they are not public. */
export const webhookChangeGraph = (allow: AllowedNetworks): GraphPart =>
  changeGraph(inputs, [
    change({
      name: 'createWebhook',
      description: 'Makes an endpoint, to which events are sent from now on.',
      action: service.createWebhook(allow),
      body: WebhookBody,
      to: ({ body }) => body,
      shows,
      tells: secret,
    }),
    change({
      name: 'updateWebhook',
      description: 'Changes an endpoint, or switches it on or off.',
      action: service.changeWebhook(allow),
      body: WebhookPatch,
      ids: ['id'],
      version: 'needed',
      to: ({ id, body, check }) => ({ id, patch: body, check }),
      shows,
    }),
    change({
      name: 'removeWebhook',
      description: 'Removes an endpoint for good, with what is queued for it and its log.',
      action: service.removeWebhook,
      body: null,
      ids: ['id'],
      version: 'heeded',
      to: ({ id, check }) => ({ id, check }),
      shows: null,
      idOf: (_, { id }) => id,
    }),
    change({
      name: 'rotateWebhookSecret',
      description: 'Makes a new secret; the present one signs beside it for a while.',
      action: service.rotateSecret,
      body: RotateBody,
      ids: ['id'],
      version: 'heeded',
      to: ({ id, body, check }) => ({ id, ...(body as object), check }),
      shows,
      tells: secret,
    }),
    change({
      name: 'testWebhook',
      description: 'Sends an event of the type webhook.test to one endpoint; the id is its delivery’s.',
      action: deliveries.testWebhook,
      body: null,
      ids: ['id'],
      to: ({ id }) => id,
      shows: null,
    }),
    change({
      name: 'replayWebhookDelivery',
      description: 'Sends one delivery again, under the same id and with the same bytes.',
      action: deliveries.replayDelivery,
      body: null,
      ids: ['webhookId', 'deliveryId'],
      to: ({ ids: { webhookId = '', deliveryId = '' } }) => ({ id: webhookId, deliveryId }),
      shows: null,
    }),
    change({
      name: 'replayWebhookDeliveries',
      description: 'Sends again what happened in a time, the oldest first, at most 10,000 at once.',
      action: deliveries.replayDeliveries,
      body: ReplayBody,
      ids: ['webhookId'],
      to: ({ ids: { webhookId = '' }, body }) => ({ id: webhookId, body }),
      shows: null,
      idOf: (_, { ids }) => ids.webhookId ?? '',
      tells: {
        name: 'replayed',
        type: 'Int',
        description: 'How many are on their way again.',
        of: ({ replayed }: { replayed: number }) => replayed,
      },
    }),
  ])
