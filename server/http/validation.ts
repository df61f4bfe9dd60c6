import AjvCompiler, { type BuildCompilerFromPool } from '@fastify/ajv-compiler'
import type { Ajv } from 'ajv'
import type { FastifyInstance, FastifyServerOptions } from 'fastify'
import fp from 'fastify-plugin'
import { isTimeZone } from '../domain/cadence/zones.ts'
import { DomainError, type FieldError } from '../platform/errors.ts'
import { isDay, isMoment } from './formats.ts'
import { buildSerializer } from './serialization.ts'

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** The compiler brings the formats of JSON Schema with it; those about time are ours. Its uuid also takes "urn:uuid:…", which PostgreSQL does not. */
const withOurFormats = (ajv: Ajv): Ajv =>
  ajv
    .addFormat('time-zone', isTimeZone)
    .addFormat('uuid', uuid)
    .addFormat('date', isDay)
    .addFormat('date-time', isMoment)

/**
 * Bodies are taken as they are: coercion would turn null into "" and make "null clears" impossible, and an unknown key
 * is an error. Queries and parameters are text, so they are coerced; headers are left alone.
 */
export const schemaController: NonNullable<FastifyServerOptions['schemaController']> = {
  compilersFactory: {
    buildValidator: ((externalSchemas: Record<string, object>, options: object) => {
      const build = AjvCompiler()
      const compilerWith = (coerceTypes: boolean) =>
        build(externalSchemas, {
          ...options,
          customOptions: {
            coerceTypes,
            removeAdditional: false,
            useDefaults: true,
            allErrors: false,
            strict: false,
            // That ours are schemas is the test's to see (test/contract/schemas.test.ts), not each start's.
            validateSchema: false,
          },
          onCreate: withOurFormats,
        })
      const strict = compilerWith(false)
      const coerced = compilerWith(true)
      return (route: unknown) =>
        (route as { httpPart?: string }).httpPart === 'body'
          ? strict(route as object)
          : coerced(route as object)
    }) as BuildCompilerFromPool,
    buildSerializer,
  },
}

/** Refuses what PostgreSQL can not store as text, wherever in the request it stands, before anything else looks. */
export const textGuard = fp(async (app: FastifyInstance) => {
  app.addHook('preValidation', async (request) => {
    const errors: FieldError[] = []
    findBadText(request.body, '', 0, errors)
    findBadText(request.query, '', 0, errors)
    findBadText(request.params, '', 0, errors)
    if (errors.length > 0)
      throw new DomainError('validation-failed', 'Some text has characters that cannot be stored.', errors)
  })
})

/** What of a value can not be stored as text. A document of the graph may bring it past the check of the request. */
export function badTextIn(value: unknown): FieldError[] {
  const errors: FieldError[] = []
  findBadText(value, '', 0, errors)
  return errors
}

const deepest = 32

function findBadText(value: unknown, pointer: string, depth: number, errors: FieldError[]): void {
  if (errors.length >= 20) return
  if (typeof value === 'string') {
    if (value.includes('\0'))
      errors.push({ pointer, code: 'nul', message: 'must not contain the NUL character' })
    else if (!value.isWellFormed())
      errors.push({ pointer, code: 'lone_surrogate', message: 'must be well-formed Unicode' })
  } else if (value && typeof value === 'object') {
    if (depth >= deepest)
      errors.push({ pointer, code: 'too_deep', message: `must not be nested deeper than ${deepest}` })
    else
      for (const [key, inner] of Object.entries(value)) {
        findBadText(key, pointer, depth, errors)
        findBadText(
          inner,
          `${pointer}/${key.slice(0, 80).replaceAll('~', '~0').replaceAll('/', '~1')}`,
          depth + 1,
          errors,
        )
      }
  }
}
