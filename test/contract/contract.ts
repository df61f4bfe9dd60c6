import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { parse } from 'yaml'
import { isTimeZone } from '../../server/domain/cadence/zones.ts'

/** A JSON Schema as openapi.yaml has it. */
export interface Schema {
  $ref?: string
  type?: string | string[]
  format?: string
  pattern?: string
  enum?: unknown[]
  const?: unknown
  anyOf?: Schema[]
  allOf?: Schema[]
  items?: Schema
  properties?: Record<string, Schema>
  required?: string[]
  additionalProperties?: boolean | Schema
  minimum?: number
  maximum?: number
  minLength?: number
  maxLength?: number
  minItems?: number
  maxItems?: number
  default?: unknown
}

interface Documented {
  $ref?: string
  headers?: Record<string, { $ref?: string; required?: boolean; schema: Schema }>
  content?: Record<string, { schema: Schema; examples?: { answer: { value: unknown } } }>
}

export interface Operation {
  operationId: string
  tags: string[]
  security?: Record<string, string[]>[]
  parameters?: { name: string; in: string; required?: boolean; schema: Schema; example?: unknown }[]
  requestBody?: { content: Record<string, { schema: Schema; example?: unknown }> }
  responses: Record<string, Documented>
}

export interface Contract {
  paths: Record<string, Record<string, Operation>>
  webhooks: Record<string, { post: Operation }>
  components: Record<string, Record<string, unknown>>
}

/** An operation with where it stands. */
export interface Placed extends Operation {
  method: string
  path: string
}

/** What was answered to a request, as it went over the wire. */
export interface Seen {
  method: string
  /** Without the query. */
  path: string
  status: number
  headers: Record<string, unknown>
  body: string
}

/** openapi.yaml; reading it takes a second, so that one worker of a run reads it for the others. */
export function readContract(): Contract {
  const folder = process.env.CONTRACT_RUN
  const cached = folder ? join(folder, 'openapi.json') : null
  if (cached && existsSync(cached)) return JSON.parse(readFileSync(cached, 'utf8'))
  const contract = parse(readFileSync('openapi.yaml', 'utf8')) as Contract
  if (cached) {
    writeFileSync(`${cached}.${process.pid}`, JSON.stringify(contract))
    renameSync(`${cached}.${process.pid}`, cached)
  }
  return contract
}

/** Every operation of the contract. */
export const operationsIn = ({ paths }: Contract): Placed[] =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      ...operation,
      method: method.toUpperCase(),
      path,
    })),
  )

export type Checker = ReturnType<typeof checkerOf>

/** Judges answers by the contract. */
export function checkerOf(contract: Contract) {
  const ajv = new Ajv2020({ strict: false, allErrors: false, validateFormats: true })
  addFormats.default(ajv)
  ajv.addFormat('time-zone', isTimeZone)
  ajv.addSchema(closed(contract), 'contract')
  const compiled = new Map<string, ValidateFunction>()
  const patterns = operationsIn(contract)
    .map((operation) => ({ operation, test: patternOf(operation.path) }))
    .sort((a, b) => literals(b.operation.path) - literals(a.operation.path))

  const at = (pointer: string): unknown =>
    pointer
      .slice(2)
      .split('/')
      .reduce<unknown>((value, name) => (value as Record<string, unknown>)[name], contract)
  const follow = <T extends { $ref?: string }>(value: T): T => (value.$ref ? (at(value.$ref) as T) : value)

  const check = (pointer: string, value: unknown): string | null => {
    let validate = compiled.get(pointer)
    if (!validate) {
      validate = ajv.compile({ $ref: `contract#${pointer}` })
      compiled.set(pointer, validate)
    }
    return validate(value) ? null : ajv.errorsText(validate.errors)
  }

  const operationAt = (method: string, path: string): Placed | null =>
    patterns.find(({ operation, test }) => operation.method === method && test.test(path))?.operation ?? null

  /** Where the contract has the answer of a status, and the answer. */
  const documented = ({ path, method, responses }: Placed, status: number) => {
    const own = responses[status]
    if (!own) return null
    const place = own.$ref?.slice(1) ?? `/paths/${step(path)}/${method.toLowerCase()}/responses/${status}`
    return { place, answer: follow(own) }
  }

  /** What of an answer the contract does not know. */
  const faultsOf = (operation: Placed, seen: Seen): string[] => {
    const known = documented(operation, seen.status)
    if (!known) return [`undocumented status ${seen.status}: ${seen.body.slice(0, 200)}`]
    const { place, answer } = known
    const faults = headerFaults(answer, seen, follow)
    const type = String(seen.headers['content-type'] ?? '')
      .split(';')[0]
      ?.trim()
    const types = Object.keys(answer.content ?? {})
    if (types.length === 0) {
      if (seen.body !== '') faults.push('a body where there is none')
    } else if (!type || !types.includes(type)) faults.push(`content type ${type || 'missing'}`)
    else if (type.endsWith('json') && seen.method !== 'HEAD') {
      const wrong = check(`${place}/content/${step(type)}/schema`, parsed(seen.body))
      if (wrong) faults.push(`body: ${wrong}: ${seen.body.slice(0, 300)}`)
    }
    return faults
  }
  return { contract, operationAt, faultsOf, check, follow }
}

/** Fields that any answer over HTTP may have, or that are about browsers and connections. */
const usual =
  /^(content-(type|length|security-policy)|cross-origin-.*|origin-agent-cluster|referrer-policy|strict-transport-security|x-(content-type-options|dns-prefetch-control|download-options|frame-options|permitted-cross-domain-policies|xss-protection)|access-control-.*|cache-control|vary|connection|keep-alive|date|transfer-encoding)$/

function headerFaults(
  { headers = {} }: Documented,
  seen: Seen,
  follow: <T extends { $ref?: string }>(value: T) => T,
): string[] {
  const faults: string[] = []
  const names = new Set(Object.keys(headers).map((name) => name.toLowerCase()))
  for (const [name, said] of Object.entries(headers)) {
    const { required, schema } = follow(said)
    const value = seen.headers[name.toLowerCase()]
    if (value === undefined && required) faults.push(`header ${name} is missing`)
    if (value !== undefined && schema.pattern && !new RegExp(schema.pattern).test(String(value)))
      faults.push(`header ${name}: ${value}`)
  }
  for (const name of Object.keys(seen.headers))
    if (!names.has(name) && !usual.test(name)) faults.push(`undocumented header ${name}`)
  return faults
}

/** Answers say all that they have: what is not in a schema of the contract is a fault in the answer. */
function closed<T>(value: T): T {
  if (Array.isArray(value)) return value.map(closed) as T
  if (!value || typeof value !== 'object') return value
  const copy = Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => name !== 'webhooks')
      .map(([name, inner]) => [name, closed(inner)]),
  )
  if (copy.type === 'object' && copy.properties && copy.additionalProperties === undefined)
    copy.additionalProperties = false
  return copy as T
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}

const step = (key: string) => encodeURIComponent(key.replaceAll('~', '~0').replaceAll('/', '~1'))
const literals = (path: string) => path.split('/').filter((part) => !part.includes('{')).length
const patternOf = (path: string) =>
  new RegExp(`^${path.replace(/[.+*?^$()|[\]\\]/g, '\\$&').replace(/\{[^}]+\}/g, '[^/]+')}$`)
