import type { MercuriusContext } from 'mercurius'
import type { Happening } from '../features/live/live.store.ts'
import type { DomainError, FieldError } from '../platform/errors.ts'
import type { Action } from '../platform/scope.ts'
import type { SharedScope } from '../platform/shared-scope.ts'
import type { Batches } from './batches.ts'

declare module 'mercurius' {
  interface MercuriusContext {
    scope: SharedScope
    batches: Batches
    /** GET asks and never changes. */
    mayWrite: boolean
    /** How many changes have succeeded. */
    written: number
    /** Told of what a change was refused for, which its answer says beside data. */
    refused?(error: DomainError): void
    operationName: string | null
    /** Called once the operation is known and found well. */
    beforeExecution(operation: string, cost: number): Promise<void>
    /** Checks a value against a schema of REST's, as REST does: bodies as they are, queries coerced. */
    faultsIn(schema: object, part: 'body' | 'querystring', value: unknown): FieldError[]
  }
}

/** A resolver of one call. `info` is what GraphQL tells of the field. */
export type Resolve<Parent = never> = (
  parent: Parent,
  args: Record<string, never>,
  context: MercuriusContext,
  info: FieldInfo,
) => unknown

/** What we read of GraphQL's own `info`, which the compiled form of a query gives as well. */
export interface FieldInfo {
  readonly fieldNodes: readonly import('graphql').FieldNode[]
  readonly fragments: Readonly<Record<string, import('graphql').FragmentDefinitionNode>>
}

/** What one feature adds to the graph: types in GraphQL's own language, and how their fields are answered. */
export interface GraphPart {
  typeDefs: string
  resolvers?: Record<string, Record<string, Resolve>>
  /** What can be listened to, by the subscription's name. */
  live?: Record<string, Live>
  /** Of interfaces and unions, which type a record has. */
  abstract?: Record<string, { resolveType(record: { __typename: string }): string }>
}

/** What of the things that happen a subscription tells, to this caller at this moment. */
export interface Live {
  /** Of these happenings, those that the caller may see and that fit the arguments, as the field's value. */
  hear: Action<{ happenings: readonly Happening[]; args: Readonly<Record<string, unknown>> }, object[]>
  /** The types of events that it is about. */
  types: RegExp
}
