import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyRequest, RouteOptions } from 'fastify'
import fp from 'fastify-plugin'
import { type TObject, type TSchema, Type } from 'typebox'
import { invalid } from '../platform/errors.ts'
import type { IdempotentRequest } from '../platform/idempotency.ts'
import { problemsOf } from './openapi.ts'

const header = 'idempotency-key'

/**
 * Every POST behind the authentication, but those under /v1/auth, takes an Idempotency-Key (draft-ietf-httpapi-idempotency-key-header), quoted or
 * bare. What it does is in platform/idempotency.ts, in the transaction of the effect.
 */
export const idempotency = fp(async (app: FastifyInstance) => {
  app.addHook('onRoute', (route) => {
    if (route.method === 'POST' && !isOfLogins(route.url)) describe(route)
  })
  app.addHook('preHandler', async (request) => {
    const [path = ''] = request.url.split('?')
    if (request.method !== 'POST' || isOfLogins(path)) return
    const idempotent = idempotentRequest(request, path)
    if (idempotent) request.caller = { ...request.caller, idempotent }
  })
})

/** Their answers bear secrets, and repeating them is harmless or refused. */
const isOfLogins = (path: string): boolean => path.startsWith('/v1/auth/')

/** What makes a request happen once, by its Idempotency-Key; null without one. */
export function idempotentRequest(request: FastifyRequest, path: string): IdempotentRequest | null {
  const given = request.headers[header]
  return given === undefined ? null : { key: keyOf(String(given)), path, requestHash: hashOf(request) }
}

/** An sf-string (RFC 8941) or the bare text. */
function keyOf(given: string): string {
  const key = /^"(.*)"$/.exec(given)?.[1] ?? given
  if (!/^[\x20-\x7e]{1,255}$/.test(key))
    throw invalid(header, 'idempotency_key', 'has 1 to 255 printable characters')
  return key
}

const hashOf = ({ body, query }: FastifyRequest): Buffer =>
  createHash('sha256')
    .update(JSON.stringify([body ?? null, query ?? null]))
    .digest()

const field = Type.Optional(
  Type.String({
    maxLength: 300,
    description:
      'Any text that you make for this request, such as a UUID. Sent again within 24 hours, the request has no second effect and gets the first answer.',
  }),
)

function describe(route: RouteOptions): void {
  const schema = route.schema as { headers?: TObject; response?: Record<number, TSchema> }
  schema.headers = Type.Object({ ...schema.headers?.properties, [header]: field })
  schema.response = { ...problemsOf(400, 409, 422), ...schema.response }
}
