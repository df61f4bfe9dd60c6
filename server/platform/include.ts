import { Type } from 'typebox'

/** The parameter `include` of a resource: what one more request would always ask for. */
export const Include = (words: readonly string[]) =>
  Type.Optional(
    Type.String({
      pattern: `^(${words.join('|')})(,(${words.join('|')}))*$`,
      description: `What to put beside each: ${words.join(', ')}. Several are separated by commas.`,
    }),
  )

/** The query of a single record that can be asked for with more. */
export const IncludeQuery = (words: readonly string[]) =>
  Type.Object({ include: Include(words) }, { additionalProperties: false })

/** The words of an `include` parameter, which its schema has checked. */
export const includesOf = <Word extends string>(text: string | undefined): ReadonlySet<Word> =>
  new Set(text?.split(',') as Word[] | undefined)
