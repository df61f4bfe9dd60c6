import { createRequire } from 'node:module'

// Mercurius loads the CommonJS copy of graphql; objects of the other copy would be of "another realm" to it.
const copy = createRequire(import.meta.url)('graphql') as typeof import('graphql')

export const {
  execute,
  parse,
  validate,
  specifiedRules,
  GraphQLError,
  getArgumentValues,
  getNamedType,
  getOperationAST,
  getVariableValues,
  isListType,
  isNonNullType,
  isObjectType,
  isAbstractType,
  isLeafType,
  printSchema,
  Kind,
} = copy
