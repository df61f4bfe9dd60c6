import type { GraphQLError as GraphQLErrorType } from 'graphql'
import { GraphQLError } from './runtime.ts'

/** What one request to the graph may be. Each refusal names the limit, what it allows, and what was asked. */
export const limits = {
  /** Words and signs of a document. */
  tokens: 2_000,
  /** Brackets within each other, of any kind: what the parser may be asked to descend. */
  nesting: 100,
  /** Fields below each other; what asks about the schema has its own. */
  depth: 15,
  schemaDepth: 20,
  /** Fields side by side at the root of an operation. */
  rootFields: 10,
  /** Fields of a document, those of a fragment as often as it is spread. */
  fields: 500,
  aliases: 50,
  directives: 50,
  fragments: 50,
  operations: 20,
  /** Rows that an answer may have, by what its arguments ask for. */
  cost: 50_000,
  /** Rows of one connection. */
  rows: 100,
} as const

/** Rows of a connection that says neither `first` nor `last`. */
export const usualRows = { root: 25, nested: 10 } as const

export type Limit = keyof typeof limits | 'time'

const words: Record<Limit, (allowed: number, asked: number) => string> = {
  tokens: (allowed) => `A document may have ${allowed} words and signs; this one has more.`,
  nesting: (allowed) => `A document may have ${allowed} brackets within each other; this one has more.`,
  depth: (allowed, asked) => `A document may be ${allowed} fields deep; this one is ${asked}.`,
  schemaDepth: (allowed, asked) =>
    `A question about the schema may be ${allowed} fields deep; this one is ${asked}.`,
  rootFields: (allowed, asked) => `An operation may ask ${allowed} things at once; this one asks ${asked}.`,
  fields: (allowed, asked) => `A document may have ${allowed} fields; this one has ${asked}.`,
  aliases: (allowed, asked) => `A document may have ${allowed} aliases; this one has ${asked}.`,
  directives: (allowed, asked) => `A document may have ${allowed} directives; this one has ${asked}.`,
  fragments: (allowed, asked) => `A document may have ${allowed} fragments; this one has ${asked}.`,
  operations: (allowed, asked) => `A document may have ${allowed} operations; this one has ${asked}.`,
  cost: (allowed, asked) =>
    `An answer may cost ${allowed}; this one could cost ${asked}. Ask for fewer rows with first.`,
  rows: (allowed, asked) => `first and last may be ${allowed} at the most; this is ${asked}.`,
  time: (allowed) => `An answer may take ${allowed} ms; this one took longer. Ask for less.`,
}

/** Why a document is not answered: the limit, what it allows, what was asked. */
export const refusal = (limit: Limit, allowed: number, asked: number): GraphQLErrorType =>
  new GraphQLError(words[limit](allowed, asked), {
    extensions: { code: 'limit-exceeded', limit, allowed, asked: Number.isFinite(asked) ? asked : null },
  })

/** Throws when more is asked than a limit allows. */
export function within(limit: keyof typeof limits, asked: number): void {
  if (asked > limits[limit]) throw refusal(limit, limits[limit], asked)
}
