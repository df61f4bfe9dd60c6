import { instant } from '../platform/schema.ts'
import type { GraphPart } from './part.ts'

const moment = (value: unknown): unknown => (value instanceof Date ? instant(value) : value)

/** What all features share. */
export const baseGraph = {
  typeDefs: /* GraphQL */ `
    "RFC 3339, from 1900 to 2199; in UTC in answers."
    scalar DateTime
    "A calendar date, YYYY-MM-DD, from 1900 to 2199."
    scalar Date

    "What can be asked."
    type Query

    "Whatever has an id of its own, which is the same in REST."
    interface Node {
      "A UUID (version 7)."
      id: ID!
    }

    "How many rows a list has."
    type Total {
      "How many, to 10,000 at the most."
      count: Int!
      "False where there are more than were counted."
      exact: Boolean!
    }

    "Where a page stands in its list."
    type PageInfo {
      "Whether there is more behind the page."
      hasNextPage: Boolean!
      "Whether there is more before the page."
      hasPreviousPage: Boolean!
      "The cursor of the first row; null on an empty page."
      startCursor: String
      "The cursor of the last row; null on an empty page."
      endCursor: String
    }
  `,
  scalars: { DateTime: { serialize: moment } },
} satisfies GraphPart & { scalars: object }
