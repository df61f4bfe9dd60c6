/** A document that must be refused quickly, and by what. */
export interface Hostile {
  name: string
  query?: unknown
  variables?: object
  /** The limit that refuses it; null: it is refused as wrong. */
  limit: string | null
  /** Sent as it is, in place of an object with `query`. */
  body?: unknown
}

const times = (count: number, part: (n: number) => string, between = ' ') =>
  Array.from({ length: count }, (_, n) => part(n)).join(between)
const nested = (depth: number, field: string) => `${`${field} { `.repeat(depth)}id${' }'.repeat(depth)}`
const doubling = (levels: number, field: string) =>
  `{ ...F0 } ${times(levels, (n) => `fragment F${n} on Query { ...F${n + 1} ...F${n + 1} }`)} fragment F${levels} on Query { ${field} }`
const pages = 'clients(first: 100) { nodes { '
const introspecting = (inner: string) => `{ __schema { types { ${inner} } } }`

const deep: Hostile[] = [
  ...[16, 60, 98].map((depth) => ({
    name: `${depth} deep`,
    query: `{ ${nested(depth, 'a')} }`,
    limit: 'depth',
  })),
  ...[400, 1000, 10_000].map((depth) => ({
    name: `${depth} deep`,
    query: `{ ${nested(depth, 'a')} }`,
    limit: 'nesting',
  })),
  { name: '1,000 deep behind a comment', query: `#"\n{ ${nested(1000, 'a')} }`, limit: 'nesting' },
  {
    name: '1,000 deep behind a text with a quotation mark',
    query: `{ a(b: "\\"", c: """\\""" " """) ${nested(1000, 'a')} }`,
    limit: 'nesting',
  },
  { name: '30,000 braces', query: '{'.repeat(30_000), limit: 'nesting' },
  { name: '30,000 a{', query: 'a{'.repeat(30_000), limit: 'nesting' },
  { name: 'deep by inline fragments', query: `{ ${nested(80, '... on Query { a } a')} }`, limit: 'depth' },
  {
    name: 'deep by fragments',
    query: `{ ...F0 } ${times(40, (n) => `fragment F${n} on Query { a { ...F${n + 1} } }`)} fragment F40 on Query { id }`,
    limit: 'depth',
  },
  {
    name: 'a deep list as argument',
    query: `{ client(id: ${'['.repeat(900)}${']'.repeat(900)}) { id } }`,
    limit: 'nesting',
  },
  { name: 'a very deep list as argument', query: `{ client(id: ${'['.repeat(20_000)}`, limit: 'nesting' },
  {
    name: 'a deep object as argument',
    query: `{ client(id: ${'{a:'.repeat(600)}1${'}'.repeat(600)}) { id } }`,
    limit: 'nesting',
  },
  {
    name: 'a deep type of a variable',
    query: `query ($a: ${'['.repeat(900)}ID${']'.repeat(900)}) { __typename }`,
    limit: 'nesting',
  },
  {
    name: 'a deep fragment that nobody spreads',
    query: `{ __typename } fragment F on Query { ${nested(60, 'a')} }`,
    limit: 'depth',
  },
]

const broad: Hostile[] = [
  {
    name: '11 things at the root',
    query: `{ ${times(11, (n) => `a${n}: __typename`)} }`,
    limit: 'rootFields',
  },
  { name: '10,000 aliases', query: `{ ${times(10_000, (n) => `a${n}:__typename`)} }`, limit: null },
  { name: '3,000 aliases', query: `{ ${times(3_000, (n) => `a${n}:__typename`)} }`, limit: 'tokens' },
  { name: '600 aliases', query: `{ ${times(600, (n) => `a${n}: __typename`)} }`, limit: 'rootFields' },
  {
    name: '51 aliases below',
    query: `{ clients { nodes { ${times(51, (n) => `a${n}: name`)} } } }`,
    limit: 'aliases',
  },
  { name: '501 fields', query: `{ clients { nodes { ${'name '.repeat(501)} } } }`, limit: 'fields' },
  { name: '1,900 equal fields', query: `{ clients { nodes { ${'name '.repeat(1900)} } } }`, limit: 'fields' },
  {
    name: '1,900 overlapping fields with arguments',
    query: `{ clients { nodes { ${times(300, (n) => `x(a: ${n})`)} } } }`,
    limit: null,
  },
  {
    name: 'aliases by fragments',
    query: `{ ${pages} ${'...F '.repeat(20)} } } } fragment F on Client { a: id b: id c: id }`,
    limit: 'aliases',
  },
  { name: '60 KiB of unknown fields', query: `{ ${times(9000, (n) => `x${n}`)} }`, limit: 'tokens' },
  { name: '1 MiB of unknown fields', query: `{ ${times(150_000, (n) => `x${n}`)} }`, limit: null },
  {
    name: '450 unknown fields',
    query: `{ clients { nodes { ${times(450, (n) => `x${n}`)} } } }`,
    limit: null,
  },
  { name: '51 directives', query: `{ __typename ${'@include(if: true) '.repeat(51)} }`, limit: 'directives' },
  {
    name: '400 directives that are not there',
    query: `{ __typename ${times(400, (n) => `@d${n}`)} }`,
    limit: 'directives',
  },
  {
    name: 'directives by fragments',
    query: `{ ${'...F @skip(if: false) '.repeat(30)} } fragment F on Query { __typename @skip(if: false) }`,
    limit: 'rootFields',
  },
  {
    name: '51 fragments',
    query: `{ __typename } ${times(51, (n) => `fragment F${n} on Query { __typename }`)}`,
    limit: 'fragments',
  },
  { name: '200 operations', query: times(200, (n) => `query Q${n} { __typename }`), limit: 'operations' },
  {
    name: '60 variables, none of them used',
    query: `query (${times(60, (n) => `$v${n}: ID`)}) { __typename }`,
    limit: null,
  },
  { name: 'a name of 60,000 letters', query: `{ ${'a'.repeat(60_000)} }`, limit: null },
  {
    name: 'a text of 60,000 letters',
    query: `{ client(id: "${'a'.repeat(60_000)}") { nothing } }`,
    limit: null,
  },
  {
    name: 'a number of 60,000 digits',
    query: `{ clients(first: ${'9'.repeat(60_000)}) { nodes { id } } }`,
    limit: null,
  },
  { name: 'a block text that does not end', query: `{ client(id: """${'\\"'.repeat(25_000)}`, limit: null },
  { name: '60,000 spaces and nothing', query: ' '.repeat(60_000), limit: null },
  { name: '60,000 commas', query: `${','.repeat(60_000)}{`, limit: null },
  { name: '10,000 comments', query: `${'#a\n'.repeat(10_000)}{`, limit: null },
]

const circular: Hostile[] = [
  { name: 'a fragment in itself', query: '{ ...A } fragment A on Query { ...A }', limit: null },
  {
    name: 'two fragments in each other',
    query: '{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }',
    limit: null,
  },
  {
    name: 'a circle of 49 fragments',
    query: `{ ...F0 } ${times(49, (n) => `fragment F${n} on Query { ...F${(n + 1) % 49} }`)}`,
    limit: null,
  },
  {
    name: 'a circle below a field',
    query: '{ ...A } fragment A on Query { clients { nodes { ...B } } } fragment B on Client { ...A ...B }',
    limit: null,
  },
  { name: 'a circle that nobody spreads', query: '{ __typename } fragment A on Query { ...A }', limit: null },
  { name: '2^20 fields by 20 fragments', query: doubling(20, 'a'), limit: 'fields' },
  { name: '2^45 fields by 45 fragments', query: doubling(45, '__typename'), limit: 'fields' },
  {
    name: '3^30 fields below a field',
    query: `{ clients { nodes { ...F0 } } } ${times(30, (n) => `fragment F${n} on Client { ...F${n + 1} ...F${n + 1} ...F${n + 1} }`)} fragment F30 on Client { id }`,
    limit: 'fields',
  },
]

const costly: Hostile[] = [
  { name: 'first: 100,000', query: '{ clients(first: 100000) { nodes { id } } }', limit: 'cost' },
  { name: 'first: 2^31', query: '{ clients(first: 2147483648) { nodes { id } } }', limit: null },
  {
    name: 'first: 100,000 by a variable',
    query: 'query ($n: Int!) { clients(first: $n) { nodes { id } } }',
    variables: { n: 100_000 },
    limit: 'cost',
  },
  {
    name: 'first: 100,000 by a default',
    query: 'query ($n: Int! = 100000) { clients(first: $n) { nodes { id } } }',
    limit: 'cost',
  },
  {
    name: 'a variable of the wrong type',
    query: 'query ($n: Int!) { clients(first: $n) { nodes { id } } }',
    variables: { n: { a: 1 } },
    limit: null,
  },
  {
    name: 'a variable of 50 KiB',
    query: 'query ($n: Int!) { clients(first: $n) { nodes { id } } }',
    variables: { n: 'x'.repeat(50_000) },
    limit: null,
  },
]

const curious: Hostile[] = [
  {
    name: 'fields of types of fields',
    query: introspecting(nested(8, 'fields { type').replace(/(\}\s*)+$/, '} }'.repeat(8))),
    limit: null,
  },
  {
    name: 'possible types of interfaces',
    query: introspecting(`${'possibleTypes { interfaces { '.repeat(4)} name ${'} } '.repeat(4)}`),
    limit: null,
  },
  {
    name: 'the kind of 30 kinds',
    query: introspecting(nested(30, 'ofType').replace('id', 'name')),
    limit: 'schemaDepth',
  },
  {
    name: 'the schema eleven times',
    query: `{ ${times(11, (n) => `s${n}: __schema { types { name } }`)} }`,
    limit: 'rootFields',
  },
  {
    name: 'the schema within fragments',
    query: `{ __schema { ...A } } fragment A on __Schema { types { fields { type { fields { type { fields { type { fields { name } } } } } } } } }`,
    limit: null,
  },
]

const batched: Hostile[] = [
  { name: 'a batch', body: [{ query: '{ __typename }' }], limit: null },
  {
    name: 'a batch of 1,000',
    body: Array.from({ length: 1000 }, () => ({ query: '{ __typename }' })),
    limit: null,
  },
  {
    name: 'a batch of logins',
    body: Array.from({ length: 100 }, (_, n) => ({
      query: `mutation { login(email: "a@b.c", password: "${n}") { token } }`,
    })),
    limit: null,
  },
  {
    name: '100 logins by aliases',
    query: `mutation { ${times(100, (n) => `a${n}: login(password: "${n}") { token }`)} }`,
    limit: 'rootFields',
  },
  { name: 'a syntax tree', query: JSON.stringify({ kind: 'Document', definitions: [] }), limit: null },
  {
    name: 'a syntax tree of 60 KiB',
    query: JSON.stringify({
      kind: 'Document',
      definitions: Array.from({ length: 900 }, () => ({ kind: 'OperationDefinition', operation: 'query' })),
    }),
    limit: null,
  },
  { name: 'a list for a document', query: ['{ __typename }'], limit: null },
]

/** What somebody may send to make the server work or tell; each is refused in a moment. */
export const hostile: readonly Hostile[] = [...deep, ...broad, ...circular, ...costly, ...curious, ...batched]
