import { exampleIds as known } from '../../server/http/openapi.examples.ts'
import type { Placed } from './contract.ts'

const exampleIds = { ...known, organization: '019ab0c4-7f60-7d62-a7a3-0c8a4f5c6a00' } as const
type Noun = keyof typeof exampleIds

/** The moment at which all examples were answered: a week before their interview. */
const then = Date.parse('2030-02-25T09:30:00Z')
const minute = 60_000
const day = 1440 * minute

/** What the words of test/tenancy/world.ts mean for a reader. */
const words: readonly [RegExp, string][] = [
  [/Employer zq\w+ \w+/g, 'Lumen Freight'],
  [/Practice zq\w+/g, 'Harbour Careers'],
  [/Client zqours(ana|bo)/g, 'Ana Ruiz'],
  [/Invited zq\w+/g, 'Ana Ruiz'],
  [/Ida zq\w+/g, 'Ada Okafor'],
  [/ida\.zq\w+@[\w.]+/g, 'ada@lumenfreight.example'],
  [/primary zq\w+/g, 'Robin Hale'],
  [/(coaching|covering|assistant) zq\w+/g, 'Sam Vale'],
  [/admin zq\w+/g, 'Mina Holt'],
  [/(viewing|ended|without) zq\w+/g, 'Noor Haddad'],
  [/zqmail\w+?(primary|admin|coaching|without)@[\w.]+/g, 'robin@harbourcareers.example'],
  [/Analyst zq\w+/g, 'Data engineer'],
  [/Head of zq\w+/g, 'Data engineer'],
  [/\+[12] zq\w+/g, '+1 212 555 0142'],
  [/the zq\w+ project/g, 'the move to PostgreSQL'],
  [/a draft of zq\w+/g, 'portfolio'],
  [/They liked zq\w+\./g, 'Went well.'],
  [/after zq\w+/g, 'We decide within two weeks.'],
  [/Knows zq\w+\./g, 'Prefers short notes.'],
  [/(Read|Did) zq\w+/g, 'Send the portfolio'],
  [/(chapter|done with) zq\w+/g, 'Done on the train.'],
  [/told me zq\w+/g, 'by mail'],
  [/https:\/\/hooks\.example\/zq\w+/g, 'https://hooks.lumenfreight.example/afterword'],
  [/(Calendar|Website|Site) zq\w+/g, '$1'],
  [/^aw_test_….*/, 'aw_live_…AMPL'],
  [/^….{4}$/, '…iO3Y'],
  [/key without [\w:]+ zq\w+/g, 'Website'],
  [/More than 1 requests/, 'More than 600 requests'],
  [/whsec_[\w+/=]+/g, 'whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY='],
  [
    /http:\/\/localhost:3000\/calendar\/[\w-]+/g,
    'https://afterword.example/calendar/k3Jq0v6TQy2mW8sXz1bN4cR7dF5gH9jL0pA2eU6iO3Y',
  ],
  [/[\w.+-]*@(people|example)\.test/g, 'ana@people.example'],
  [/Kim zq\w+|zq\w+/g, 'Ana Ruiz'],
]

/** What is secret, or as long as it is meaningless. */
const secrets: Readonly<Record<string, string>> = {
  accessToken: 'eyJhbGciOiJFZERTQSIsInR5cCI6ImF0K2p3dCJ9.eyJzdWIiOiIwMTlhYjBjNCJ9.c2lnbmF0dXJl',
  refreshToken: '019ab0c4-7f60-7d62-a7a3-0c8a4f5c6a0e.1.k3Jq0v6TQy2mW8sXz1bN4cR7dF5gH9jL0pA2eU6iO3Y',
  deviceToken: 'k3Jq0v6TQy2mW8sXz1bN4cR7dF5gH9jL0pA2eU6iO3Y',
  nextCursor: 'eyJpZCI6IjAxOWFiMGM0In0',
  prevCursor: 'eyJpZCI6IjAxOWFiMGM0In0',
  cursor: 'eyJpZCI6IjAxOWFiMGM0In0',
  ip: '203.0.113.7',
  userAgent: 'Mozilla/5.0',
  secret: 'MGCRKRRIIVLWECMAN56FBOZMKSLQETR6',
  otpauthUri: 'otpauth://totp/Harbour:robin?issuer=Harbour&secret=MGCRKRRIIVLWECMAN56FBOZMKSLQETR6',
  qr: '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 510 510"></svg>',
  recoveryCodes: 'wi4l-wmvy-ct3g-ngur-26ut-rkl7',
  key: 'aw_live_k3Jq0v6TQy2mW8sXz1bN4cR7dF5gH9jL0pA2eU6iO3YexAMPL',
  x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo',
  kid: 'Pqj3Fv0bT1mK8w2s',
}

/** Which kind of record an id is, by the name of what holds it. */
const nouns: Readonly<Record<string, Noun>> = {
  ...{ organizationId: 'organization', organization: 'organization', clientIds: 'client' },
  ...{ recordedBy: 'member', createdBy: 'member', invitedBy: 'member', decidedBy: 'member' },
  ...{ clientId: 'client', employerId: 'employer', contactId: 'contact', opportunityId: 'opportunity' },
  ...{
    interviewId: 'interview',
    taskId: 'task',
    memberId: 'member',
    primaryCoachId: 'member',
    coachId: 'member',
  },
  ...{
    delegateId: 'coach',
    webhookId: 'webhook',
    client: 'client',
    employer: 'employer',
    contact: 'contact',
  },
  ...{
    opportunity: 'opportunity',
    member: 'member',
    primaryCoach: 'member',
    coach: 'member',
    delegate: 'coach',
  },
}
const topics: Readonly<Record<string, Noun>> = {
  ...{ clients: 'client', employers: 'employer', contacts: 'contact', opportunities: 'opportunity' },
  ...{
    interviews: 'interview',
    tasks: 'task',
    members: 'member',
    coverages: 'coverage',
    invitations: 'invitation',
  },
  ...{ 'api-keys': 'key', 'erasure-requests': 'request', sessions: 'session', webhooks: 'webhook' },
  ...{
    deliveries: 'delivery',
    'calendar-feeds': 'feed',
    test: 'delivery',
    'erasure-request': 'request',
    organization: 'organization',
  },
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
const within = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi
const moment = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/
const date = /^\d{4}-\d\d-\d\d$/

/** An answer as an example: short, with the ids of the other examples, asked at one moment, and nothing that is secret. */
export function normal({ path }: Pick<Placed, 'path'>, body: string, at: number): unknown {
  const ids = new Map<string, string>()
  const taken = new Set<string>()
  const own = topics[path.split(/[/:]/).findLast((part) => part in topics) ?? '']
  const idOf = (real: string, noun: Noun | undefined): string => {
    const wanted = noun && exampleIds[noun]
    const before = ids.get(real)
    if (before) return before
    const id = wanted && !taken.has(wanted) ? wanted : `019ab0c4-7f60-7d62-a7a3-0c8a4f5c6b${hex(ids.size)}`
    ids.set(real, id)
    taken.add(id)
    return id
  }
  const convert = (value: unknown, key: string, holder: string): unknown => {
    if (Array.isArray(value))
      return value.slice(0, key === 'data' ? 1 : 2).map((inner) => convert(inner, '', key))
    if (value !== null && typeof value === 'object')
      return Object.fromEntries(
        Object.entries(value).map(([name, inner]) => [name, convert(inner, name, key || holder)]),
      )
    if (typeof value !== 'string') return value
    if (secrets[key || holder] !== undefined) return secrets[key || holder]
    if (uuid.test(value)) return idOf(value, key === 'id' ? (nouns[holder] ?? own) : nouns[key || holder])
    if (moment.test(value)) return written(momentOf(Date.parse(value), at))
    if (date.test(value)) return written(momentOf(Date.parse(value), at)).slice(0, 10)
    const readable = words.reduce((text, [from, to]) => text.replace(from, to), value)
    return readable.replace(within, (id) => idOf(id, own))
  }
  return convert(JSON.parse(body), '', '')
}

/** The same time before or after `then` as it was from the answer; what is of a fixed year stays. */
function momentOf(real: number, at: number): number {
  const difference = real - at
  const days = Math.round(difference / day)
  if (Math.abs(days) > 200) return real
  if (Math.abs(difference - days * day) < 5_000) return then + days * day
  // What a test made before it asked.
  if (difference < 0 && difference > -30 * minute) return then
  if (Math.abs(difference) < 120 * minute) return then + Math.round(difference / minute) * minute
  // A time of day that somebody chose, such as ten o'clock.
  return real + Math.floor(then / day) * day - Math.floor(at / day) * day
}

const written = (moment: number): string => `${new Date(moment).toISOString().slice(0, 19)}Z`

const hex = (count: number) => (count + 1).toString(16).padStart(2, '0')
