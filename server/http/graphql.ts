import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ExecutionResult } from 'graphql'
import mercurius, { type IResolvers, type MercuriusLoaders } from 'mercurius'
import type { Context } from '../context.ts'
import { DomainError } from '../platform/errors.ts'
import { toDomainError } from '../platform/known-errors.ts'
import { type SharedScope, sharedScope } from '../platform/shared-scope.ts'
import { fromFramework } from './framework-errors.ts'
import { fewFields, noIntrospection } from './graphql.rules.ts'
import { withoutValues } from './graphql.words.ts'
import { sendProblem } from './problems.ts'
import { logRefusal } from './refusals.ts'

declare module 'mercurius' {
  interface MercuriusContext {
    scope: SharedScope
  }
}

/** What one feature adds to the graph. */
export interface GraphPart {
  typeDefs: string
  resolvers?: IResolvers
  loaders?: MercuriusLoaders
}

const base = /* GraphQL */ `
  "RFC 3339, in UTC."
  scalar DateTime
  "A calendar date, YYYY-MM-DD."
  scalar Date

  type Query

  interface Node {
    id: ID!
  }

  type PageInfo {
    hasNextPage: Boolean!
    hasPreviousPage: Boolean!
    startCursor: String
    endCursor: String
  }
`

/** Enough for a pipeline. The graph has no way back up, so that a short document can not multiply its answer. */
const deepest = 8

/** GraphQL over the services that REST uses. Registered inside the authenticated scope: no token, no graph. */
export async function graphql(
  app: FastifyInstance,
  context: Context,
  parts: readonly GraphPart[],
): Promise<void> {
  app.decorateRequest('graphScope', null)
  app.addHook('onSend', async (request) => {
    await request.graphScope?.close()
  })
  await app.register(mercurius, {
    schema: [base, ...parts.map(({ typeDefs }) => typeDefs)].join('\n'),
    resolvers: Object.assign({}, ...parts.map(({ resolvers }) => resolvers), {
      Query: Object.assign({}, ...parts.map(({ resolvers }) => resolvers?.Query)),
    }),
    loaders: Object.assign({}, ...parts.map(({ loaders }) => loaders)),
    path: '/graphql',
    graphiql: false,
    ide: false,
    allowBatchedQueries: false,
    queryDepth: deepest,
    jit: 4,
    validationRules: context.config.production ? [fewFields, noIntrospection] : [fewFields],
    additionalRouteOptions: { bodyLimit: 64 * 1024 },
    context: (request) => {
      request.graphScope ??= sharedScope(context, request.caller)
      return { scope: request.graphScope }
    },
    errorHandler: beforeExecution,
    errorFormatter: (execution, graphContext) => {
      logRefusals(execution, graphContext.reply?.request)
      const errors = (execution.errors ?? []).map((error) => {
        const original = error.originalError ?? null
        const known = original === null ? null : toDomainError(original)
        if (original === null || (error as { code?: string }).code?.startsWith('MER_')) return plain(error)
        if (!known) (graphContext.reply?.request ?? graphContext.app).log.error({ err: original }, 'internal')
        return { ...plain(error), ...publicly(known) }
      })
      const status = statusOf(execution)
      return { statusCode: status, response: { data: execution.data ?? null, errors: errors as never } }
    },
  })
}

const plain = ({ message, locations, path }: { message: string; locations?: unknown; path?: unknown }) => ({
  message: withoutValues(message),
  locations,
  path,
})

const publicly = (known: DomainError | null) => ({
  message: known?.detail ?? 'Something went wrong on our side.',
  extensions: {
    code: known?.kind ?? 'internal',
    ...(known && known.errors.length > 0 && { errors: known.errors }),
  },
})

/** One line for each kind of refusal: fields that fail alike are one. */
function logRefusals({ errors }: Pick<ExecutionResult, 'errors'>, request: FastifyRequest | undefined): void {
  const kinds = new Map<string, DomainError>()
  for (const { originalError } of errors ?? []) {
    const known = toDomainError(originalError)
    if (known) kinds.set(known.kind, known)
  }
  if (request) for (const known of kinds.values()) logRefusal(request, known)
}

/**
 * What fails in a field is an answer like any other, unless nothing could be answered for want of a login or database.
 * Without a login all fields fail alike, those that may be null too.
 */
function statusOf({ data, errors }: Pick<ExecutionResult, 'data' | 'errors'>): number {
  const status = toDomainError(errors?.[0]?.originalError)?.status
  if (status === 401) return status
  return !data && status === 503 ? status : 200
}

/** A request that never came to be executed: problem details, or GraphQL's own words about a document. */
async function beforeExecution(
  error: FastifyError,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  // Awaited: an async error handler that settles before its answer is out would make Fastify answer once more.
  if (!error.code?.startsWith('MER_')) {
    await sendProblem(request, reply, fromFramework(error))
    return
  }
  logRefusal(request, new DomainError('bad-request', 'The document is not taken.'))
  const found = (error as { errors?: { message: string; locations?: unknown }[] }).errors ?? [error]
  const errors = found.map((one) => ({ ...plain(one), extensions: { code: 'bad-request' } }))
  await reply.code(400).send({ data: null, errors })
}

declare module 'fastify' {
  interface FastifyRequest {
    graphScope: SharedScope | null
  }
}

/** A Relay connection over a page of REST's. */
export const connection = <T>({
  data,
  page,
}: {
  data: T[]
  page: { nextCursor: string | null; prevCursor: string | null }
}) => ({
  nodes: data,
  edges: data.map((node, index) => ({ node, cursor: index === data.length - 1 ? page.nextCursor : null })),
  pageInfo: {
    hasNextPage: page.nextCursor !== null,
    hasPreviousPage: page.prevCursor !== null,
    startCursor: page.prevCursor,
    endCursor: page.nextCursor,
  },
})
