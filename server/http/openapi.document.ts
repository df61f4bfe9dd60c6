import type { TSchema } from 'typebox'

/** What one answer of an operation says, as openapi.yaml has it. */
export interface Answer {
  $ref?: string
  description?: string
  headers?: Record<string, { $ref: string }>
  content?: Record<string, Media>
}

export interface Media {
  schema: TSchema & { $ref?: string; properties?: Record<string, unknown> }
  example?: unknown
  examples?: Record<string, { value: unknown }>
}

export interface Parameter {
  name: string
  in: string
  example?: unknown
  schema: Record<string, unknown>
}

export interface Operation {
  operationId: string
  tags: string[]
  summary: string
  description: string
  security?: Record<string, readonly string[]>[]
  parameters?: Parameter[]
  requestBody?: { required?: boolean; content: Record<string, Media> }
  responses: Record<string, Answer>
}

/** The parts of openapi.yaml that are completed after the routes have said theirs. */
export interface Document {
  openapi: string
  paths: Record<string, Record<string, Operation>>
  webhooks?: Record<string, unknown>
  components: {
    schemas: Record<string, { description?: string; properties?: Record<string, unknown> }>
    responses?: Record<string, unknown>
    headers?: Record<string, unknown>
    securitySchemes: Record<string, unknown>
  }
}

/** Every operation with its method and path. */
export const operationsOf = ({ paths }: Pick<Document, 'paths'>) =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  )

/** Behind the authentication: an operation that does not say it is open. */
export const needsLogin = ({ security }: Operation): boolean => security?.length !== 0
