import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm'
import type { Permission } from '../domain/permissions.ts'
import { countUpTo, decodeCursor, encodeCursor, type PageRequest, totalOf } from './keyset.ts'
import { groupBy } from './query.ts'
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

export interface Slice<Node> {
  nodes: Node[]
  /** Of the node at this place; made only when it is asked for. */
  cursorAt(place: number): string
  hasNextPage: boolean
  hasPreviousPage: boolean
  total: { count: number; exact: boolean } | null
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
        const rows = await placed(query, window)
          .limit(window.size + 1)
          .getRawMany<Row>()
        return slice(rows, await finish(scope, rows, fields), window, total)
      }),
    ),
    pages: action(permission, async (scope, { of, ids, filters, window, fields, count }) => {
      if (ids.length === 0) return new Map()
      return rowsOf(scope, filters, async (query) => {
        query.andWhere(`t.${of} = ANY(:parents)`, { parents: ids })
        const totals = count ? await countEach(scope, query, of) : null
        narrow(query, fields, [columnOf(window.sort), of])
        const rows = await firstOfEach<Row>(scope, query, of, window)
        const nodes = await finish(scope, rows, fields)
        const groups = groupBy(
          rows.map((row, place) => ({ row, node: nodes[place] as Node })),
          ({ row }) => String(row[of]),
        )
        return new Map(
          ids.map((id) => {
            const own = groups.get(id) ?? []
            const total = totals && totalOf(totals.get(id) ?? 0)
            return [
              id,
              slice(
                own.map(({ row }) => row),
                own.map(({ node }) => node),
                window,
                total,
              ),
            ]
          }),
        )
      })
    }),
    byIds: action(permission, async (scope, { ids, fields }) => {
      if (ids.length === 0) return new Map()
      return rowsOf(scope, { ids: [...new Set(ids)].join(',') }, async (query) => {
        narrow(query, fields, [])
        const rows = await query.getRawMany<Row>()
        const nodes = await finish(scope, rows, fields)
        return new Map(rows.map((row, place) => [row.id, nodes[place] as Node]))
      })
    }),
  }
}

/** A page of what was found, one row more than it holds where there are more; `nodes` stand beside the rows. */
function slice<Node>(
  found: readonly Rows[],
  finished: readonly Node[],
  { sort, size, backward, cursor }: Window,
  total: Slice<Node>['total'],
): Slice<Node> {
  const more = found.length > size
  const rows = found.slice(0, size)
  const nodes = finished.slice(0, size)
  if (backward) {
    rows.reverse()
    nodes.reverse()
  }
  return {
    nodes,
    cursorAt(place) {
      const { id, [columnOf(sort)]: value } = rows[place] as Rows
      const text = value instanceof Date ? value.toISOString() : String(value)
      return encodeCursor({ sort, value: text, id, backward: false })
    },
    hasNextPage: backward ? cursor !== null : more,
    hasPreviousPage: backward ? more : cursor !== null,
    total,
  }
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

/** Of each parent as many rows as a page has, and one more. */
async function firstOfEach<Row>(
  scope: Scope,
  query: SelectQueryBuilder<Rows>,
  of: string,
  window: Window,
): Promise<Row[]> {
  const nameOf = (property: string) =>
    query.expressionMap.mainAlias?.metadata.findColumnWithPropertyName(property)?.databaseName ?? property
  const direction = window.sort.startsWith('-') !== window.backward ? 'DESC' : 'ASC'
  const order = `t.${nameOf(columnOf(window.sort))} ${direction}, t.id ${direction}`
  const ordered = placed(query, window).orderBy()
  ordered.addSelect(`row_number() OVER (PARTITION BY t.${nameOf(of)} ORDER BY ${order})`, 'place')
  const [sql, parameters] = ordered.getQueryAndParameters()
  return scope.db.query(
    `SELECT * FROM (${sql}) AS numbered WHERE place <= $${parameters.length + 1} ORDER BY place`,
    [...parameters, window.size + 1],
  )
}

async function countEach(
  scope: Scope,
  query: SelectQueryBuilder<Rows>,
  of: string,
): Promise<Map<string, number>> {
  const counted = query.clone().select(`t.${of}`, 'id').addSelect('count(*)::int', 'count').groupBy(`t.${of}`)
  const [sql, parameters] = counted.getQueryAndParameters()
  const rows: { id: string; count: number }[] = await scope.db.query(sql, parameters)
  return new Map(rows.map(({ id, count }) => [id, count]))
}

/** Rows as they are: where all of a kind's columns may be seen by whoever sees the row. */
export const asTheyAre = <Row>(_scope: Scope, rows: Row[]): Row[] => rows
