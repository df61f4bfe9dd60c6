import { createHash } from 'node:crypto'
import type { FastifyInstance, RouteOptions } from 'fastify'
import fp from 'fastify-plugin'
import { type TObject, type TSchema, Type } from 'typebox'
import { rereading } from './openapi.ts'
import { isKnown, vary } from './versions.ts'

/**
 * What holds for every route behind the authentication without its saying so: a parameter that is not known is refused,
 * and whoever has read something already may ask with If-None-Match. What has no version is tagged by its content.
 */
export const conventions = fp(async (app: FastifyInstance) => {
  app.addHook('onRoute', describe)
  app.addHook('onSend', async (request, reply, payload) => {
    if (request.method !== 'GET' || reply.statusCode !== 200 || typeof payload !== 'string') return payload
    if (reply.hasHeader('etag')) return payload
    const etag = `"${createHash('sha256').update(payload).digest('base64url').slice(0, 22)}"`
    vary(reply.header('etag', etag))
    if (!isKnown(request, etag)) return payload
    reply.code(304).removeHeader('content-type').removeHeader('content-length')
    return null
  })
})

function describe(route: RouteOptions): void {
  const schema = (route.schema ?? {}) as {
    headers?: TObject
    querystring?: TSchema
    response?: Record<number, TSchema>
  }
  schema.querystring ??= Type.Object({}, { additionalProperties: false })
  if (route.method === 'GET' && schema.response) {
    schema.headers = Type.Object({ ...rereading.headers.properties, ...schema.headers?.properties })
    schema.response = {
      304: Type.Null({ description: 'What you have is still the latest.' }),
      ...schema.response,
    }
  }
  route.schema = schema
}
