import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply } from 'fastify'
import type { Document } from '../http/openapi.document.ts'
import { readingPolicy } from '../http/security-headers.ts'
import { notFound } from '../platform/errors.ts'
import { deprecationsPage } from './deprecations.ts'
import { guide } from './guide.ts'
import { style } from './page.ts'
import { problemPage, problemsPage } from './problems.ts'
import { type Contract, reference } from './reference.ts'

const open = { config: { access: 'open' as const }, schema: { hide: true }, helmet: readingPolicy }

/** The documentation for developers, made from the contract itself; open, without a script, for people to read. */
export const docsRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const made = new Map<string, string>()
  const once = (name: string, make: () => string): string => {
    const text = made.get(name) ?? make()
    made.set(name, text)
    return text
  }
  const send = (reply: FastifyReply, text: string, type = 'text/html; charset=utf-8') =>
    reply.type(type).header('cache-control', 'public, max-age=300').send(text)

  app.get('/docs', open, (_request, reply) =>
    send(
      reply,
      once('reference', () => reference(app.swagger() as unknown as Contract)),
    ),
  )
  app.get('/docs/guide', open, (_request, reply) => send(reply, once('guide', guide)))
  app.get('/docs/docs.css', open, (_request, reply) => send(reply, style, 'text/css; charset=utf-8'))
  app.get('/docs/openapi.yaml', open, (_request, reply) =>
    send(
      reply,
      once('yaml', () => app.swagger({ yaml: true })),
      'application/yaml; charset=utf-8',
    ),
  )
  app.get('/docs/deprecations', open, (_request, reply) =>
    send(
      reply,
      once('deprecations', () => deprecationsPage(app.swagger() as unknown as Document)),
    ),
  )
  app.get('/docs/problems', open, (_request, reply) => send(reply, once('problems', problemsPage)))
  app.get<{ Params: { kind: string } }>('/docs/problems/:kind', open, async (request, reply) => {
    const text = problemPage(request.params.kind)
    if (text === null) throw notFound('kind of problem')
    return send(reply, text)
  })
}
