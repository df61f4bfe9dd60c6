import { eventTypes } from '../domain/event-types.ts'
import type { Document } from './openapi.document.ts'

/** Ids, kinds, moments and versions: never a name or a text. */
const data: Readonly<Record<string, object>> = {
  task: {
    kind: { type: 'string' },
    status: { type: 'string' },
    dueAt: { type: ['string', 'null'], format: 'date-time' },
    overdueAt: { type: ['string', 'null'], format: 'date-time' },
    version: { type: 'integer' },
  },
  opportunity: { stage: { type: 'string' } },
  timeline: { kind: { type: 'string' } },
  decision: {
    interviewId: { type: 'string', format: 'uuid' },
    decisionDate: { type: 'string', format: 'date' },
  },
  client: {
    memberId: {
      type: 'string',
      format: 'uuid',
      description: 'Of client.coach_ended: whose access has ended.',
    },
    endedOn: { type: 'string', format: 'date', description: 'The last day of access, or of consent.' },
  },
  member: {
    coverageId: { type: 'string', format: 'uuid' },
    endedOn: { type: 'string', format: 'date', description: 'The last day, when it ended by itself.' },
  },
}

const header = (name: string, description: string, example: string) => ({
  ...{ name, in: 'header', required: true, description },
  schema: { type: 'string' },
  example,
})

/** The fields of Standard Webhooks, which every request bears. */
const signed = [
  header(
    'webhook-id',
    'The event’s id: the same at every try, so that what comes twice can be told.',
    '019ab0c4-7f60-7d62-a7a3-0c8a4f5c6a10',
  ),
  header(
    'webhook-timestamp',
    'Seconds since 1970 of this try. Refuse what is older than minutes.',
    '1793464800',
  ),
  header(
    'webhook-signature',
    'v1, and the Base64 of the HMAC-SHA256 of id.timestamp.body under the secret’s bytes; during a rotation one for each secret, separated by a space. One that fits is enough.',
    'v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=',
  ),
]

const sent =
  'Sent to the endpoints of POST /v1/webhooks that ask for it, at least once and in no certain order. GET /v1/changes answers the same event in this form, without timestamp and organizationId. Any 2xx within 15 seconds is taken as received; anything else is tried again over three days.'

/** What happens, as programs are told of it. */
export function completeWebhooks(document: Document): void {
  document.webhooks = Object.fromEntries(
    Object.entries(eventTypes).map(([subject, verbs]) => [
      subject,
      {
        post: {
          operationId: `${subject}Event`,
          tags: ['changes'],
          summary: `Something happened to a ${subject}`,
          description: sent,
          security: [],
          parameters: signed,
          requestBody: {
            required: true,
            content: { 'application/json': { schema: payload(subject, verbs) } },
          },
          responses: { '2XX': { description: 'It was received.' } },
        },
      },
    ]),
  )
}

const payload = (subject: string, verbs: readonly string[]) => ({
  allOf: [
    { $ref: '#/components/schemas/Change' },
    {
      type: 'object',
      properties: {
        type: { enum: verbs.map((verb) => `${subject}.${verb}`) },
        timestamp: { type: 'string', format: 'date-time', description: 'The same as occurredAt.' },
        organizationId: { type: 'string', format: 'uuid' },
        data: { type: 'object', properties: data[subject] ?? {} },
      },
      required: ['timestamp', 'organizationId'],
    },
  ],
})
