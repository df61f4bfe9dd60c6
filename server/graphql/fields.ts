import { invalid } from '../platform/errors.ts'
import type { Knowing, Reader, Slice, Window } from '../platform/reading.ts'
import type { Action } from '../platform/scope.ts'
import { known } from './known.ts'
import type { Resolve } from './part.ts'
import { limits, refusal, usualRows } from './refusal.ts'
import { sortFrom } from './sdl.ts'
import { wantedFields, wantedOfConnection } from './wanted.ts'

type Args = Readonly<Record<string, unknown>>
interface Parent {
  id: string
}

/** What a list takes, said by REST's schema of its query. */
export interface Listing {
  query: { properties: object }
  /** The order when none is asked for. */
  sort: string
}

/** Relay's arguments as a window on the list; throws when both ends are asked for, or too many rows. */
function windowFrom(args: Args, usual: number, sort: string): Window {
  const { first, after, last, before } = args as Record<string, number & string>
  const backward = last != null || before != null
  if (backward && (first != null || after != null))
    throw invalid('last', 'two_ends', 'and before do not go with first and after')
  const size = Number(backward ? (last ?? usual) : (first ?? usual))
  if (size < 1) throw invalid(backward ? 'last' : 'first', 'out_of_range', `must be from 1 to ${limits.rows}`)
  if (size > limits.rows) throw refusal('rows', limits.rows, size)
  return { sort, size, backward, cursor: (backward ? before : after) ?? null }
}

const pages = new Set(['first', 'after', 'last', 'before'])

/** The arguments as REST's filters, checked as REST checks them. Lists are words separated by commas there. */
function filtersFrom(
  args: Args,
  { query, sort: usual }: Listing,
  faultsIn: Parameters<Resolve>[2]['faultsIn'],
): { filters: Record<string, unknown>; sort: string } {
  const filters: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(args))
    if (!pages.has(name) && name !== 'sort' && value != null)
      filters[name] = Array.isArray(value) ? value.join(',') : value
  const sort = typeof args.sort === 'string' ? sortFrom(args.sort) : usual
  known(query, { ...filters, sort }, { faultsIn })
  return { filters, sort }
}

/** A list at the root. */
export const listOf =
  <Node>(reader: Pick<Reader<Node>, 'page'>, listing: Listing): Resolve =>
  async (_root, args, { scope, faultsIn }, info) => {
    const { filters, sort } = filtersFrom(args, listing, faultsIn)
    const window = windowFrom(args, usualRows.root, sort)
    return connection(await scope.perform(reader.page, { filters, window, ...wantedOfConnection(info) }))
  }

/** The list of each parent, whose id stands in the rows' `of`: one statement for all parents. */
export const listsOf =
  <Node>(reader: Reader<Node>, of: string, listing: Listing): Resolve<Parent> =>
  (parent, args, { scope, batches, faultsIn }, info) => {
    return batches.load(info.fieldNodes, parent, async (parents) => {
      // All parents of a batch stand at one place of the document, so that their arguments are the same.
      const { filters, sort } = filtersFrom(args, listing, faultsIn)
      const window = windowFrom(args, usualRows.nested, sort)
      const ids = [...new Set(parents.map(({ id }) => id))]
      const found = await scope.perform(reader.pages, {
        ...{ of, ids, filters, window },
        ...wantedOfConnection(info),
      })
      return parents.map(({ id }) => connection(found.get(id) as Slice<Node>))
    })
  }

/** The record that each parent names in `key`; null where there is none, or none that the caller sees. One statement for all. */
export const recordOf =
  <Node>(reader: Reader<Node>, key: string): Resolve<Parent> =>
  (parent, _args, { scope, batches }, info) =>
    idIn(parent, key) === null
      ? null
      : batches.load(info.fieldNodes, parent, async (parents) => {
          const ids = parents.map((one) => String(idIn(one, key)))
          const found = await scope.perform(reader.byIds, { ids, fields: wantedFields(info) })
          return parents.map((one) => found.get(String(idIn(one, key))) ?? null)
        })

/** What an action knows about each parent, whom it is told with the columns that it needs: one call for all. */
export const knownOf =
  <Known extends Parent, Answer>(
    knowing: Action<Knowing<Known>, ReadonlyMap<string, Answer>>,
    none: Answer,
  ): Resolve<Known> =>
  (parent, _args, { scope, batches }, info) =>
    batches.load(info.fieldNodes, parent, async (parents) => {
      const found = await scope.perform(knowing, { parents, fields: wantedFields(info) })
      return parents.map(({ id }) => found.get(id) ?? none)
    })

/** One record by its id; null when there is none that the caller sees. */
export const recordBy =
  <Node>(reader: Reader<Node>): Resolve =>
  async (_root, args, { scope }, info) => {
    const id = idFrom('id', args.id)
    const found = await scope.perform(reader.byIds, { ids: [id], fields: wantedFields(info) })
    return found.get(id) ?? null
  }

const idIn = (parent: Parent, key: string): string | null =>
  (parent as unknown as Record<string, string | null>)[key] ?? null

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** An id as REST takes it, before the database sees it. */
export function idFrom(name: string, value: unknown): string {
  if (!uuid.test(String(value))) throw invalid(name, 'format', 'must be a valid uuid')
  return String(value).toLowerCase()
}

/** A Relay connection of a page; edges and cursors are made only where they are asked for. */
export const connection = <Node>(slice: Slice<Node>) => new Connection(slice)

class Connection<Node> {
  readonly #slice: Slice<Node>

  constructor(slice: Slice<Node>) {
    this.#slice = slice
  }
  get nodes() {
    return this.#slice.nodes
  }
  get total() {
    return this.#slice.total
  }
  get edges() {
    return this.nodes.map((node, place) => ({ node, cursor: this.#slice.cursorAt(place) }))
  }
  get pageInfo() {
    const { nodes, hasNextPage, hasPreviousPage } = this.#slice
    return {
      hasNextPage,
      hasPreviousPage,
      startCursor: nodes.length > 0 ? this.#slice.cursorAt(0) : null,
      endCursor: nodes.length > 0 ? this.#slice.cursorAt(nodes.length - 1) : null,
    }
  }
}
