import { type Document, operationsOf, type Parameter } from './openapi.document.ts'
import { recordedAnswers } from './openapi.recorded.ts'

/** One id for each kind of record, the same in all examples. */
export const exampleIds = {
  client: '019ab0c4-7f60-7d62-a7a3-0c8a4f5c6a01',
  employer: '019ab0c4-7f60-7d62-a7a3-0c8a4f5c6a02',
  contact: '019ab0c4-7f60-7d62-a7a3-0c8a4f5c6a03',
  opportunity: '019ab0c4-7f60-7d62-a7a3-0c8a4f5c6a04',
  interview: '019ab0c4-7f60-7d62-a7a3-0c8a4f5c6a05',
  task: '019ab0c4-7f60-7d62-a7a3-0c8a4f5c6a06',
  doneTask: '019ab0c4-7f60-7d62-a7a3-0c8a4f5c6a07',
  member: '019ab0c4-7f60-7d62-a7a3-0c8a4f5c6a08',
  coach: '019ab0c4-7f60-7d62-a7a3-0c8a4f5c6a09',
  coverage: '019ab0c4-7f60-7d62-a7a3-0c8a4f5c6a0a',
  invitation: '019ab0c4-7f60-7d62-a7a3-0c8a4f5c6a0b',
  key: '019ab0c4-7f60-7d62-a7a3-0c8a4f5c6a0c',
  request: '019ab0c4-7f60-7d62-a7a3-0c8a4f5c6a0d',
  session: '019ab0c4-7f60-7d62-a7a3-0c8a4f5c6a0e',
  webhook: '019ab0c4-7f60-7d62-a7a3-0c8a4f5c6a11',
  delivery: '019ab0c4-7f60-7d62-a7a3-0c8a4f5c6a12',
  feed: '019ab0c4-7f60-7d62-a7a3-0c8a4f5c6a13',
} as const
const ids = exampleIds

const address = { email: 'robin@harbourcareers.example' }
const password = 'seven herons over the canal'
const link = 'k3Jq0v6TQy2mW8sXz1bN4cR7dF5gH9jL0pA2eU6iO3Y'
const ada = { contactId: ids.contact }
const decision = { kind: 'within', days: 14, words: 'We decide within two weeks.' }
const interview = {
  startsAt: '2030-03-04T15:00:00Z',
  durationMinutes: 60,
  timeZone: 'America/New_York',
  format: 'video',
  round: 1,
  participants: [ada, { name: 'Luis Prado', role: 'interviewer', email: 'luis@lumenfreight.example' }],
  topics: ['the move to PostgreSQL', 'hiring two juniors'],
  promises: ['portfolio'],
  decision,
}
const client = {
  name: 'Ana Ruiz',
  timeZone: 'America/New_York',
  target: 'Data engineer',
  primaryCoachId: ids.member,
}
const employer = {
  name: 'Lumen Freight',
  country: 'US',
  region: 'NY',
  website: 'https://lumenfreight.example',
}
const contact = {
  employerId: ids.employer,
  name: 'Ada Okafor',
  role: 'hiring_manager',
  email: 'ada@lumenfreight.example',
}

/** The body of every operation that has one. A test sends each, with ids of its own in place of these. */
export const bodies: Readonly<Record<string, unknown>> = {
  login: { ...address, password },
  refresh: { refreshToken: link },
  logout: { refreshToken: link },
  requestPasswordReset: address,
  acceptPasswordReset: { token: link, password },
  requestMagicLink: address,
  acceptMagicLink: { token: link },
  verifySecondFactor: { challenge: `${link}.${link}.${link}`, code: '492039' },
  lookAtInvitation: { token: link },
  acceptInvitation: {
    token: link,
    password,
    name: 'Ana Ruiz',
    timeZone: 'America/New_York',
    locale: 'en',
    consent: { pipeline: true, notes: false, contacts: true },
  },
  changePassword: { currentPassword: 'six herons over the canal', password },
  logOutEverywhere: { keepThis: true },
  beginSecondFactor: { password },
  confirmSecondFactor: { code: '492039' },
  removeSecondFactor: { password, code: '492039' },
  renewRecoveryCodes: { password, code: '492039' },
  changeOrganization: { name: 'Harbour Careers', policy: 'after-decision' },
  changeMember: { name: 'Robin Hale', timeZone: 'Europe/Berlin' },
  deactivateMember: { handOverTo: ids.coach },
  createCoverage: {
    memberId: ids.member,
    delegateId: ids.coach,
    startsOn: '2097-07-01',
    endsOn: '2097-07-14',
  },
  changeCoverage: { delegateId: ids.coach },
  createInvitation: { kind: 'member', email: 'sam@harbourcareers.example', role: 'coach', name: 'Sam Vale' },
  createApiKey: { name: 'Website', scopes: ['clients:read', 'tasks:read'], clientIds: [ids.client] },
  createCalendarFeed: {},
  changeApiKey: { name: 'Website and calendar' },
  createWebhook: {
    url: 'https://hooks.lumenfreight.example/afterword',
    eventTypes: ['task.due', 'interview.*'],
  },
  changeWebhook: { eventTypes: ['*'] },
  rotateWebhookSecret: { overlapHours: 48 },
  replayWebhookDeliveries: { from: '2030-03-04T00:00:00Z', to: '2030-03-05T00:00:00Z', status: ['failed'] },
  createClient: client,
  createClients: { items: [client, { name: 'Bo Lindqvist', primaryCoachId: ids.member }] },
  changeClient: { status: 'paused' },
  putCoach: { level: 'viewing', endsOn: '2097-12-31' },
  putConsent: { pipeline: true, notes: false, contacts: true, source: 'by mail' },
  createEmployer: employer,
  createEmployers: { items: [employer, { name: 'Tidewater' }] },
  changeEmployer: { website: null },
  createContact: contact,
  createContacts: { items: [contact] },
  changeContact: { phone: '+1 212 555 0142', allowedChannels: ['email', 'phone'] },
  createOpportunity: {
    clientId: ids.client,
    employerId: ids.employer,
    title: 'Data engineer',
    stage: 'applied',
  },
  changeOpportunity: { stage: 'offer' },
  createInterview: { opportunityId: ids.opportunity, ...interview },
  changeInterview: { startsAt: '2030-03-05T16:00:00Z', durationMinutes: 45 },
  debriefInterview: {
    participants: [ada],
    topics: ['the team'],
    promises: ['portfolio'],
    decision,
    notes: 'Went well.',
  },
  stateTimeline: { kind: 'byDate', date: '2030-03-22', words: 'By the 22nd.' },
  previewPlan: {
    employer: { country: 'US', region: 'NY' },
    ...interview,
    participants: [{ name: 'Ada Okafor' }],
  },
  createTask: {
    clientId: ids.client,
    title: 'Send the portfolio',
    dueAt: '2030-03-06T15:00:00Z',
    channel: 'email',
  },
  changeTask: { note: 'She asked for the printed one.' },
  completeTask: { note: 'Done on the train.' },
  skipTask: { reason: 'They wrote first.' },
  snoozeTask: {},
  reopenTask: {},
  undoTask: {},
  actOnTasks: { act: 'complete', tasks: [{ id: ids.task, version: 1 }] },
  eraseClient: { confirm: ids.client },
  eraseContact: { confirm: ids.contact },
  changeNotificationSettings: { digestAt: '08:00', dueMails: false },
  changeNotificationDefaults: { quietFrom: '20:00', quietTo: '08:00' },
  lookAtTaskAction: { token: link },
  actByLink: { token: link, action: 'done' },
  undoByLink: { token: link },
  changeRetention: { eventsDays: 400 },
  previewRetention: { eventsDays: 400 },
}

/** What `id` below a path is the id of. */
const nouns: Readonly<Record<string, keyof typeof exampleIds>> = {
  clients: 'client',
  employers: 'employer',
  contacts: 'contact',
  opportunities: 'opportunity',
  interviews: 'interview',
  tasks: 'task',
  members: 'member',
  coverages: 'coverage',
  invitations: 'invitation',
  'api-keys': 'key',
  'erasure-requests': 'request',
  sessions: 'session',
  webhooks: 'webhook',
  'calendar-feeds': 'feed',
}
/** Only what is done can be opened again. */
const ofDone = new Set(['reopenTask', 'undoTask'])

/** Puts an example into every operation: of its body and its answer, of the ids in its address, of its version. */
export function completeExamples(document: Document): void {
  for (const { path, operation } of operationsOf(document)) {
    const { operationId } = operation
    for (const [status, { content = {} }] of Object.entries(operation.responses))
      for (const media of Object.values(content)) {
        const answer = recordedAnswers[`${operationId} ${status}`]
        if (answer !== undefined) media.examples = { answer: { value: answer } }
      }
    const body = bodies[operationId]
    for (const media of Object.values(operation.requestBody?.content ?? {}))
      if (body !== undefined) media.example = body
    for (const parameter of operation.parameters ?? []) {
      const example = exampleOf(path, operationId, parameter)
      if (example !== undefined) parameter.example = example
      if (parameter.in === 'header') parameter.name = written(parameter.name)
    }
  }
}

/** As RFC 9110 writes it; Fastify knows header fields in lower case alone. */
const written = (name: string): string => name.replace(/\b[a-z]/g, (letter) => letter.toUpperCase())

function exampleOf(path: string, operationId: string, { name, in: where }: Parameter): string | undefined {
  if (name === 'if-match') return '"v1"'
  if (name === 'idempotency-key') return 'b7e0ad6e-2f8e-4c4b-9c54-1f6c1b8a2d37'
  if (where !== 'path') return undefined
  if (name === 'memberId') return ids.coach
  if (path.startsWith('/v1/jobs/')) return 'tasks.sweep'
  if (name === 'deliveryId') return ids.delivery
  if (ofDone.has(operationId)) return ids.doneTask
  const noun = nouns[path.split('/')[2] ?? '']
  return noun && ids[noun]
}
