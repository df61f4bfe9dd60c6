import { type Static, type TObject, type TSchema, Type } from 'typebox'
import { locales } from '../domain/vocabulary.ts'

/** The building blocks of what goes in and out. Text with NUL or a lone surrogate is refused before any schema is asked. */

const uuid = '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}'

export const Id = Type.String({ format: 'uuid', description: 'A UUID (version 7).' })
export const Instant = Type.String({
  format: 'date-time',
  description: 'RFC 3339, from 1900 to 2199; in UTC in answers.',
})
export const Day = Type.String({
  format: 'date',
  description: 'A calendar date, YYYY-MM-DD, from 1900 to 2199.',
})
export const TimeZone = Type.String({
  format: 'time-zone',
  description: 'An IANA time zone, such as America/New_York.',
})
export const Email = Type.String({ format: 'email', maxLength: 254 })
export const Country = Type.String({ pattern: '^[A-Z]{2}$', description: 'ISO 3166-1 alpha-2.' })
export const Region = Type.String({
  pattern: '^[A-Z0-9]{1,8}$',
  description: 'The part after the country of an ISO 3166-2 code, such as NY or BY.',
})
/** A moment with what it is the moment of, and when there is none. */
export const Moment = (description: string) => Type.String({ format: 'date-time', description })
/** Text of 1 to `max` characters that is not blank. */
export const Text = (max: number, description?: string) =>
  Type.String({ minLength: 1, maxLength: max, pattern: '\\S', ...(description && { description }) })
export const LocaleName = Type.Enum([...locales])
export const Version = Type.Integer({
  minimum: 1,
  description: 'Rises by one with each change; If-Match takes version 3 as "v3".',
})

/** A value or null: null clears, absent leaves. */
export const OrNull = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()])

/** A request body: unknown keys are refused. */
export const Body = <T extends Record<string, TSchema>>(properties: T, options: object = {}) =>
  Type.Object(properties, { additionalProperties: false, ...options })

/** Refers to a schema that is registered by its $id, with its static type. */
export const ref = <T extends TSchema>(schema: T) =>
  Type.Unsafe<Static<T>>({ $ref: `${(schema as { $id?: string }).$id}#` })

/** One or several words of an enumeration, separated by commas, in a query. */
export const oneOrMore = (values: readonly string[], description: string) =>
  Type.String({
    pattern: `^(${values.join('|')})(,(${values.join('|')}))*$`,
    description: `${description} Several are separated by commas: ${values.join(', ')}.`,
  })

/** A member's id, or `me` for the caller's, in a query. */
export const MemberOrMe = (description: string) => Type.String({ pattern: `^(me|${uuid})$`, description })

/** Up to 100 ids, separated by commas. */
export const Ids = Type.String({
  pattern: `^${uuid}(,${uuid}){0,99}$`,
  description: 'Up to 100 ids, separated by commas.',
})

/** What has a default need not be sent, though a handler always finds it; changes are asked for where rows tell of them. */
function asListed<T extends TObject>(sorts: readonly string[], schema: T): T {
  const { updatedSince, ...rest } = schema.properties as Record<string, object>
  const properties = sorts.includes('updatedAt') ? { ...rest, updatedSince } : rest
  return {
    ...schema,
    properties,
    required: schema.required.filter((name) => !('default' in (rest[name] ?? {}))),
  }
}

const UpdatedSince = Type.String({
  format: 'date-time',
  description:
    'Only what changed at this moment or later. A convenience: what a slow neighbour commits late may be missed, and what was removed is not told. To keep a copy, follow GET /v1/changes.',
})

/** The query of a list: the page, the order, and the list's own filters. */
export const ListQuery = <F extends Record<string, TSchema>>(sorts: readonly string[], filters: F) =>
  asListed(
    sorts,
    Type.Object(
      {
        limit: Type.Integer({ minimum: 1, maximum: 200, default: 25, description: 'How many at the most.' }),
        cursor: Type.Optional(
          Type.String({ maxLength: 1000, description: 'From nextCursor or prevCursor.' }),
        ),
        count: Type.Boolean({ default: false, description: 'Whether to count, to 10,000 at most.' }),
        sort: Type.Enum([...sorts, ...sorts.map((name) => `-${name}`)], {
          default: sorts[0] as string,
          description: 'The order; with - before it the reverse.',
        }),
        ids: Type.Optional(Ids),
        updatedSince: Type.Optional(UpdatedSince),
        ...filters,
      },
      { additionalProperties: false },
    ),
  )

/** The answer of a list. */
export const ListOf = <T extends TSchema>(schema: T) =>
  Type.Object({
    data: Type.Array(ref(schema)),
    page: Type.Object({
      nextCursor: OrNull(Type.String()),
      prevCursor: OrNull(Type.String()),
      total: OrNull(Type.Object({ count: Type.Integer(), exact: Type.Boolean() })),
    }),
  })

/** One thing wrong with the input. */
export const FieldProblem = Type.Object({
  pointer: Type.String({ description: 'A JSON pointer into the body, or the name of a parameter.' }),
  code: Type.String(),
  message: Type.String(),
})

/** The columns that every record shows. */
export const recordFields = { id: Id, organizationId: Id }
export const versionFields = { version: Version, createdAt: Instant, updatedAt: Instant }

export const IdParams = Type.Object({ id: Id }, { additionalProperties: false })

/** A schema that is registered under its $id and appears by that name in openapi.yaml. */
export const named = <T extends Record<string, TSchema>>(
  $id: string,
  properties: T,
  description?: string,
): TObject<T> => Type.Object(properties, { $id, ...(description && { description }) })

/** RFC 3339 in UTC, with milliseconds only where there are any. */
export const instant = (moment: Date): string => moment.toISOString().replace('.000Z', 'Z')
export const maybeInstant = (moment: Date | null): string | null => moment && instant(moment)
