import SerializerSelector from '@fastify/fast-json-stringify-compiler'
import type { FastifyServerOptions } from 'fastify'

type Compilers = NonNullable<NonNullable<FastifyServerOptions['schemaController']>['compilersFactory']>
type BuildSerializer = NonNullable<Compilers['buildSerializer']>

/**
 * Writes answers. Each serializer is made when it is first needed, once for all answers alike, from the shared schemas that
 * it refers to: made at the start, for every status of every route from all of them, they took seconds of each start. That
 * what is referred to is there is still seen at the start.
 */
export const buildSerializer: BuildSerializer = (externalSchemas, options) => {
  const shared = externalSchemas as Record<string, object>
  const made = new Map<string, (data: unknown) => string>()
  return (route) => {
    const schemas = referredTo(route.schema, shared)
    const key = JSON.stringify(route.schema)
    return (data: unknown): string => {
      let serializer = made.get(key)
      if (!serializer) {
        serializer = SerializerSelector()(schemas, options)(route) as (data: unknown) => string
        made.set(key, serializer)
      }
      return serializer(data)
    }
  }
}

/** The shared schemas that one refers to, directly or by others of them. Throws where there is none of that name. */
function referredTo(schema: unknown, shared: Record<string, object>): Record<string, object> {
  const found: Record<string, object> = {}
  const look = (part: unknown): void => {
    if (typeof part !== 'object' || part === null) return
    for (const [key, value] of Object.entries(part)) {
      if (key === '$ref' && typeof value === 'string') follow(value.split('#')[0] ?? '')
      else look(value)
    }
  }
  const follow = (id: string): void => {
    if (id === '' || found[id]) return
    const other = shared[id]
    if (!other) throw new Error(`A schema refers to ${id}, which is not there.`)
    found[id] = other
    look(other)
  }
  look(schema)
  return found
}
