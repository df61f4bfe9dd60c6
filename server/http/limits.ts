import type { FastifyInstance, FastifyServerOptions } from 'fastify'
import fp from 'fastify-plugin'
import type { Config } from '../config.ts'
import { answerClientError, answerFrameworkError } from './client-errors.ts'

const kibibyte = 1024
/** Bodies of most routes. GraphQL takes 64 KiB (graphql.ts). */
const mostBytes = 1024 * kibibyte
/** What is sent to log in is short, and read before anybody is known. */
const mostBytesOfAuth = 16 * kibibyte

/** How much and how slowly a client may send before it is cut off. */
export const connectionLimits = ({ requestTimeout }: Config) =>
  ({
    bodyLimit: mostBytes,
    requestTimeout: requestTimeout * 1000,
    connectionTimeout: (requestTimeout + 10) * 1000,
    http: {
      maxHeaderSize: 16 * kibibyte,
      requestTimeout: requestTimeout * 1000,
      headersTimeout: Math.min(requestTimeout, 10) * 1000,
      // Node looks for the slow ones this often; by itself every 30 s.
      connectionsCheckingInterval: Math.min(requestTimeout * 250, 5000),
    },
    routerOptions: { maxParamLength: 200 },
    clientErrorHandler: answerClientError,
    frameworkErrors: answerFrameworkError,
  }) satisfies FastifyServerOptions & { http: object }

/** Shorter bodies where nobody is known yet. A route's own limit stands. */
export const bodyLimits = fp(async (app: FastifyInstance) => {
  app.addHook('onRoute', (route) => {
    if (route.url.startsWith('/v1/auth/')) route.bodyLimit ??= mostBytesOfAuth
  })
})
