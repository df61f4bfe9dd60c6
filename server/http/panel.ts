import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import staticFiles from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { nonceOf, pagePolicy } from './security-headers.ts'

const notPanel = /^\/(v1|graphql|graphiql|health|docs|metrics|\.well-known)(\/|$)/

/** Serves the built panel from `/`; every address that is nobody else's is a page of it. */
export async function panel(app: FastifyInstance, folder: string, https: boolean): Promise<void> {
  if (!existsSync(join(folder, 'index.html'))) return
  const route = { config: { access: 'open' as const }, schema: { hide: true }, helmet: pagePolicy(https) }
  const page = readFileSync(join(folder, 'index.html'), 'utf8')
  const sendPage = (_request: FastifyRequest, reply: FastifyReply) =>
    reply
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-store')
      .send(page.replaceAll('__CSP_NONCE__', nonceOf(reply.raw)))
  await app.register(async (files) => {
    files.addHook('onRoute', (route) => {
      route.config = { ...route.config, access: 'open' }
      route.schema = { ...route.schema, hide: true }
    })
    await files.register(staticFiles, {
      root: folder,
      prefix: '/',
      wildcard: false,
      index: false,
      globIgnore: ['index.html'],
      setHeaders: (reply, path) => {
        if (path.includes('/assets/')) reply.header('cache-control', 'public, max-age=31536000, immutable')
      },
    })
  })
  app.get('/', route, sendPage)
  app.get('/*', route, (request, reply) => {
    const path = request.url.split('?')[0] ?? '/'
    if (notPanel.test(path) || path.startsWith('/assets/'))
      return reply
        .header('content-security-policy', `default-src 'none'; frame-ancestors 'none'`)
        .callNotFound()
    return sendPage(request, reply)
  })
}
