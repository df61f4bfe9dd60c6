import type { Resolve } from '../graphql/part.ts'
import { DomainError, invalid } from '../platform/errors.ts'
import { byId, groupBy } from '../platform/query.ts'
import type { Action } from '../platform/scope.ts'
import { isMoment } from './formats.ts'

const mostRows = 100

/** REST's page from Relay's arguments. */
export function pageFrom(first: unknown, after: unknown, sort: string) {
  if (typeof first !== 'number' || first < 1 || first > mostRows)
    throw invalid('first', 'out_of_range', `must be from 1 to ${mostRows}`)
  return { sort, limit: first, ...(typeof after === 'string' && { cursor: after }) }
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

/** For each parent the one record that its `key` names, or null: one statement for all parents. */
export const oneEach =
  <T extends { id: string }>(action: Action<readonly string[], T[]>, key: string): Resolve<Parent> =>
  (parent, _args, { batches, scope }, { fieldNodes }) =>
    batches.load(fieldNodes, parent, async (parents) => {
      const ids = parents.flatMap((one) => (typeof one[key] === 'string' ? [one[key]] : []))
      const found = byId(await scope.perform(action, [...new Set(ids)]))
      return parents.map((one) => found.get(String(one[key])) ?? null)
    })

/** For each parent the records whose `key` names it: one statement for all parents. */
export const manyEach =
  <T extends object>(action: Action<readonly string[], T[]>, key: keyof T & string): Resolve<Parent> =>
  (parent, _args, { batches, scope }, { fieldNodes }) =>
    batches.load(fieldNodes, parent, async (parents) => {
      const ids = [...new Set(parents.map(({ id }) => id))]
      const groups = groupBy(await scope.perform(action, ids), (record) => String(record[key]))
      return parents.map(({ id }) => groups.get(id) ?? [])
    })

/** A Relay connection over a page of REST's. */
export const connection = <T>({
  data,
  page,
}: {
  data: T[]
  page: { nextCursor: string | null; prevCursor: string | null }
}) => ({
  nodes: data,
  edges: data.map((node, index) => ({ node, cursor: index === data.length - 1 ? page.nextCursor : null })),
  pageInfo: {
    hasNextPage: page.nextCursor !== null,
    hasPreviousPage: page.prevCursor !== null,
    startCursor: page.prevCursor,
    endCursor: page.nextCursor,
  },
})
