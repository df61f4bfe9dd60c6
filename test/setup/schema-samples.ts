import { v7 as newId } from 'uuid'
import { markers } from './log-canary.ts'

interface Schema {
  $ref?: string
  type?: string
  format?: string
  pattern?: string
  enum?: unknown[]
  const?: unknown
  anyOf?: Schema[]
  items?: Schema
  properties?: Record<string, Schema>
  minimum?: number
  maxLength?: number
}

/** A body that fits a schema, with something planted wherever text is free. Not perfect: a refusal is watched as well. */
export function sample(schema: Schema, schemas: Record<string, unknown>, name = ''): unknown {
  if (schema.$ref) return sample(schemas[schema.$ref.replace(/#$/, '')] as Schema, schemas, name)
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum[0]
  if (schema.anyOf) return sample(schema.anyOf[0] as Schema, schemas, name)
  switch (schema.type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(schema.properties ?? {}).map(([key, inner]) => [key, sample(inner, schemas, key)]),
      )
    case 'array':
      return schema.items ? [sample(schema.items, schemas, name)] : []
    case 'integer':
    case 'number':
      return Math.max(schema.minimum ?? 1, 1)
    case 'boolean':
      return true
    case 'null':
      return null
    default:
      return text(schema, name)
  }
}

function text({ format, pattern, maxLength = 1000 }: Schema, name: string): string {
  switch (format) {
    case 'uuid':
      return newId()
    case 'email':
      return markers.mail
    case 'date-time':
      return '2030-03-04T15:00:00Z'
    case 'date':
      return '2030-03-04'
    case 'time-zone':
      return 'America/New_York'
  }
  if (pattern === '^[A-Z]{2}$') return 'US'
  if (/password/i.test(name)) return markers.password
  if (/token|secret|code|key/i.test(name)) return markers.token
  return (/name/i.test(name) ? markers.name : markers.note).slice(0, maxLength)
}

/** The same, with something planted in every place, of whatever type it should be. */
export function spoilt(schema: Schema, schemas: Record<string, unknown>): unknown {
  if (schema.$ref) return spoilt(schemas[schema.$ref.replace(/#$/, '')] as Schema, schemas)
  if (schema.anyOf) return spoilt(schema.anyOf[0] as Schema, schemas)
  if (schema.type !== 'object') return markers.note
  return Object.fromEntries(Object.keys(schema.properties ?? {}).map((key) => [key, markers.note]))
}
