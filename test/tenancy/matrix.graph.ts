import {
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql'
import type { KeyScope } from '../../server/domain/permissions.ts'
import type { Noun } from './world.ts'

/** Who may read which root of the graph: the same rows as REST's. A root field without an entry fails the matrix. */
export interface Root {
  /** What a key needs; null: no key may. */
  scope: KeyScope | null
  /** Clients may not ask. */
  staff?: boolean
  /** Nobody but admins may ask. */
  admins?: boolean
  /** Admins may ask, and clients of their own. */
  noCoach?: boolean
  /** It is never asked without one of its ids. */
  asked?: true
  /** What else is to be given with one of them. */
  beside?: Record<string, string>
  /** The arguments that take an id. */
  ids: Record<string, Noun>
}

export const roots: Record<string, Root> = {
  'Query.client': { scope: 'clients:read', ids: { id: 'client' } },
  'Query.clients': { scope: 'clients:read', ids: { ids: 'client', coachId: 'member' } },
  'Query.employer': { scope: 'employers:read', ids: { id: 'employer' } },
  'Query.employers': { scope: 'employers:read', ids: { ids: 'employer' } },
  'Query.contact': { scope: 'contacts:read', ids: { id: 'contact' } },
  'Query.contacts': { scope: 'contacts:read', ids: { ids: 'contact', employerId: 'employer' } },
  'Query.opportunity': { scope: 'opportunities:read', ids: { id: 'opportunity' } },
  'Query.opportunities': {
    scope: 'opportunities:read',
    ids: { ids: 'opportunity', clientId: 'client', employerId: 'employer' },
  },
  'Query.interview': { scope: 'interviews:read', ids: { id: 'interview' } },
  'Query.interviews': {
    scope: 'interviews:read',
    ids: { ids: 'interview', clientId: 'client', opportunityId: 'opportunity' },
  },
  'Query.task': { scope: 'tasks:read', ids: { id: 'task' } },
  'Query.tasks': {
    scope: 'tasks:read',
    ids: {
      ids: 'task',
      coachId: 'member',
      clientId: 'client',
      opportunityId: 'opportunity',
      interviewId: 'interview',
    },
  },
  'Query.member': { scope: 'members:read', staff: true, ids: { id: 'member' } },
  'Query.members': { scope: 'members:read', staff: true, ids: { ids: 'member' } },
  'Query.coverage': { scope: 'members:read', staff: true, ids: { id: 'coverage' } },
  'Query.coverages': {
    scope: 'members:read',
    staff: true,
    ids: { ids: 'coverage', memberId: 'member', delegateId: 'member' },
  },
  'Query.webhook': { scope: null, admins: true, ids: { id: 'webhook' } },
  'Query.webhooks': { scope: null, admins: true, ids: { ids: 'webhook' } },
  'Query.apiKey': { scope: null, admins: true, ids: { id: 'key' } },
  'Query.apiKeys': { scope: null, admins: true, ids: { ids: 'key' } },
  'Query.invitation': { scope: null, staff: true, ids: { id: 'invitation' } },
  'Query.invitations': { scope: null, staff: true, ids: { ids: 'invitation', clientId: 'client' } },
  'Query.calendarFeed': { scope: null, ids: { id: 'feed' } },
  'Query.calendarFeeds': { scope: null, ids: { ids: 'feed', clientId: 'client' } },
  'Query.erasureRequest': { scope: null, noCoach: true, ids: { id: 'request' } },
  'Query.erasureRequests': { scope: null, noCoach: true, ids: { ids: 'request' } },
  'Query.jobs': { scope: null, admins: true, ids: {} },
  'Query.retention': { scope: null, admins: true, ids: {} },
  'Query.retentionPreview': { scope: null, admins: true, ids: {} },
  'Query.activities': {
    scope: 'activities:read',
    ids: { clientId: 'client', recordId: 'task', actorId: 'member' },
  },
  'Query.planPreview': {
    ...{ scope: 'interviews:read', asked: true },
    beside: {
      opportunityId:
        ', startsAt: "2031-03-04T15:00:00Z", durationMinutes: 45, timeZone: "America/New_York", format: video',
    },
    ids: { interviewId: 'interview', opportunityId: 'opportunity' },
  },
  'Query.notificationSettings': { scope: null, ids: {} },
  'Query.notificationDefaults': { scope: null, admins: true, ids: {} },
  'Query.organization': { scope: null, staff: true, ids: {} },
  'Query.plan': { scope: 'interviews:read', ids: { interviewId: 'interview' } },
  'Query.triage': { scope: 'reports:read', staff: true, ids: { coachId: 'member' } },
  'Query.statistics': { scope: 'reports:read', staff: true, ids: { coachId: 'member' } },
  // Whatever an id names: test/graphql/nodes.test.ts tries it with all kinds.
  'Query.node': { scope: 'clients:read', ids: { id: 'client' } },
  'Query.nodes': { scope: 'clients:read', ids: { ids: 'client' } },
}

/** What clients are not told, wherever it hangs. */
const ofStaff = ['Member', 'Coverage']

/** What fields can not be asked without. */
const neededArguments: Record<string, string> = {
  'Statistics.tasksByDay': '(from: "2030-03-01", through: "2030-03-31")',
}

/** What a field below a root needs of a key beside the root's scope. */
export const scopeOfType: Record<string, KeyScope> = {
  Opportunity: 'opportunities:read',
  Employer: 'employers:read',
  Contact: 'contacts:read',
  Member: 'members:read',
  Coverage: 'members:read',
  Interview: 'interviews:read',
  InterviewParticipant: 'interviews:read',
  TimelineStatement: 'interviews:read',
  Task: 'tasks:read',
  Client: 'clients:read',
}

/** Fields of the graph, read from a root: `Interview.notes` and its like by `interview(id:) { notes … }`. */
export interface Reading {
  /** `Type.field`: all of a type that stand by themselves, or one that leads on. */
  fields: string[]
  root: string
  argument: string | null
  noun: Noun | null
  document: string
  scopes: (KeyScope | null)[]
  /** Clients are refused. */
  staff: boolean
  /** Coaches too. */
  admins: boolean
  /** Coaches alone. */
  noCoach: boolean
}

const rootFields = (schema: GraphQLSchema): [string, GraphQLField<unknown, unknown>][] =>
  [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].flatMap((type) =>
    Object.values(type?.getFields() ?? {}).map((field): [string, GraphQLField<unknown, unknown>] => [
      `${type?.name}.${field.name}`,
      field,
    ]),
  )

/** Root fields that nobody has said anything about, and arguments with ids that nobody named. */
export function unknownRoots(schema: GraphQLSchema): string[] {
  return rootFields(schema).flatMap(([name, field]) => {
    // Changes have their own matrix (matrix.mutations.ts), and what is listened to its own test (subscriptions.test.ts).
    if (!name.startsWith('Query.')) return []
    const known = roots[name]
    if (!known)
      return `${name} has no entry in test/tenancy/matrix.graph.ts: add the scope that a key needs, and the arguments that take ids`
    return field.args
      .filter((argument) => getNamedType(argument.type).name === 'ID' && !known.ids[argument.name])
      .map((argument) => `${name}(${argument.name}:) takes an id; name it in test/tenancy/matrix.graph.ts`)
  })
}

const leaf = (type: GraphQLOutputType): string => {
  const named = getNamedType(type)
  if (!isObjectType(named)) return ''
  const first = Object.values(named.getFields()).find((field) => !isObjectType(getNamedType(field.type)))
  return first ? ` { ${first.name} }` : ` { ${inner(named)} }`
}
const inner = (type: GraphQLObjectType): string => {
  const [field] = Object.values(type.getFields())
  return field ? field.name + leaf(field.type) : '__typename'
}

/** Every field of every type by the shortest way from a root that takes an id, else from any; and every root's arguments. */
export function readings(schema: GraphQLSchema): Reading[] {
  const all = ways(schema).sort((a, b) => a.document.length - b.document.length)
  const best = new Map<string, Reading>()
  for (const reading of [...all.filter(({ argument }) => argument === 'id'), ...all])
    for (const field of reading.fields) if (!best.has(field)) best.set(field, reading)
  const byArgument = new Map<string, Reading>()
  for (const reading of all.filter(({ fields }) =>
    fields.some((field) => field.endsWith('Connection.nodes') || field.endsWith('.id')),
  ))
    byArgument.set(`${reading.root} ${reading.argument}`, reading)
  return [...new Set([...best.values(), ...byArgument.values()])]
}

function ways(schema: GraphQLSchema, deepest = 4): Reading[] {
  const found: Reading[] = []
  for (const [name, root] of rootFields(schema)) {
    const known = roots[name]
    if (!name.startsWith('Query.') || !known) continue
    const type = getNamedType(root.type)
    if (!isObjectType(type)) continue
    for (const [argument, noun] of [...Object.entries(known.ids), [null, null] as const]) {
      if (argument === null && known.asked) continue
      if (argument === null && root.args.some(({ type: of }) => isNonNullType(of))) continue
      const isMany = root.args.some(({ name: arg, type: of }) => arg === argument && isListType(of))
      const more = known.beside?.[argument ?? ''] ?? ''
      const call = argument ? `${root.name}(${argument}: ${isMany ? '[$id]' : '$id'}${more})` : root.name
      const head = argument ? 'query ($id: ID!)' : 'query'
      const walk = (
        at: GraphQLObjectType,
        steps: readonly string[],
        scopes: readonly KeyScope[],
        seen: readonly string[],
      ) => {
        const needed = [...scopes, ...(scopeOfType[at.name] ? [scopeOfType[at.name] as KeyScope] : [])]
        const fields = Object.values(at.getFields())
        const read = (names: string[], own: string, next: GraphQLNamedType | null) => {
          const below = next && scopeOfType[next.name] ? [scopeOfType[next.name] as KeyScope] : []
          found.push({
            fields: names.map((one) => `${at.name}.${one}`),
            root: name,
            argument,
            noun,
            document: `${head} { ${[call, ...steps].join(' { ')} { ${own} ${'} '.repeat(steps.length + 1)}}`,
            scopes: [known.scope, ...needed, ...below],
            admins: known.admins === true,
            noCoach: known.noCoach === true,
            staff:
              known.staff === true ||
              [at.name, next?.name ?? '', ...seen].some((type) => ofStaff.includes(type)),
          })
        }
        const plain = fields
          .filter((field) => !isObjectType(getNamedType(field.type)))
          .map((field) => field.name)
        if (plain.length > 0) read(plain, plain.join(' '), null)
        for (const field of fields) {
          const next = getNamedType(field.type)
          if (!isObjectType(next)) continue
          const step = field.name + (neededArguments[`${at.name}.${field.name}`] ?? '')
          read([field.name], `${step}${leaf(field.type)}`, next)
          if (steps.length < deepest && !seen.includes(next.name))
            walk(next, [...steps, step], needed, [...seen, next.name])
        }
      }
      walk(type, [], [], [type.name])
    }
  }
  return found
}

/** All fields of object types that the graph has, to see that none is left out. */
export const everyField = (schema: GraphQLSchema): string[] =>
  Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .filter(
      ({ name }) =>
        !/^__|Payload$|^UserError$|Change$|Result$|^ErasureMention$/.test(name) &&
        !['Query', 'Mutation', 'Subscription'].includes(name),
    )
    .flatMap((type) => Object.keys(type.getFields()).map((field) => `${type.name}.${field}`))
