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
