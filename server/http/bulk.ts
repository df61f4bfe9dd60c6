import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Static, TSchema } from 'typebox'
import { ItemsOf, ResultsOf } from '../platform/bulk.ts'
import { type Action, perform, type ScopeSource } from '../platform/scope.ts'
import { op, problemsOf } from './openapi.ts'

interface BulkRoute<Item extends TSchema, Shown extends TSchema> {
  path: string
  tag: string
  /** As in the name of the operation: createContacts. */
  name: string
  /** In a sentence: contacts. */
  nouns: string
  item: Item
  schema: Shown
  create: Action<Static<Item>[], { data: { status: number }[] }>
}

/** POST …/bulk, which creates up to 500 records at once: the same for every resource. */
export function bulkRoute<Item extends TSchema, Shown extends TSchema>(
  app: Parameters<FastifyPluginAsyncTypebox>[0],
  source: ScopeSource,
  { path, tag, name, nouns, item, schema, create }: BulkRoute<Item, Shown>,
): void {
  app.post(
    `${path}/bulk`,
    {
      schema: op(
        name,
        tag,
        `Add up to 500 ${nouns}`,
        'In one transaction, with a result for each: one that is refused keeps no other from being added.',
        {
          body: ItemsOf(item),
          response: { 200: ResultsOf(schema), ...problemsOf(400, 401, 403) },
        },
      ),
    },
    (request) =>
      perform(source, request.caller, create, (request.body as { items: Static<Item>[] }).items) as never,
  )
}
