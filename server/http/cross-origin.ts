import cors from '@fastify/cors'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Config } from '../config.ts'
import { DomainError } from '../platform/errors.ts'

const hour = 3600

/**
 * Which other sites' scripts may read our answers: those of CORS_ORIGINS, with a token that they hold themselves. Never
 * with the cookie, which is the panel's own: neither credentials nor the panel's header are allowed across origins.
 */
export async function crossOrigin(app: FastifyInstance, config: Config): Promise<void> {
  const origins = new Set(config.corsOrigins)
  if (origins.size > 0) {
    app.addHook('onRoute', (route) => {
      if (route.url === '*' && route.method === 'OPTIONS') route.config = { ...route.config, access: 'open' }
    })
    await app.register(cors, {
      delegator: (request, answer) => {
        const { origin } = request.headers
        answer(null, origin && origins.has(origin) ? { ...allowed, origin } : { origin: false })
      },
    })
  }
  app.addHook('onRequest', async (request) => refuseOtherSites(request, config))
}

const allowed = {
  credentials: false,
  strictPreflight: false,
  methods: ['GET', 'HEAD', 'POST', 'PATCH', 'PUT', 'DELETE'],
  allowedHeaders: [
    'Authorization',
    'Content-Type',
    'Accept-Language',
    'If-Match',
    'If-None-Match',
    'Idempotency-Key',
  ],
  exposedHeaders: [
    'ETag',
    'Location',
    'Link',
    'RateLimit',
    'RateLimit-Policy',
    'Retry-After',
    'X-Request-Id',
    'Allow',
    'Deprecation',
    'Sunset',
  ],
  maxAge: 2 * hour,
}

/**
 * May a page of this origin open a socket here? Ours, and those of CORS_ORIGINS; browsers always say whose page it is.
 * Without an origin it is no browser. A socket must show a token besides, and no cookie counts.
 */
export function maySpeakFrom(
  { publicUrl, corsOrigins }: Config,
  { origin, host }: { origin?: string; host?: string },
): boolean {
  if (origin === undefined) return true
  if (origin === new URL(publicUrl).origin || corsOrigins.includes(origin)) return true
  return URL.canParse(origin) && host !== undefined && new URL(origin).host === host
}

const reading = new Set(['GET', 'HEAD', 'OPTIONS'])
const ours = /(?:^|;\s*)(?:__Host-)?afterword=/

/**
 * A browser that sends the panel's cookie may have been told to by another site. The cookie is SameSite=Strict and counts
 * only with a header that no form can send; here the browser's own word about the sender is heard besides.
 */
function refuseOtherSites(request: FastifyRequest, { publicUrl }: Config): void {
  const { headers, method, host } = request
  if (reading.has(method)) return
  if (headers['x-afterword-client'] === undefined && !ours.test(headers.cookie ?? '')) return
  const site = headers['sec-fetch-site']
  if (site === 'same-origin' || site === 'none') return
  const { origin } = headers
  const own =
    origin !== undefined &&
    (origin === new URL(publicUrl).origin || origin === `${request.protocol}://${host}`)
  // Without either header it is no browser of today.
  if (own || (site === undefined && origin === undefined)) return
  throw new DomainError('forbidden', 'The panel’s login can be used from the panel’s own address only.')
}
