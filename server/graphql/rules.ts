import type { ValidationRule } from 'graphql'
import { GraphQLError } from './runtime.ts'

/** Refuses questions about the schema itself, in production. */
export const noIntrospection: ValidationRule = (context) => ({
  Field(node) {
    if (node.name.value === '__schema' || node.name.value === '__type')
      context.reportError(new GraphQLError('The schema is not shown here.', { nodes: [node] }))
  },
})
