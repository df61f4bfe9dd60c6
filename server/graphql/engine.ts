import type { FastifyInstance } from 'fastify'
import type { DocumentNode, FragmentDefinitionNode, GraphQLSchema } from 'graphql'
import mercurius, { type IResolvers, type MercuriusContext } from 'mercurius'
import type { GraphAnswer, RawError } from './answer.ts'
import { baseGraph } from './base.ts'
import { costOf } from './cost.ts'
import { checkDocument, checkNesting, isTree } from './document-limits.ts'
import type { GraphPart } from './part.ts'
import { limits, refusal, within } from './refusal.ts'
import { noIntrospection } from './rules.ts'
import { GraphQLError, getOperationAST, getVariableValues, Kind } from './runtime.ts'

/** An operation to be answered, however it came. */
export interface GraphRequest {
  query: string
  operationName: string | null
  variables: Record<string, unknown> | null
}

type Executed = Omit<GraphAnswer, 'errors'> & { errors?: readonly RawError[] }

/** Answers with the raw errors; never throws for what is wrong with the document. */
export type Engine = (
  request: GraphRequest,
  context: Omit<MercuriusContext, 'app' | 'reply' | 'pubsub' | 'operationName' | '__currentQuery'>,
) => Promise<Executed>

interface Options {
  /** Whether questions about the schema are answered, and names suggested. */
  introspection: boolean
  /** After how many runs a document is compiled, between two turns of the event loop; 0: never. */
  compileAfter: number
}

/**
 * Mercurius as the engine: it parses, validates, compiles and remembers documents. Its routes are not used, since ours
 * conform to GraphQL over HTTP and take no batches and no syntax trees.
 */
export async function engine(
  app: FastifyInstance,
  parts: readonly GraphPart[],
  { introspection, compileAfter }: Options,
): Promise<Engine> {
  await app.register(mercurius, {
    schema: [baseGraph, ...parts].map(({ typeDefs }) => typeDefs).join('\n'),
    resolvers: { ...baseGraph.scalars, ...merged(parts) },
    routes: false,
    // Each remembered document holds up to 2,000 words as a tree, and its compiled form.
    cache: 128,
    // However busy the process is: that is when a compiled document saves most. Compiling takes a few milliseconds, once.
    ...(compileAfter > 0 && { jit: { minCount: compileAfter, eluThreshold: 1 } }),
    validationRules: introspection ? [] : [noIntrospection],
    graphql: {
      parseOptions: { maxTokens: limits.tokens },
      validateOptions: { maxErrors: 5, hideSuggestions: !introspection } as { maxErrors: number },
    },
    errorFormatter: (execution) => ({ statusCode: 200, response: execution as never }),
  })
  const { graphql } = app
  graphql.addHook('preParsing', async (_schema, source) => {
    if (isTree(source)) throw new GraphQLError('Syntax Error: The document is not GraphQL.')
    checkNesting(source)
  })
  graphql.addHook('preValidation', async (_schema, document) => checkDocument(document))
  graphql.addHook('preExecution', async (schema, document, context, variables) => {
    const operation = getOperationAST(document, context.operationName)
    if (!operation) return
    if (operation.operation === 'mutation' && !context.mayWrite)
      throw new GraphQLError('GET asks; a mutation is sent with POST.', {
        extensions: { code: 'method-not-allowed' },
      })
    const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], variables ?? {})
    if (!coerced) return
    const fragments = fragmentsOf(document)
    const cost = costOf({ schema: schema as GraphQLSchema, operation, fragments, variables: coerced })
    within('cost', cost)
    await context.beforeExecution(operation.operation, cost)
  })

  return async ({ query, operationName, variables }, context) => {
    if (operationName !== null && !/^[_A-Za-z]\w*$/.test(operationName))
      return { errors: [new GraphQLError('Unknown operation named like that.')] }
    // A document is remembered by its text and compiled for one operation: each operation needs a text of its own.
    const source = operationName === null ? query : `${query}\n#${operationName}`
    try {
      return (await graphql(
        source,
        Object.assign(context, { operationName }),
        // Always there, so that they are checked before the compiled form sees them.
        variables ?? {},
        operationName ?? undefined,
      )) as Executed
    } catch (error) {
      return { errors: wrongs(error) }
    }
  }
}

/** What was wrong with a document; what else is thrown goes on. */
function wrongs(error: unknown): readonly RawError[] {
  if (error instanceof GraphQLError) return [error]
  const found = (error as { code?: string; errors?: readonly RawError[] } | null) ?? {}
  if (!found.code?.startsWith('MER_') || !found.errors) throw error
  return found.errors.map((one) =>
    /Document contains more tha[nt] \d+ tokens/.test(one.message)
      ? refusal('tokens', limits.tokens, limits.tokens + 1)
      : one,
  )
}

const fragmentsOf = ({ definitions }: DocumentNode): Record<string, FragmentDefinitionNode> =>
  Object.fromEntries(
    definitions.flatMap((definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition] as const] : [],
    ),
  )

/** The resolvers of all features, type by type. */
function merged(parts: readonly GraphPart[]): IResolvers {
  const all: Record<string, object> = {}
  for (const { resolvers, abstract } of parts) {
    Object.assign(all, abstract)
    for (const [type, fields] of Object.entries(resolvers ?? {})) all[type] = { ...all[type], ...fields }
  }
  return all as IResolvers
}
