import type { FastifyInstance } from 'fastify'
import fp from 'fastify-plugin'

/**
 * No cache keeps an answer, neither the browser's nor one on the way, unless its route says otherwise (public keys,
 * documentation, the panel's files). A program that keeps a record itself may still ask with If-None-Match and gets 304:
 * an ETag compares versions here, it does not lease them. `private, no-cache` would let browsers write what is about
 * people to the disk, to save a few kilobytes.
 */
export const caching = fp(async (app: FastifyInstance) => {
  app.addHook('onSend', async (_request, reply) => {
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store')
  })
})
