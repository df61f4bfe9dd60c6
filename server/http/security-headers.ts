import { randomBytes } from 'node:crypto'
import helmet, { type FastifyHelmetOptions } from '@fastify/helmet'
import type { FastifyInstance } from 'fastify'

/** What a browser may do with an answer that is no page: nothing. */
const nothing = {
  defaultSrc: ["'none'"],
  baseUri: ["'none'"],
  formAction: ["'none'"],
  frameAncestors: ["'none'"],
}

/** A page's scripts and styles come only from here; styles that Emotion makes carry the answer's nonce. */
export const pagePolicy = (https: boolean): Omit<FastifyHelmetOptions, 'global'> => ({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      ...nothing,
      scriptSrc: ["'self'"],
      styleSrc: ["'self'", (_request, reply) => `'nonce-${nonceOf(reply)}'`],
      imgSrc: ["'self'", 'data:'],
      fontSrc: ["'self'"],
      connectSrc: ["'self'"],
      manifestSrc: ["'self'"],
      formAction: ["'self'"],
      ...(https && { upgradeInsecureRequests: [] }),
    },
  },
})

/** A page for reading: its style and images come from here, and it has no scripts. */
export const readingPolicy: Omit<FastifyHelmetOptions, 'global'> = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: { ...nothing, styleSrc: ["'self'"], imgSrc: ["'self'", 'data:'] },
  },
}

/** Headers of every answer; a route that answers with a page says so by `helmet: pagePolicy(…)` or `readingPolicy`. */
export async function securityHeaders(app: FastifyInstance, https: boolean): Promise<void> {
  await app.register(helmet, {
    global: true,
    contentSecurityPolicy: { useDefaults: false, directives: nothing },
    hsts: https,
    referrerPolicy: { policy: 'same-origin' },
    crossOriginEmbedderPolicy: false,
  })
}

const nonces = new WeakMap<object, string>()

/** The answer's own nonce, the same each time that it is asked for. */
export function nonceOf(reply: object): string {
  const known = nonces.get(reply)
  if (known) return known
  const made = randomBytes(16).toString('base64')
  nonces.set(reply, made)
  return made
}
