import type { MercuriusContext } from 'mercurius'
import { DomainError, invalid } from '../platform/errors.ts'
import { groupBy } from '../platform/query.ts'
import type { Action } from '../platform/scope.ts'
import { isMoment } from './formats.ts'

const mostRows = 100

/** REST's page from Relay's arguments. */
export function pageFrom(first: number, after: string | null | undefined, sort: string) {
  if (!Number.isInteger(first) || first < 1 || first > mostRows)
    throw invalid('first', 'out_of_range', `must be from 1 to ${mostRows}`)
  return { sort, limit: first, ...(after && { cursor: after }) }
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Arguments without those that are null; an id that is none is refused before the database sees it. */
export function given(args: Record<string, unknown>): Record<string, never> {
  const found = Object.entries(args).filter(([, value]) => value !== null && value !== undefined)
  for (const [name, value] of found) {
    const isId = /Id$|^id$/.test(name) && !(name === 'coachId' && value === 'me')
    if (isId && !uuid.test(String(value))) throw invalid(name, 'format', 'must be a valid uuid')
    if (/(Before|After)$/.test(name) && !isMoment(String(value)))
      throw invalid(name, 'format', 'must be a valid date-time')
    if (typeof value === 'string' && (value.includes('\0') || !value.isWellFormed() || value.length > 1000))
      throw invalid(name, 'format', 'has characters that are not allowed, or is too long')
  }
  return Object.fromEntries(found) as Record<string, never>
}

export const idFrom = (args: { id?: unknown }): string => String((given(args) as { id?: unknown }).id)

/** What does not exist for the caller is null in the graph. */
export function nullIfMissing(error: unknown): null {
  if (error instanceof DomainError && error.kind === 'not-found') return null
  throw error
}

type Parent = Record<string, unknown> & { id: string }
type Query = { obj: Parent }

/** Mercurius' own cache serializes whole parents; ours are keyed by id and asked for once per level. */
const uncached = { cache: false }

/** For each parent the one record that its `key` names, or null: one statement for all parents. */
export const oneEach = <T extends { id: string }>(action: Action<readonly string[], T[]>, key: string) => ({
  loader: async (queries: Query[], { scope }: MercuriusContext) => {
    const ids = queries.flatMap(({ obj }) => (typeof obj[key] === 'string' ? [obj[key]] : []))
    const found = new Map(
      (await scope.perform(action, [...new Set(ids)])).map((record) => [record.id, record]),
    )
    return queries.map(({ obj }) => found.get(String(obj[key])) ?? null)
  },
  opts: uncached,
})

/** For each parent the records whose `key` names it: one statement for all parents. */
export const manyEach = <T extends object>(
  action: Action<readonly string[], T[]>,
  key: keyof T & string,
) => ({
  loader: async (queries: Query[], { scope }: MercuriusContext) => {
    const ids = [...new Set(queries.map(({ obj }) => obj.id))]
    const groups = groupBy(await scope.perform(action, ids), (record) => String(record[key]))
    return queries.map(({ obj }) => groups.get(obj.id) ?? [])
  },
  opts: uncached,
})
