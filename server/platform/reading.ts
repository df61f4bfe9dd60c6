import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm'
import type { Permission } from '../domain/permissions.ts'
import { countUpTo, decodeCursor, encodeCursor, type PageRequest, totalOf } from './keyset.ts'
import { type Columns, rowsAsJson } from './rows-as-json.ts'
import { type Action, action, type Scope } from './scope.ts'

/*
 * Reading as dashboards do: only the columns that were asked for, for one list or for the lists of many parents at once,
 * each list one page, forwards or backwards, in one statement. What is seen and what fits a filter, the stores say as for REST.
 */

/** A page of a list: the first rows after a cursor, or the last before one. */
export interface Window {
  /** A property of the rows, with - before it for descending. */
  sort: string
  size: number
  backward: boolean
  cursor: string | null
}

type Total = { count: number; exact: boolean }

/** A page of a list. */
export interface Slice<Node> {
  readonly nodes: readonly Node[]
  readonly hasNextPage: boolean
  readonly hasPreviousPage: boolean
  readonly total: Total | null
  /** Of the node at this place; made only when it is asked for. */
  cursorAt(place: number): string
}

/** Which fields of the answer are wanted. */
type Fields = ReadonlySet<string>

interface Rows extends ObjectLiteral {
  id: string
}

/** How records of one kind are read. */
interface Readable<Row extends Rows, Node> {
  permission: Permission
  /** The store's own list, with its filters. */
  list(scope: Scope, filters: PageRequest): Promise<unknown>
  /** The columns that a field is made of, where they are not the one of its name. */
  needs?: Readonly<Record<string, readonly string[]>>
  /** Columns that are not in the table, as SQL over `t`, by the fields that need them. */
  computed?: { readonly name: string; readonly sql: string; readonly for: readonly string[] }[]
  /** Rows as they go out, with what the caller may not see taken away. */
  finish(scope: Scope, rows: Row[], fields: Fields): Node[] | Promise<Node[]>
}

export interface ListRequest {
  filters: Record<string, unknown>
  window: Window
  fields: Fields
  count: boolean
}

export interface ListsRequest extends ListRequest {
  /** The property that names the parent, and the parents. */
  of: string
  ids: readonly string[]
}

/** What is asked of records that are known: these fields of what belongs to each of them. */
export interface Knowing<Parent> {
  parents: readonly Parent[]
  fields: Fields
}

export interface Reader<Node> {
  page: Action<ListRequest, Slice<Node>>
  /** For each parent its own page. */
  pages: Action<ListsRequest, Map<string, Slice<Node>>>
  /** Those of these ids that the caller sees. */
  byIds: Action<{ ids: readonly string[]; fields: Fields }, Map<string, Node>>
}

export function reader<Row extends Rows, Node = Row>(kind: Readable<Row, Node>): Reader<Node> {
  const { permission, list, needs = {}, computed = [], finish } = kind

  /** Runs the store's list, reading only what the fields are made of. */
  const rowsOf = <Out>(
    scope: Scope,
    filters: Record<string, unknown>,
    read: (query: SelectQueryBuilder<Rows>) => Promise<Out>,
  ): Promise<Out> =>
    list(scope, {
      sort: 'id',
      limit: 1,
      ...filters,
      read: (query) => read(query as unknown as SelectQueryBuilder<Rows>),
    }) as Promise<Out>

  function narrow(query: SelectQueryBuilder<Rows>, fields: Fields, more: readonly string[]): void {
    const wanted = new Set(['id', ...more])
    for (const field of fields) for (const column of needs[field] ?? [field]) wanted.add(column)
    query.select([])
    for (const { propertyName } of query.expressionMap.mainAlias?.metadata.columns ?? [])
      if (wanted.has(propertyName)) query.addSelect(`t.${propertyName}`, propertyName)
    for (const { name, sql, for: by } of computed)
      if (by.some((field) => fields.has(field))) query.addSelect(`(${sql})`, name)
  }

  return {
    page: action(permission, (scope, { filters, window, fields, count }) =>
      rowsOf(scope, filters, async (query) => {
        const total = count ? await countUpTo(scope.db, query) : null
        narrow(query, fields, [columnOf(window.sort)])
        const rows = await read<Row>(scope, placed(query, window).limit(window.size + 1))
        return new Found(rows, await finish(scope, rows, fields), window, total)
      }),
    ),
    pages: action(permission, async (scope, { of, ids, filters, window, fields, count }) => {
      if (ids.length === 0) return new Map()
      return rowsOf(scope, filters, async (query) => {
        const totals = count ? await countEach(scope, query, of, ids) : null
        narrow(query, fields, [columnOf(window.sort), of])
        const rows = await firstOfEach<Row>(scope, query, of, ids, window)
        const nodes = await finish(scope, rows, fields)
        return slicesOf(ids, of, rows, nodes, (found, finished, id) => {
          const total = totals && totalOf(totals.get(id) ?? 0)
          return new Found(found, finished, window, total)
        })
      })
    }),
    byIds: action(permission, async (scope, { ids, fields }) => {
      if (ids.length === 0) return new Map()
      return rowsOf(scope, { ids: [...new Set(ids)].join(',') }, async (query) => {
        narrow(query, fields, [])
        const rows = await read<Row>(scope, query)
        const nodes = await finish(scope, rows, fields)
        return new Map(rows.map((row, place) => [row.id, nodes[place] as Node]))
      })
    }),
  }
}

/** The rows of each parent, whose id stands in `of`, with their nodes. */
function slicesOf<Node>(
  ids: readonly string[],
  of: string,
  rows: readonly Rows[],
  nodes: readonly Node[],
  slice: (found: Rows[], finished: Node[], id: string) => Slice<Node>,
): Map<string, Slice<Node>> {
  const groups = new Map<string, { found: Rows[]; finished: Node[] }>()
  for (const id of ids) groups.set(id, { found: [], finished: [] })
  for (let place = 0; place < rows.length; place++) {
    const group = groups.get((rows[place] as Rows)[of])
    group?.found.push(rows[place] as Rows)
    group?.finished.push(nodes[place] as Node)
  }
  const slices = new Map<string, Slice<Node>>()
  for (const [id, { found, finished }] of groups) slices.set(id, slice(found, finished, id))
  return slices
}

/** One row more was found where there are more; `finished` are the nodes of the rows. */
class Found<Node> implements Slice<Node> {
  readonly nodes: readonly Node[]
  readonly hasNextPage: boolean
  readonly hasPreviousPage: boolean
  readonly total: Total | null
  readonly #rows: readonly Rows[]
  readonly #sort: string

  constructor(
    found: readonly Rows[],
    finished: readonly Node[],
    { sort, size, backward, cursor }: Window,
    total: Total | null,
  ) {
    const more = found.length > size
    this.nodes = more || backward ? inOrder(finished, size, backward) : finished
    this.#rows = more || backward ? inOrder(found, size, backward) : found
    this.#sort = sort
    this.hasNextPage = backward ? cursor !== null : more
    this.hasPreviousPage = backward ? more : cursor !== null
    this.total = total
  }

  cursorAt(place: number): string {
    const { id, [columnOf(this.#sort)]: value } = this.#rows[place] as Rows
    const text = value instanceof Date ? value.toISOString() : String(value)
    return encodeCursor({ sort: this.#sort, value: text, id, backward: false })
  }
}

function inOrder<One>(found: readonly One[], size: number, backward: boolean): One[] {
  const page = found.slice(0, size)
  return backward ? page.reverse() : page
}

/** The rows of a query, planned anew each time: which index serves a list depends on how long it is. */
const read = <Row>(scope: Scope, query: SelectQueryBuilder<Rows>): Promise<Row[]> => {
  const [sql, parameters] = query.getQueryAndParameters()
  return rowsAsJson<Row>(scope, `(${sql}) AS r`, columnsOf(query), parameters, false)
}

/** What a query selects, with the types. */
function columnsOf({ expressionMap: { selects, mainAlias } }: SelectQueryBuilder<Rows>): Columns {
  return new Map(
    selects.map(({ selection, aliasName = '' }) => {
      const column = mainAlias?.metadata.findColumnWithPropertyName(selection.replace(/^t\./, ''))
      return [aliasName, column ? `${column.type}${column.isArray ? '[]' : ''}` : 'other']
    }),
  )
}

const columnOf = (sort: string): string => sort.replace(/^-/, '')

/** Beyond the cursor, in the window's order; backwards the order is turned round. */
function placed(query: SelectQueryBuilder<Rows>, { sort, backward, cursor }: Window) {
  const column = columnOf(sort)
  const descending = sort.startsWith('-') !== backward
  if (cursor !== null) {
    const { value, id } = decodeCursor(cursor, sort)
    query.andWhere(`(t.${column}, t.id) ${descending ? '<' : '>'} (:cursorValue, :cursorId)`, {
      cursorValue: value,
      cursorId: id,
    })
  }
  const direction = descending ? 'DESC' : 'ASC'
  return query.orderBy(`t.${column}`, direction).addOrderBy('t.id', direction)
}

/** Of each parent as many rows as a page has, and one more: a look along an index for each. */
function firstOfEach<Row>(
  scope: Scope,
  query: SelectQueryBuilder<Rows>,
  of: string,
  ids: readonly string[],
  window: Window,
): Promise<Row[]> {
  const each = placed(query, window)
    .andWhere(`t.${of} = parent.id`)
    .limit(window.size + 1)
  const [sql, parameters] = each.getQueryAndParameters()
  const from = `unnest($${parameters.length + 1}::uuid[]) AS parent (id) CROSS JOIN LATERAL (${sql}) AS r`
  return rowsAsJson<Row>(scope, from, columnsOf(each), [...parameters, `{${ids.join()}}`], true)
}

async function countEach(
  scope: Scope,
  query: SelectQueryBuilder<Rows>,
  of: string,
  ids: readonly string[],
): Promise<Map<string, number>> {
  const counted = query
    .clone()
    .andWhere(`t.${of} = ANY(:parents)`, { parents: ids })
    .select(`t.${of}`, 'id')
    .addSelect('count(*)::int', 'count')
    .groupBy(`t.${of}`)
  const [sql, parameters] = counted.getQueryAndParameters()
  const rows: { id: string; count: number }[] = await scope.db.query(sql, parameters)
  return new Map(rows.map(({ id, count }) => [id, count]))
}

/** Rows as they are: where all of a kind's columns may be seen by whoever sees the row. */
export const asTheyAre = <Row>(_scope: Scope, rows: Row[]): Row[] => rows
