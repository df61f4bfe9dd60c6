import { ItemsOf } from '../platform/bulk.ts'
import type { Reader } from '../platform/reading.ts'
import type { Action } from '../platform/scope.ts'
import { change, changeGraph, resultGraph, resultsOf } from './changes.ts'
import type { GraphPart } from './part.ts'

interface Several<Item> {
  /** As in the name of the mutation: createContacts. */
  name: string
  /** The input of one of them. */
  input: string
  /** In a sentence: contacts. */
  nouns: string
  item: Parameters<typeof ItemsOf>[0]
  create: Action<Item[], { data: { record?: { id: string } }[] }>
  shows: { name: string; type: string; reader: Reader<object> }
}

/** The mutation that creates up to 500 records at once, with a result for each: the same for every kind. */
export function severalGraph<Item>({ name, input, nouns, item, create, shows }: Several<Item>): GraphPart {
  const pascal = name.charAt(0).toUpperCase() + name.slice(1)
  const inputs = /* GraphQL */ `
    "Several that are added together."
    input ${pascal}Input {
      "At most 500."
      items: [${input}!]!
    }
  `
  const made = changeGraph(inputs, [
    change({
      name,
      description: `Adds up to 500 ${nouns}, with a result for each: one that is refused keeps no other from being added.`,
      action: create,
      body: ItemsOf(item),
      to: ({ body }) => (body as { items: Item[] }).items,
      shows: 'several',
      tells: {
        name: 'results',
        type: `[${shows.type}Result!]`,
        description: 'What became of each, in their order.',
        of: resultsOf('items'),
      },
    }),
  ])
  const result = resultGraph(shows)
  return {
    typeDefs: `${result.typeDefs}\n${made.typeDefs}`,
    resolvers: { ...result.resolvers, ...made.resolvers },
  }
}
