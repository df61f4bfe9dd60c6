import { createRequire } from 'node:module'
import type { ValidationRule } from 'graphql'

// Mercurius loads the CommonJS copy of graphql; an error of the other copy would be of "another realm".
const { GraphQLError } = createRequire(import.meta.url)('graphql') as typeof import('graphql')

/** Refuses questions about the schema itself, in production. */
export const noIntrospection: ValidationRule = (context) => ({
  Field(node) {
    if (node.name.value === '__schema' || node.name.value === '__type')
      context.reportError(new GraphQLError('The schema is not shown here.', { nodes: [node] }))
  },
})

const mostRootFields = 10
const mostFields = 500

/** Depth is not breadth: a document of many aliases would ask the database as many times in one request. */
export const fewFields: ValidationRule = (context) => {
  let fields = 0
  return {
    OperationDefinition(node) {
      const { length } = node.selectionSet.selections
      if (length > mostRootFields)
        context.reportError(
          new GraphQLError(`An operation may ask ${mostRootFields} things at once; this one asks ${length}.`),
        )
    },
    Field() {
      fields++
      if (fields === mostFields + 1)
        context.reportError(new GraphQLError(`A document may have ${mostFields} fields; this one has more.`))
    },
  }
}
