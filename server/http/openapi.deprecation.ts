import type { Deprecation } from './deprecation.ts'
import {
  type Answer,
  type Document,
  type Operation,
  operationsOf,
  type Parameter,
} from './openapi.document.ts'

interface Marked {
  deprecated?: boolean
  description?: string
  'x-deprecation'?: Deprecation
}

const headers = {
  Deprecation: {
    description: 'Since when this is deprecated: @ and seconds since 1970 (RFC 9745).',
    schema: { type: 'string', pattern: '^@\\d+$' },
    example: '@1798761600',
  },
  Sunset: {
    description: 'From when on this may be gone (RFC 8594); not sent until that is decided.',
    schema: { type: 'string', pattern: ' GMT$' },
    example: 'Sat, 01 Jan 2028 00:00:00 GMT',
  },
  Link: {
    description: 'With rel="deprecation": the page that says what to use instead.',
    schema: { type: 'string' },
    example: '</docs/deprecations#listTasks>; rel="deprecation"; type="text/html"',
  },
}
const named = Object.fromEntries(
  Object.keys(headers).map((name) => [name, { $ref: `#/components/headers/${name}` }]),
)

/** What is deprecated of a document, where it stands. */
export interface Ending extends Deprecation {
  operation: Operation
  /** The parameter or the field of the body; null when it is the whole operation. */
  part: string | null
}

/** Everything that is deprecated. */
export const endingsOf = (document: Pick<Document, 'paths'>): Ending[] =>
  operationsOf(document).flatMap(({ operation }) =>
    partsOf(operation).flatMap(({ part, marked: { 'x-deprecation': said } }) =>
      said ? [{ operation, part, ...said }] : [],
    ),
  )

/** Says in the document what is deprecated, until when and what to use; and which answers bear header fields about it. */
export function completeDeprecations(document: Document): void {
  const operations = new Set(endingsOf(document).map(({ operation }) => operation))
  for (const operation of operations) {
    for (const [status, answer] of Object.entries(operation.responses)) {
      const { $ref, ...own } = answer
      const shared = document.components.responses?.[$ref?.split('/').at(-1) ?? ''] as Answer | undefined
      operation.responses[status] = { ...shared, ...own, headers: { ...(shared ?? own).headers, ...named } }
    }
    for (const { marked } of partsOf(operation)) {
      const said = marked['x-deprecation']
      if (said) marked.description = [marked.description, inWords(said)].filter(Boolean).join(' ')
    }
    document.components.headers = { ...document.components.headers, ...headers }
  }
}

/** In a sentence or two, as the documentation has it. */
export const inWords = ({ since, sunset, instead }: Deprecation): string =>
  `Deprecated since ${since}${sunset ? `, may be gone from ${sunset} on` : ''}. Use ${instead}`

const partsOf = (operation: Operation): { part: string | null; marked: Marked }[] => [
  { part: null, marked: operation as Marked },
  ...(operation.parameters ?? []).map((parameter) => ({ part: parameter.name, marked: raised(parameter) })),
  ...Object.values(operation.requestBody?.content ?? {})
    .slice(0, 1)
    .flatMap(({ schema }) => Object.entries(schema.properties ?? {}))
    .map(([part, marked]) => ({ part, marked: marked as Marked })),
]

/** What a parameter's schema says of it stands beside the schema. */
function raised(parameter: Parameter): Marked {
  const { deprecated, 'x-deprecation': said, ...schema } = parameter.schema
  if (deprecated) Object.assign(parameter, { schema, deprecated, 'x-deprecation': said })
  return parameter as Marked
}
