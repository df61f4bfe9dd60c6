import type { FastifyError } from 'fastify'
import type { FieldError } from '../platform/errors.ts'

/** Turns Ajv's findings into ours: a JSON pointer into the body (or the parameter's name), a code, words. */
export function schemaErrors(error: FastifyError): FieldError[] {
  const inBody = error.validationContext === 'body'
  return (error.validation ?? []).map(({ instancePath, keyword, params, message }) => {
    const named = params as Record<string, unknown>
    const missing = keyword === 'required' ? String(named.missingProperty) : null
    const extra = keyword === 'additionalProperties' ? String(named.additionalProperty) : null
    const path = [...instancePath.split('/').slice(1), ...[missing ?? extra].filter((key) => key !== null)]
    return {
      pointer: inBody ? path.map((key) => `/${key}`).join('') : path.join('.'),
      code: codes[keyword] ?? keyword,
      message: words(keyword, named, message ?? 'is not valid'),
    }
  })
}

const codes: Record<string, string> = {
  additionalProperties: 'unknown',
  required: 'required',
  enum: 'not_allowed',
  minLength: 'too_short',
  maxLength: 'too_long',
  minimum: 'too_small',
  maximum: 'too_large',
  minItems: 'too_few',
  maxItems: 'too_many',
}

function words(keyword: string, params: Record<string, unknown>, message: string): string {
  switch (keyword) {
    case 'required':
      return 'is required'
    case 'additionalProperties':
      return 'is not known here'
    case 'enum':
      return `must be one of ${(params.allowedValues as unknown[]).join(', ')}`
    case 'format':
      return params.format === 'time-zone'
        ? 'must be a time zone of the IANA database'
        : `must be a valid ${params.format}`
    case 'pattern':
      return 'does not have the required form'
    default:
      return message
  }
}
