import type { EntityManager, ObjectLiteral, SelectQueryBuilder } from 'typeorm'
import { invalid } from './errors.ts'

/** What a list request asks for, after validation. */
export interface PageRequest {
  sort: string
  limit: number
  cursor?: string
  count?: boolean
  /** Several, separated by commas. */
  ids?: string
  /** RFC 3339; only of lists whose rows have `updatedAt`. */
  updatedSince?: string
  /** Reads the rows that fit in another way than as one page of whole rows (reading.ts). */
  read?: (query: SelectQueryBuilder<ObjectLiteral>) => Promise<unknown>
}

export interface Page<T> {
  data: T[]
  page: {
    nextCursor: string | null
    prevCursor: string | null
    total: { count: number; exact: boolean } | null
  }
}

export interface Cursor {
  sort: string
  value: string
  id: string
  backward: boolean
}

export const encodeCursor = ({ sort, value, id, backward }: Cursor) =>
  Buffer.from(JSON.stringify([sort, value, id, backward ? 1 : 0])).toString('base64url')

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** A moment exactly as we write them, so one that exists. PostgreSQL has no year 0. */
function isMoment(text: string): boolean {
  const time = Date.parse(text)
  return !Number.isNaN(time) && new Date(time).toISOString() === text && /^(?!0000)\d{4}-/.test(text)
}

/** Throws `validation-failed` for one that is not from such a list. */
export function decodeCursor(text: string, sort: string): Cursor {
  let parts: unknown
  try {
    parts = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
  } catch {
    parts = null
  }
  const [was, value, id, backward] = Array.isArray(parts) ? parts : []
  const ofMoment = /At$/.test(sort)
  const known =
    was === sort &&
    typeof value === 'string' &&
    value.isWellFormed() &&
    !value.includes('\0') &&
    typeof id === 'string' &&
    uuid.test(id) &&
    (!ofMoment || isMoment(value))
  if (!known)
    throw invalid(
      'cursor',
      'cursor_invalid',
      'The cursor is not from this list in this order. Start without one.',
    )
  return { sort, value, id, backward: backward === 1 }
}

const text = (value: unknown): string => (value instanceof Date ? value.toISOString() : String(value))

/** Which rows a page asks for: those beyond `after` in the order of the column, then the id. */
export interface Slice {
  /** A property name of a NOT NULL column. */
  property: string
  descending: boolean
  after: { value: string; id: string } | null
  /** One more than the page holds, to know whether there are more. */
  limit: number
}

/** One page by keyset of rows that `fetch` reads in the slice's order. */
export async function pageFrom<Row extends ObjectLiteral & { id: string }>(
  { sort, limit, cursor }: PageRequest,
  total: Page<Row>['page']['total'],
  fetch: (slice: Slice) => Promise<Row[]>,
): Promise<Page<Row>> {
  const at = cursor === undefined ? null : decodeCursor(cursor, sort)
  const property = sort.replace(/^-/, '')
  const descending = sort.startsWith('-') !== (at?.backward ?? false)
  const found = await fetch({ property, descending, after: at, limit: limit + 1 })
  const more = found.length > limit
  const data = found.slice(0, limit)
  if (at?.backward) data.reverse()
  const cursorAt = (row: Row | undefined, backward: boolean) =>
    row ? encodeCursor({ sort, value: text(row[property]), id: row.id, backward }) : null
  return {
    data,
    page: {
      nextCursor: at?.backward || more ? cursorAt(data.at(-1), false) : null,
      prevCursor: (at?.backward ? more : at) ? cursorAt(data[0], true) : null,
      total,
    },
  }
}

/**
 * One page of `query` (alias `t`, rows with `id`) by keyset: ordered by the sort column, then the id.
 * `sort` is a property name of a NOT NULL column, with `-` before it for descending; the caller has checked it against
 * the list's own. What every list takes is narrowed here. Rows that are inserted or removed between pages neither repeat nor hide others.
 */
export async function pageOf<Row extends ObjectLiteral & { id: string }>(
  db: EntityManager,
  query: SelectQueryBuilder<Row>,
  request: PageRequest,
): Promise<Page<Row>> {
  const { ids, updatedSince } = request
  if (ids) query.andWhere('t.id = ANY(:ids)', { ids: ids.split(',') })
  if (updatedSince) query.andWhere('t.updatedAt >= :updatedSince', { updatedSince })
  if (request.read) return (await request.read(query as SelectQueryBuilder<never>)) as Page<Row>
  const total = request.count ? await countUpTo(db, query) : null
  return pageFrom(request, total, ({ property, descending, after, limit }) => {
    const paged = query.clone()
    if (after)
      paged.andWhere(`(t.${property}, t.id) ${descending ? '<' : '>'} (:cursorValue, :cursorId)`, {
        cursorValue: after.value,
        cursorId: after.id,
      })
    const direction = descending ? 'DESC' : 'ASC'
    return paged
      .orderBy(`t.${property}`, direction)
      .addOrderBy('t.id', direction)
      .limit(limit)
      .getRawMany<Row>()
  })
}

/** Counts to 10,000 and no further, so that a count costs no more than a long page. */
export async function countUpTo(db: EntityManager, query: SelectQueryBuilder<ObjectLiteral>) {
  const [sql, parameters] = query
    .clone()
    .select('1', 'one')
    .limit(countedAtMost + 1)
    .getQueryAndParameters()
  const [row] = await db.query(`SELECT count(*)::int AS count FROM (${sql}) AS bounded`, parameters)
  return totalOf(row.count)
}

/** How far lists count. */
export const countedAtMost = 10_000

/** A total from a count that may have gone on to one more than is counted. */
export const totalOf = (count: number): { count: number; exact: boolean } => ({
  count: Math.min(count, countedAtMost),
  exact: count <= countedAtMost,
})
