import type { DocumentNode, GraphQLError as GraphQLErrorType, GraphQLSchema } from 'graphql'
import type { MercuriusContext } from 'mercurius'
import type { GraphAnswer, RawError } from './answer.ts'
import { costOf } from './cost.ts'
import { checkDocument } from './document-limits.ts'
import type { GraphPart, Live } from './part.ts'
import { limits, refusal, within } from './refusal.ts'
import { noIntrospection } from './rules.ts'
import {
  execute,
  GraphQLError,
  getArgumentValues,
  getOperationAST,
  getVariableValues,
  Kind,
  parse,
  specifiedRules,
  validate,
} from './runtime.ts'

/** A subscription that was found well. */
export interface Listening {
  field: string
  live: Live
  args: Readonly<Record<string, unknown>>
  document: DocumentNode
  operationName: string | null
  variables: Record<string, unknown>
}

interface Asked {
  query: string
  operationName?: string | null | undefined
  variables?: Record<string, unknown> | null | undefined
}

/** Reads a subscription by the same limits as any document. Throws GraphQLError, or gives back what is wrong. */
export function listeningFrom(
  schema: GraphQLSchema,
  parts: readonly GraphPart[],
  { query, operationName = null, variables }: Asked,
  introspection: boolean,
): Listening | readonly GraphQLErrorType[] {
  const document = read(query)
  checkDocument(document)
  const rules = introspection ? specifiedRules : [...specifiedRules, noIntrospection]
  const wrong = validate(schema, document, rules, { maxErrors: 5, hideSuggestions: !introspection } as never)
  if (wrong.length > 0) return wrong
  const operation = getOperationAST(document, operationName)
  if (operation?.operation !== 'subscription')
    throw new GraphQLError('A socket takes subscriptions; all else is asked over HTTP.')
  const values = getVariableValues(schema, operation.variableDefinitions ?? [], variables ?? {})
  if (values.errors) return values.errors
  const fragments = Object.fromEntries(
    document.definitions.flatMap((one) =>
      one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one]] : [],
    ),
  )
  within('cost', costOf({ schema, operation, fragments, variables: values.coerced }))
  const [selection] = operation.selectionSet.selections
  const field = selection?.kind === Kind.FIELD ? selection.name.value : ''
  const definition = schema.getSubscriptionType()?.getFields()[field]
  const live = parts.find((part) => part.live?.[field])?.live?.[field]
  if (!definition || !live || selection?.kind !== Kind.FIELD)
    throw new GraphQLError('Name what you subscribe to in the operation itself.')
  const args = getArgumentValues(definition, selection, values.coerced)
  return { field, live, args, document, operationName, variables: variables ?? {} }
}

function read(query: string): DocumentNode {
  try {
    return parse(query, { maxTokens: limits.tokens })
  } catch (error) {
    if (/Document contains more tha[nt] \d+ tokens/.test((error as Error).message))
      throw refusal('tokens', limits.tokens, limits.tokens + 1)
    throw error
  }
}

/** What one happening reads like, by the subscription's own selection. */
export async function tell(
  schema: GraphQLSchema,
  { field, document, operationName, variables }: Listening,
  value: object,
  context: Partial<MercuriusContext>,
): Promise<Omit<GraphAnswer, 'errors'> & { errors?: readonly RawError[] }> {
  return (await execute({
    schema,
    document,
    operationName,
    rootValue: { [field]: value },
    contextValue: context,
    variableValues: variables,
  })) as never
}
