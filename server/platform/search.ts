import { Type } from 'typebox'
import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm'

/** The parameter `q` of a list. */
export const Search = (what: string) =>
  Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 100,
      description: `Parts of words, all of which must be found in ${what}; case and accents make no difference.`,
    }),
  )

/** As SQL: whether a text, or one of several, has the word. */
export type Has = (...texts: string[]) => string

/** Words beyond these ask nothing more. */
const mostWords = 8

/**
 * Narrows a list to rows in which each word of `q` is found. The search is bounded by the organization's rows, which
 * row-level security reads by index; a word that nobody has takes half a second among 100,000, one that many have a
 * millisecond (test/load/search.ts).
 */
export function searching<Row extends ObjectLiteral>(
  query: SelectQueryBuilder<Row>,
  q: string | undefined,
  condition: (has: Has) => string,
): void {
  const words = q?.trim().split(/\s+/).filter(Boolean).slice(0, mostWords) ?? []
  words.forEach((word, index) => {
    const has: Has = (...texts) =>
      `strpos(fold_text(${texts.length === 1 ? texts[0] : `concat_ws(' ', ${texts.join(', ')})`}), fold_text(:word${index})) > 0`
    query.andWhere(`(${condition(has)})`, { [`word${index}`]: word })
  })
}

/** Whether the client, employer or opportunity that a column names has the word in its name. */
export const named =
  (table: 'client' | 'employer' | 'opportunity', column: string) =>
  (has: Has): string =>
    `${column} IN (SELECT n.id FROM ${table} n WHERE n.organization_id = :organizationId AND ${has(table === 'opportunity' ? 'n.title' : 'n.name')})`
