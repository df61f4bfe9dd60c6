import { type Static, type TSchema, Type } from 'typebox'
import type { DomainError, FieldError } from './errors.ts'
import { toDomainError } from './known-errors.ts'
import { Body, FieldProblem, named, ref } from './schema.ts'

/** How many things one request may hold. */
export const mostItems = 500

/** What became of one of several: done, or why not. The others do not depend on it. */
export type Outcome<T> = { done: T } | { refused: DomainError }

export const isDone = <T>(outcome: Outcome<T>): outcome is { done: T } => 'done' in outcome

/** Does one of several; what the caller is told about becomes its outcome, anything else ends the whole. */
export function attempt<T>(work: () => T): Outcome<T> {
  try {
    return { done: work() }
  } catch (error) {
    const refused = toDomainError(error)
    if (!refused) throw error
    return { refused }
  }
}

/** What was done, where there was only one. Throws when it was refused. */
export function onlyOne<T>([outcome]: readonly Outcome<T>[]): T {
  if (outcome && isDone(outcome)) return outcome.done
  throw outcome?.refused ?? new Error('Nothing was done.')
}

/** Why one of several was not done, as problem details. */
export const ItemProblem = named(
  'ItemProblem',
  {
    type: Type.String(),
    title: Type.String(),
    status: Type.Integer(),
    detail: Type.String(),
    errors: Type.Optional(Type.Array(FieldProblem)),
  },
  'Why one of several things was not done; the others do not depend on it.',
)

/** The answer to several, in their order: of each a status, and the record or the problem. */
export const ResultsOf = <T extends TSchema>(schema: T) =>
  Type.Object({
    data: Type.Array(
      Type.Object({
        status: Type.Integer({ description: 'As if it had been sent alone.' }),
        record: Type.Optional(ref(schema)),
        problem: Type.Optional(ref(ItemProblem)),
      }),
      { description: 'In the order of the request.' },
    ),
  })

/** The body of a request that creates several records of one kind. */
export const ItemsOf = <T extends TSchema>(schema: T) =>
  Body({ items: Type.Array(schema, { minItems: 1, maxItems: mostItems }) })

interface Result<T> {
  status: number
  record?: T
  problem?: Static<typeof ItemProblem>
}

export const toResults = <T>(outcomes: readonly Outcome<T>[], status: 200 | 201): { data: Result<T>[] } => ({
  data: outcomes.map((outcome) =>
    isDone(outcome)
      ? { status, record: outcome.done }
      : { status: outcome.refused.status, problem: toProblem(outcome.refused) },
  ),
})

const toProblem = ({ kind, title, status, detail, errors }: DomainError): Static<typeof ItemProblem> => ({
  type: `/docs/problems/${kind}`,
  ...{ title, status, detail },
  ...(errors.length > 0 && { errors: errors satisfies FieldError[] }),
})

/** Fills each outcome that was done with what it stands for, such as the record of an id. */
export const fill = <T, U>(outcomes: readonly Outcome<T>[], of: (done: T) => U): Outcome<U>[] =>
  outcomes.map((outcome) => (isDone(outcome) ? { done: of(outcome.done) } : outcome))

export const doneOf = <T>(outcomes: readonly Outcome<T>[]): T[] =>
  outcomes.flatMap((outcome) => (isDone(outcome) ? [outcome.done] : []))
