/** An enumeration of words that the rules know as well. */
export const enumType = (
  name: string,
  description: string,
  words: readonly string[],
): string => /* GraphQL */ `
  "${description}"
  enum ${name} { ${words.join(' ')} }
`

const descending = 'Descending'

/** The orders of a list, as REST names them; the reverse has a word of its own. */
export const sortType = (name: string, sorts: readonly string[]): string =>
  enumType(
    name,
    'In which order rows come; rows that are alike by it are ordered by id.',
    sorts.flatMap((sort) => [sort, `${sort}${descending}`]),
  )

/** REST's word for an order. */
export const sortFrom = (word: string): string =>
  word.endsWith(descending) ? `-${word.slice(0, -descending.length)}` : word

/** The arguments of Relay. Either of the two pairs, never both. */
export const paging = /* GraphQL */ `
  "How many rows, from the beginning or after a cursor; at most 100. Left out: 25, and 10 below another row."
  first: Int
  "The cursor behind which the page begins."
  after: String
  "How many rows, up to the end or before a cursor; at most 100."
  last: Int
  "The cursor before which the page ends."
  before: String
`

/** The connection of a kind of record. */
export const connectionTypes = (name: string): string => /* GraphQL */ `
  "A row of a list, and where it stands in it."
  type ${name}Edge {
    "The row."
    node: ${name}!
    "Where it stands, for after and before; good for REST's lists in the same order as well."
    cursor: String!
  }
  "A page of a list."
  type ${name}Connection {
    "The rows with their cursors."
    edges: [${name}Edge!]!
    "The rows alone."
    nodes: [${name}!]!
    "Where the page stands in the list."
    pageInfo: PageInfo!
    "How many rows the whole list has; counted only when asked for."
    total: Total!
  }
`
