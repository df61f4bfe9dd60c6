import type {
  FieldNode,
  FragmentDefinitionNode,
  GraphQLField,
  GraphQLNamedType,
  GraphQLObjectType,
  GraphQLSchema,
  OperationDefinitionNode,
  SelectionSetNode,
} from 'graphql'
import { limits, usualRows } from './refusal.ts'
import {
  getArgumentValues,
  getNamedType,
  isAbstractType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
} from './runtime.ts'

/** Rows that a list without arguments has, as a rule. */
const shortList = 4
/** A figure that the database counts over many rows. */
const counted = 100
/** A change does more than it shows. */
const change = 10

/** What the walk needs of a request. */
export interface Asked {
  schema: GraphQLSchema
  operation: OperationDefinitionNode
  fragments: Readonly<Record<string, FragmentDefinitionNode>>
  variables: Record<string, unknown>
}

/**
 * The rows that an answer may have: each connection as many as its `first` or `last` asks for, the variables' values
 * included, times what hangs on each of them. Written by hand as a number, not as a rule of validation, since validation
 * does not see the variables.
 */
export function costOf({ schema, operation, fragments, variables }: Asked): number {
  const measured = new Map<string, number>()

  function selections(type: GraphQLNamedType, set: SelectionSetNode, rows: number): number {
    let cost = 0
    for (const node of set.selections) {
      if (cost > limits.cost * 1_000_000) return cost
      if (node.kind === Kind.FIELD) cost += field(type, node, rows)
      else if (node.kind === Kind.INLINE_FRAGMENT)
        cost += selections(named(node.typeCondition?.name.value) ?? type, node.selectionSet, rows)
      else cost += spread(type, node.name.value, rows)
    }
    return cost
  }

  /** A fragment is measured once for each number of rows that its connection asks for. */
  function spread(type: GraphQLNamedType, name: string, rows: number): number {
    const key = `${name} ${rows}`
    const known = measured.get(key)
    if (known !== undefined) return known
    const fragment = fragments[name]
    if (!fragment) return 0
    const cost = selections(named(fragment.typeCondition.name.value) ?? type, fragment.selectionSet, rows)
    measured.set(key, cost)
    return cost
  }

  const named = (name: string | undefined) => (name === undefined ? undefined : schema.getType(name))

  /** `rows`: how many the connection has whose `nodes` and `edges` stand here; 1 elsewhere. */
  function field(type: GraphQLNamedType, node: FieldNode, rows: number): number {
    const definition = definitionOf(type, node.name.value)
    if (!definition) return 0 // __typename, and what asks about the schema
    const below = getNamedType(definition.type)
    if (!node.selectionSet || !(isObjectType(below) || isAbstractType(below))) return 0
    const times = rowsOf(type, definition, node, below, rows)
    if (below.name.endsWith('Connection')) return 1 + selections(below, node.selectionSet, times)
    if (below.name === 'PageInfo') return 0
    const own = below.name.endsWith('Edge') ? 0 : ownCost(type, below)
    return times * (own + selections(below, node.selectionSet, 1))
  }

  function rowsOf(
    type: GraphQLNamedType,
    definition: GraphQLField<unknown, unknown>,
    node: FieldNode,
    below: GraphQLNamedType,
    rows: number,
  ): number {
    const asked = getArgumentValues(definition, node, variables)
    if (below.name.endsWith('Connection')) {
      const usual = usualRows[type.name === 'Query' ? 'root' : 'nested']
      return Math.max(Number(asked.last ?? asked.first ?? usual), 0)
    }
    if (Array.isArray(asked.ids)) return asked.ids.length
    if (!isList(definition)) return 1
    return definition.args.length === 0 && (node.name.value === 'nodes' || node.name.value === 'edges')
      ? rows
      : shortList
  }

  const root = schema.getRootType(operation.operation) as GraphQLObjectType
  return selections(root, operation.selectionSet, 1)
}

const isList = ({ type }: GraphQLField<unknown, unknown>) =>
  isListType(isNonNullType(type) ? type.ofType : type)

const ownCost = (parent: GraphQLNamedType, type: GraphQLNamedType): number =>
  parent.name === 'Mutation'
    ? change
    : parent.name.endsWith('Statistics') || type.name.endsWith('Statistics')
      ? counted
      : 1

function definitionOf(type: GraphQLNamedType, name: string) {
  return 'getFields' in type
    ? ((type as GraphQLObjectType).getFields()[name] as GraphQLField<unknown, unknown> | undefined)
    : undefined
}
