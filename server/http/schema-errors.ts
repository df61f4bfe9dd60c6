import type { FastifyError } from 'fastify'
import type { FieldError } from '../platform/errors.ts'
import { groupBy } from '../platform/query.ts'

/** Turns Ajv's findings into ours: a JSON pointer into the body (or the parameter's name), a code, words. */
export function schemaErrors(error: FastifyError): FieldError[] {
  const inBody = error.validationContext === 'body'
  return fitting(error.validation ?? []).map(({ instancePath, keyword, params, message }) => {
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

type Finding = NonNullable<FastifyError['validation']>[number]

/**
 * Of a value that may be one of several things Ajv tells what is wrong with it as each of them. Only one is shown: of its
 * JSON type and, where a `kind` tells them apart, of its kind. Ajv lists inner unions first, each after its branches.
 */
function fitting(findings: readonly Finding[]): Finding[] {
  const place = findings.findIndex(({ keyword }) => keyword === 'anyOf' || keyword === 'oneOf')
  const union = findings[place]
  if (!union) return [...findings]
  const inside = (finding: Finding) => finding.schemaPath.startsWith(`${union.schemaPath}/`)
  const before = findings.slice(0, place)
  const branches = groupBy(
    before.filter(inside),
    ({ schemaPath }) => schemaPath.slice(union.schemaPath.length + 1).split('/')[0] ?? '',
  )
  return fitting([
    ...before.filter((finding) => !inside(finding)),
    ...meant([...branches.values()], union),
    ...findings.slice(place + 1),
  ])
}

function meant(branches: readonly Finding[][], union: Finding): Finding[] {
  const { instancePath: at } = union
  const ofType = branches.filter(
    (found) => !found.some((one) => one.keyword === 'type' && one.instancePath === at),
  )
  const ofKind = ofType.filter((found) => !found.some(({ instancePath }) => instancePath === `${at}/kind`))
  const [branch] = ofKind.length > 0 ? ofKind : ofType
  if (branch) return branch
  const types = branches.flatMap(([first]) => (first ? [String(first.params.type)] : []))
  return [{ ...union, keyword: 'type', message: `must be ${types.join(' or ')}` }]
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
      return formOf(String(params.pattern))
    default:
      return message
  }
}

/** What the patterns of our schemas ask for, said to people. */
const forms: readonly [RegExp, (found: readonly string[]) => string][] = [
  [
    /^\^\(([\w.|-]+)\)\(,\(\1\)\)\*\$$/,
    ([, words = '']) => `must be one or several of ${words.replaceAll('|', ', ')}, separated by commas`,
  ],
  [/^\\S$/, () => 'must not be blank'],
  [/^\^\(me\|/, () => 'must be an id, or me'],
  [/\{0,99\}\$$/, () => 'must be up to 100 ids, separated by commas'],
  [/^\^https\?:/, () => 'must begin with https:// or http://'],
  [/^\^\[0-9\]\{6\}\$$/, () => 'must be six digits'],
  [/^\^\[A-Z\]\{2\}\$$/, () => 'must be a country code of two capital letters, such as US'],
  [/^\^\[A-Z0-9\]\{1,8\}\$$/, () => 'must be the code of a region, such as NY'],
  [/^\^\[a-z0-9\.:-\]\+\$$/, () => 'must be the name of a job, such as tasks.sweep'],
  [/\{0,19\}\$$/, () => 'must be up to 20 words such as client, separated by commas'],
  [/^\^\(\[01\]\[0-9\]\|2/, () => 'must be a time of day, such as 07:30'],
]

/** What a value must look like to match this pattern. */
export function formOf(pattern: string): string {
  for (const [form, say] of forms) {
    const found = form.exec(pattern)
    if (found) return say(found)
  }
  return 'does not have the required form'
}
