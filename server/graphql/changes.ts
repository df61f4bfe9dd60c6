import type { MercuriusContext } from 'mercurius'
import { DomainError, type ErrorKind, type FieldError } from '../platform/errors.ts'
import { toDomainError } from '../platform/known-errors.ts'
import type { Reader } from '../platform/reading.ts'
import type { Action } from '../platform/scope.ts'
import { recordOf } from './fields.ts'
import type { GraphPart, Resolve } from './part.ts'

/** The input of a change, in parts: what names the record, the check of its version, and what REST takes as the body. */
export interface Sent<Body> {
  /** By name, each a UUID in lower case; '' where none was sent. */
  ids: Record<string, string>
  id: string
  check: (storedVersion: number) => void
  body: Body
}

interface Change<Input, Output> {
  name: string
  description: string
  action: Action<Input, Output>
  /** REST's schema of the body; null: there is none. */
  body: object | null
  /** The fields of the input that name records and are not in REST's body. */
  ids?: readonly string[]
  /** Whether the input names the version: it must, it may, or there is none to name. */
  version?: 'needed' | 'heeded'
  to(sent: Sent<never>): Input
  /** The record that the answer has, by its id; null: only the id itself; `several`: what is told beside says it. */
  shows: { name: string; type: string; reader: Reader<object> } | null | 'several'
  idOf?(output: Output, sent: Sent<never>): string
  /** What the answer tells beside, once. */
  tells?: { name: string; type: string; description: string; of(output: never): unknown }
}

/** Types the parts of one change together, and forgets them for the list. */
export const change = <Input, Output>(one: Change<Input, Output>): Change<unknown, unknown> =>
  one as unknown as Change<unknown, unknown>

/** What a person can mend is an answer like any other. What is left is told as the graph's errors are. */
const mendable: ReadonlySet<ErrorKind> = new Set([
  'validation-failed',
  'not-found',
  'reference-not-found',
  'rule-violated',
  'conflict',
  'version-mismatch',
  'version-required',
])

/** The mutations of a feature: one for each way in which REST writes, with the inputs of `inputs`. */
export function changeGraph(inputs: string, changes: readonly Change<unknown, unknown>[]): GraphPart {
  const resolvers: Record<string, Record<string, Resolve>> = { Mutation: {} }
  const typeDefs = [inputs]
  for (const one of changes) {
    const { name, description, shows, tells } = one
    const pascal = name.charAt(0).toUpperCase() + name.slice(1)
    typeDefs.push(/* GraphQL */ `
      "What became of it."
      type ${pascal}Payload {
        ${
          shows === 'several'
            ? ''
            : shows
              ? `"As it is now; null when nothing was changed, or when you do not see it any more."\n ${shows.name}: ${shows.type}`
              : '"What it was done to; null when nothing was changed."\n id: ID'
        }
        ${tells ? `"${tells.description}"\n ${tells.name}: ${tells.type}` : ''}
        "What was wrong with the input; empty when it was done."
        userErrors: [UserError!]!
      }
      extend type Mutation {
        "${description}"
        ${name}(input: ${pascal}Input!): ${pascal}Payload
      }
    `)
    Object.assign(resolvers.Mutation as object, { [name]: resolve(one) })
    if (shows && shows !== 'several')
      resolvers[`${pascal}Payload`] = { [shows.name]: recordOf(shows.reader, 'id') as Resolve }
  }
  return { typeDefs: typeDefs.join('\n'), resolvers }
}

const resolve =
  (one: Change<unknown, unknown>): Resolve =>
  async (_root, args, context) => {
    const { input } = args as unknown as { input: Record<string, unknown> }
    try {
      const sent = sentIn(one, structuredClone({ ...input }), context)
      const output = await context.scope.write(one.action, one.to(sent as Sent<never>))
      context.written++
      const id = one.idOf ? one.idOf(output, sent as Sent<never>) : (output as { id: string }).id
      const told = one.tells && { [one.tells.name]: one.tells.of(output as never) }
      return { id, ...told, userErrors: [] }
    } catch (error) {
      const known = toDomainError(error)
      if (!known || !mendable.has(known.kind)) throw error
      context.refused?.(known)
      return { id: null, userErrors: userErrors(known, one.ids?.length === 1 ? one.ids[0] : undefined) }
    }
  }

/** Checks the input as REST checks what it is sent. */
function sentIn(
  { ids = [], version, body: schema }: Change<unknown, unknown>,
  input: Record<string, unknown>,
  { faultsIn }: Pick<MercuriusContext, 'faultsIn'>,
): Sent<unknown> {
  const { version: expected, ...rest } = version ? input : { version: undefined, ...input }
  const named: Record<string, unknown> = {}
  for (const name of ids) {
    named[name] = rest[name]
    delete rest[name]
  }
  const faults = [...faultsIn(idsSchema(ids), 'body', named), ...faultsIn(schema ?? nothing, 'body', rest)]
  if (faults.length > 0) throw new DomainError('validation-failed', wordsOf(faults), faults)
  if (version === 'needed' && expected == null)
    throw new DomainError('version-required', 'Say which version you are changing.', [
      { pointer: '/version', code: 'required', message: 'is required' },
    ])
  const lowered = Object.fromEntries(
    Object.entries(named).map(([name, id]) => [name, String(id).toLowerCase()]),
  )
  return {
    ids: lowered,
    id: lowered.id ?? '',
    check: checking(expected as number | null | undefined),
    body: rest,
  }
}

const nothing = { type: 'object', properties: {}, additionalProperties: false }

const schemas = new Map<string, object>()
/** One object for the same names, so that it is compiled once. */
function idsSchema(names: readonly string[]): object {
  const key = names.join()
  const known = schemas.get(key)
  if (known) return known
  const made = {
    type: 'object',
    required: names,
    properties: Object.fromEntries(names.map((name) => [name, { type: 'string', format: 'uuid' }])),
  }
  schemas.set(key, made)
  return made
}

const checking = (expected: number | null | undefined) => (stored: number) => {
  if (expected != null && expected !== stored)
    throw new DomainError(
      'version-mismatch',
      'It has been changed since you loaded it, so nothing was written. Load it anew and decide again.',
      [{ pointer: '/version', code: 'stale', message: 'is not the latest any more' }],
    )
}

const wordsOf = (faults: readonly FieldError[]): string =>
  faults.map(({ pointer, message }) => `${pointer} ${message}.`).join(' ')

const kindWord = (kind: ErrorKind): string => kind.toUpperCase().replaceAll('-', '_')

/** `id` is the field that names the record, where there is one: what is not found is that. */
function userErrors({ kind, detail, errors }: Pick<DomainError, 'kind' | 'detail' | 'errors'>, id?: string) {
  const pointer = kind === 'not-found' && id ? `/${id}` : ''
  const places = errors.length > 0 ? errors : [{ pointer, code: kind, message: detail }]
  return places.map(({ pointer, code, message }) => ({
    kind: kindWord(kind),
    code,
    message: pointer === '' ? detail : message,
    field: [
      'input',
      ...pointer
        .split('/')
        .slice(1)
        .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~')),
    ],
  }))
}

/** Of one among several may be refused what of a whole request would be an error. */
const kindsOfErrors = [...mendable, 'forbidden'] as const

/** What became of each of several that were done together, for a type made by {@link resultGraph}. */
export const resultsOf =
  (list: string) =>
  ({ data }: { data: { record?: { id: string }; problem?: ItemProblem }[] }) =>
    data.map(({ record, problem }, at) => ({
      id: record?.id ?? null,
      userErrors: problem ? errorsOfItem(problem, [list, String(at)]) : [],
    }))

interface ItemProblem {
  type: string
  detail: string
  errors?: FieldError[]
}

function errorsOfItem({ type, detail, errors = [] }: ItemProblem, at: string[]) {
  const kind = type.slice(type.lastIndexOf('/') + 1) as ErrorKind
  const [whole, ...within] = ['input', ...at]
  return userErrors({ kind, detail, errors }).map(({ field, ...rest }) => ({
    ...rest,
    field: [whole, ...within, ...field.slice(1)],
  }))
}

/** The type of what became of one of several: the record, or what was wrong with it. */
export const resultGraph = ({
  name,
  type,
  reader,
}: {
  name: string
  type: string
  reader: Reader<object>
}): GraphPart => ({
  typeDefs: /* GraphQL */ `
    "What became of one of several; the others do not depend on it."
    type ${type}Result {
      "As it is now; null when nothing was changed, or when you do not see it any more."
      ${name}: ${type}
      "What was wrong with it; empty when it was done."
      userErrors: [UserError!]!
    }
  `,
  resolvers: { [`${type}Result`]: { [name]: recordOf(reader, 'id') as Resolve } },
})

export const userErrorGraph: GraphPart = {
  typeDefs: /* GraphQL */ `
    "What can be changed. Each of them stands or falls by itself; an Idempotency-Key is for all of a request."
    type Mutation

    "What was wrong with the input of a change. Nothing was written."
    type UserError {
      "In what way it is wrong."
      kind: UserErrorKind!
      "The same as in REST: such as required, email_taken, task_done."
      code: String!
      "One sentence, or the end of one that begins with the field's name."
      message: String!
      "Where in the arguments, from the outside in; input alone where it is not about one field."
      field: [String!]!
    }
    "In what way an input is wrong."
    enum UserErrorKind { ${kindsOfErrors.map(kindWord).join(' ')} }
  `,
}
