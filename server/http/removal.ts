import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { type TSchema, Type } from 'typebox'
import { type Removing, restorableDays } from '../platform/removal.ts'
import { IdParams, ref } from '../platform/schema.ts'
import { type Action, perform, type ScopeSource } from '../platform/scope.ts'
import { heeding, op, patching, problemsOf } from './openapi.ts'
import { contentTag, sendVersioned, type Tag, type Versioned, versionCheck } from './versions.ts'

interface RemovalRoutes<Shown extends Versioned> {
  /** Such as /contacts. */
  path: string
  tag: string
  /** As in the names of its operations: Contact. */
  name: string
  /** In a sentence: a contact. */
  noun: string
  schema: TSchema
  /** What goes along. */
  consequence?: string
  remove: Action<Removing, unknown>
  restore: Action<Removing, Shown>
  tagOf?: Tag<Shown>
}

/** DELETE of a record, and POST …/restore: the same for every resource. */
export function removalRoutes<Shown extends Versioned>(
  app: Parameters<FastifyPluginAsyncTypebox>[0],
  source: ScopeSource,
  routes: RemovalRoutes<Shown>,
): void {
  const { path, tag, name, noun, schema, consequence = '', remove, restore, tagOf = contentTag } = routes

  app.delete(
    `${path}/:id`,
    {
      schema: op(
        `remove${name}`,
        tag,
        `Remove ${noun}`,
        `It is in no list any more, and can be brought back for ${restorableDays} days.${consequence && ` ${consequence}`} Needs If-Match.`,
        {
          params: IdParams,
          headers: patching.headers,
          response: {
            204: Type.Null({ description: 'Removed.' }),
            ...problemsOf(400, 401, 403, 404, 412, 428),
          },
        },
      ),
    },
    async (request, reply) => {
      await perform(source, request.caller, remove, {
        id: request.params.id,
        check: versionCheck(request, true),
      })
      return reply.code(204).send(null)
    },
  )

  app.post(
    `${path}/:id/restore`,
    {
      schema: op(
        `restore${name}`,
        tag,
        `Bring ${noun} back`,
        `As it was, within ${restorableDays} days after it was removed. What is there already stays as it is. If-Match is heeded when it is sent.`,
        {
          params: IdParams,
          ...heeding,
          response: { 200: ref(schema), ...problemsOf(400, 401, 403, 404, 409, 412) },
        },
      ),
    },
    async (request, reply) => {
      const wanted = { id: request.params.id, check: versionCheck(request, false) }
      return sendVersioned(
        request,
        reply,
        await perform(source, request.caller, restore, wanted),
        tagOf as Tag<Versioned>,
      )
    },
  )
}
