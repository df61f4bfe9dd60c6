import type { Document } from './openapi.document.ts'

const changed = ['created', 'updated', 'deleted', 'restored'] as const

/** The types of events that are written, by what they are about. */
export const eventTypes: Readonly<Record<string, readonly string[]>> = {
  client: ['created', 'updated', 'erased', 'exported'],
  employer: changed,
  contact: [...changed, 'erased'],
  opportunity: [...changed, 'stage_changed'],
  interview: changed,
  timeline: ['stated'],
  plan: ['changed'],
  task: [
    ...['scheduled', 'updated', 'moved', 'due', 'overdue', 'completed', 'skipped', 'snoozed', 'unblocked'],
    ...['reassigned', 'reopened', 'cancelled', 'deleted', 'restored'],
  ],
  member: ['updated', 'coverage_planned', 'coverage_changed', 'coverage_ended'],
  organization: ['updated'],
}

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
}

const waiting =
  'Not delivered by webhook yet: no endpoint can be registered. Each of these events is written in the transaction of the change, and GET /v1/changes answers it in this very form.'

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
          description: waiting,
          security: [],
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
        data: { type: 'object', properties: data[subject] ?? {} },
      },
    },
  ],
})
