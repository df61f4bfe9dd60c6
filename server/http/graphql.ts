import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { Context } from '../context.ts'
import { type GraphAnswer, publicError, statusOf } from '../graphql/answer.ts'
import { batches } from '../graphql/batches.ts'
import { type Engine, engine, type GraphRequest } from '../graphql/engine.ts'
import type { GraphPart } from '../graphql/part.ts'
import type { Naming } from '../graphql/persisted.ts'
import { refusal } from '../graphql/refusal.ts'
import { type DomainError, type FieldError, invalid } from '../platform/errors.ts'
import { recall, remember } from '../platform/idempotency.ts'
import { sharedScope } from '../platform/shared-scope.ts'
import { documents } from './graphql.documents.ts'
import { answerType, ownType } from './graphql.media.ts'
import { idempotentRequest } from './idempotency.ts'
import { logRefusal, logRefusals } from './refusals.ts'
import { schemaErrors } from './schema-errors.ts'
import { badTextIn } from './validation.ts'

const text = Type.String()
const orNull = (type: string) => ({ type: [type, 'null'] })
/** As GraphQL over HTTP has it; keys that we do not know are left alone, as clients send their own. */
const body = {
  type: 'object',
  properties: {
    query: text,
    documentId: text,
    operationName: orNull('string'),
    variables: orNull('object'),
    extensions: orNull('object'),
  },
}
const querystring = {
  type: 'object',
  properties: { query: text, documentId: text, operationName: text, variables: text, extensions: text },
}

/**
 * GraphQL over HTTP, over the services that REST uses. Registered inside the authenticated scope: no token, no graph; and
 * as only the Authorization header counts, which no form can send, another site can not use a browser's login.
 */
export async function graphql(
  app: FastifyInstance,
  context: Context,
  parts: readonly GraphPart[],
): Promise<void> {
  const { production, graphqlTimeout, graphqlCompileAfter } = context.config
  const run = await engine(app, parts, { introspection: !production, compileAfter: graphqlCompileAfter })
  const answer = answering(context, run, graphqlTimeout)

  const textOf = documents(context.config)
  app.post('/graphql', { bodyLimit: 64 * 1024, schema: { body } }, (request, reply) => {
    const { operationName = null, variables = null, ...named } = request.body as GraphRequest & Naming
    return answer(request, reply, { query: textOf(named), operationName, variables })
  })
  app.get('/graphql', { exposeHeadRoute: false, schema: { querystring } }, (request, reply) => {
    const { query, documentId, operationName, variables, extensions } = request.query as Record<
      string,
      string
    >
    const parsed = variables === undefined ? null : jsonObject('variables', variables)
    const extended = extensions === undefined ? null : jsonObject('extensions', extensions)
    return answer(request, reply, {
      query: textOf({ ...(query !== undefined && { query }), documentId, extensions: extended }),
      operationName: operationName ?? null,
      variables: parsed,
    })
  })
}

/** An answer with so many rows uses as much of the quota as a request of REST, which has as many at the most. */
const rowsOfRequest = 200

function jsonObject(name: string, text: string): Record<string, unknown> | null {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    value = 0
  }
  if (typeof value !== 'object' || Array.isArray(value))
    throw invalid(name, 'not_json', 'must be an object as JSON')
  return value as Record<string, unknown> | null
}

const answering =
  (context: Context, run: Engine, timeout: number) =>
  async (request: FastifyRequest, reply: FastifyReply, asked: GraphRequest): Promise<FastifyReply> => {
    const type = answerType(request.headers.accept)
    const scope = sharedScope(context, request.caller)
    const telling = { requestId: request.id, suggesting: !context.config.production, log: request.log }
    const idempotent = request.method === 'POST' ? idempotentRequest(request, '/graphql') : null
    const graphContext = {
      scope,
      batches: batches(),
      mayWrite: request.method === 'POST',
      written: 0,
      refused: (error: DomainError) => logRefusal(request, error),
      faultsIn: (schema: object, part: 'body' | 'querystring', value: unknown) =>
        faultsIn(request, schema, part, value),
      async beforeExecution(operation: string, cost: number) {
        await request.spend(Math.floor(cost / rowsOfRequest))
        if (operation === 'subscription')
          throw invalid('query', 'subscription', 'is a subscription: open a socket')
        if (operation !== 'mutation' || !idempotent) return
        const known = await scope.within((own) => recall<GraphAnswer>(own, idempotent))
        if (known) throw new Repeated(known.output)
      },
    }
    const finished = async (): Promise<{ status: number; answer: GraphAnswer }> => {
      const { data, errors } = await run(asked, graphContext)
      const answer: GraphAnswer = {
        ...(errors && { errors: errors.map((error) => publicError(error, telling)) }),
        ...(data !== undefined && { data }),
      }
      // Nothing was changed: the key is free for the request as it is mended.
      if (idempotent && graphContext.written > 0)
        await scope.within((own) => remember(own, idempotent, answer))
      await scope.close('commit')
      return { status: statusOf({ data, errors }, type === ownType), answer }
    }
    const send = ({ status, answer }: { status: number; answer: GraphAnswer }) => {
      logRefusals(request, answer.errors ?? [])
      return reply.code(status).type(`${type}; charset=utf-8`).send(JSON.stringify(answer))
    }
    try {
      return send(await inTime(finished(), timeout))
    } catch (error) {
      // Not awaited: what still runs in the database ends by its own limit.
      scope.close('rollback').catch(() => {})
      if (error instanceof Repeated) return send({ status: 200, answer: error.answer })
      if (!(error instanceof TooSlow)) throw error
      const slow = publicError(refusal('time', timeout, timeout), telling)
      return send({ status: type === ownType ? 400 : 200, answer: { errors: [slow] } })
    }
  }

class TooSlow extends Error {}

/** What the same request was answered the first time. */
class Repeated extends Error {
  readonly answer: GraphAnswer
  constructor(answer: GraphAnswer) {
    super('repeated')
    this.answer = answer
  }
}

function inTime<T>(work: Promise<T>, milliseconds: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TooSlow()), milliseconds)
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}

/** As REST checks what it is sent, by the same compiler. */
function faultsIn(
  request: FastifyRequest,
  schema: object,
  part: 'body' | 'querystring',
  value: unknown,
): FieldError[] {
  const bad = badTextIn(value)
  if (bad.length > 0) return bad
  const validate = request.getValidationFunction(schema) ?? request.compileValidationSchema(schema, part)
  if (validate(value)) return []
  return schemaErrors({ validation: validate.errors ?? [], validationContext: part } as never)
}
