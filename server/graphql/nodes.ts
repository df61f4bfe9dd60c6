import { DomainError, invalid } from '../platform/errors.ts'
import type { Reader } from '../platform/reading.ts'
import { idFrom } from './fields.ts'
import type { GraphPart, Resolve } from './part.ts'
import { limits } from './refusal.ts'
import { wantedFields } from './wanted.ts'

type Found = Map<string, { __typename: string }>

/** `node` and `nodes` over the readers of all types: whatever an id names, as far as the caller sees it. */
export function nodeGraph(readers: Readonly<Record<string, Reader<object>>>): GraphPart {
  /** One kind after the other, until all are found; a kind that the caller may not read has nothing of these. */
  const find = async (
    { scope }: Parameters<Resolve>[2],
    ids: readonly string[],
    fields: ReadonlySet<string>,
  ): Promise<Found> => {
    const found: Found = new Map()
    for (const [__typename, reader] of Object.entries(readers)) {
      const missing = ids.filter((id) => !found.has(id))
      if (missing.length === 0) break
      const records = await scope.perform(reader.byIds, { ids: missing, fields }).catch(noneIfForbidden)
      for (const [id, record] of records) found.set(id, { ...record, __typename })
    }
    return found
  }
  return {
    typeDefs: /* GraphQL */ `
      extend type Query {
        "Whatever this id names; null when there is nothing that you see."
        node(id: ID!): Node
        "Whatever these ids name, at most 100, in their order; null where there is nothing that you see."
        nodes(ids: [ID!]!): [Node]!
      }
    `,
    resolvers: {
      Query: {
        node: async (_root, args, context, info) => {
          const id = idFrom('id', args.id)
          return (await find(context, [id], wantedFields(info))).get(id) ?? null
        },
        nodes: async (_root, args, context, info) => {
          const ids = (args.ids as unknown as string[]).map((id) => idFrom('ids', id))
          if (ids.length > limits.rows) throw invalid('ids', 'too_many', `are ${limits.rows} at the most`)
          const found = await find(context, ids, wantedFields(info))
          return ids.map((id) => found.get(id) ?? null)
        },
      },
    },
    abstract: { Node: { resolveType: ({ __typename }: { __typename: string }) => __typename } },
  }
}

function noneIfForbidden(error: unknown): Map<string, object> {
  if (error instanceof DomainError && error.kind === 'forbidden') return new Map()
  throw error
}
