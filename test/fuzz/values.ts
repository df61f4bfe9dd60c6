import fc from 'fast-check'
import type { Schema } from '../contract/contract.ts'
import { hostileText, hostileValue } from './hostile.ts'

/** Where ids come from: of what there is, by the name of the field. */
export type IdsOf = (name: string) => readonly string[]

interface Making {
  follow: (schema: Schema) => Schema
  idsOf: IdsOf
  /** Of a hundred values, how many are not what the schema says. */
  spoilt: number
}

/** Values by a schema of the contract: most fit, some nearly, some not at all. */
export function valueFor(given: Schema, name: string, making: Making, depth = 0): fc.Arbitrary<unknown> {
  const schema = making.follow(given)
  const fitting = fittingValue(schema, name, making, depth)
  if (making.spoilt === 0 || depth === 0) return fitting
  return fc.oneof(
    { weight: 100 - making.spoilt, arbitrary: fitting },
    { weight: making.spoilt, arbitrary: fc.oneof(nearly(schema), hostileValue) },
  )
}

function fittingValue(schema: Schema, name: string, making: Making, depth: number): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (schema.enum) return fc.constantFrom(...schema.enum)
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map((one) => valueFor(one, name, making, depth + 1)))
  switch (schema.type) {
    case 'object':
      return objectOf(schema, making, depth)
    case 'array':
      return fc.array(valueFor(schema.items ?? {}, name, making, depth + 1), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.min(schema.maxItems ?? 3, 3),
      })
    case 'integer':
      return fc.integer({ min: schema.minimum ?? 0, max: Math.min(schema.maximum ?? 1_000, 2 ** 31) })
    case 'number':
      return fc.double({ min: schema.minimum ?? 0, max: schema.maximum ?? 1_000, noNaN: true })
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    case 'string':
      return textOf(schema, name, making)
    default:
      return fc.jsonValue({ maxDepth: 2 })
  }
}

function objectOf(schema: Schema, making: Making, depth: number): fc.Arbitrary<unknown> {
  const required = schema.required ?? []
  const fields = Object.fromEntries(
    Object.entries(schema.properties ?? {}).map(([name, inner]) => [
      name,
      valueFor(inner, name, making, depth + 1),
    ]),
  )
  const whole = fc.record(fields, { requiredKeys: required })
  if (making.spoilt === 0) return whole
  const one = fc.constantFrom(...Object.keys(fields), 'nonesuch')
  return fc.oneof(
    { weight: 12, arbitrary: whole },
    // One field less, one of a kind that is not known, one whose name says more than it should.
    { weight: 1, arbitrary: fc.tuple(whole, one).map(([value, name]) => without(value, name)) },
    { weight: 1, arbitrary: whole.map((value) => ({ ...value, nonesuch: 1 })) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(whole, fc.constantFrom('__proto__', 'constructor', 'id', 'organizationId', 'version', ''))
        .map(([value, name]) => Object.fromEntries([...Object.entries(value), [name, 'x']])),
    },
  )
}

const without = (value: object, name: string) =>
  Object.fromEntries(Object.entries(value).filter(([key]) => key !== name))

const moment = fc
  .date({ min: new Date('1990-01-01'), max: new Date('2150-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString().replace(/\.\d+/, ''))

function textOf(schema: Schema, name: string, { idsOf }: Making): fc.Arbitrary<unknown> {
  switch (schema.format) {
    case 'uuid':
      return fc.oneof(
        { weight: 9, arbitrary: fc.constantFrom(...idsOf(name)) },
        { weight: 1, arbitrary: fc.uuid() },
      )
    case 'date-time':
      return moment
    case 'date':
      return moment.map((text) => text.slice(0, 10))
    case 'time-zone':
      return fc.constantFrom('America/New_York', 'Europe/Berlin', 'Asia/Kathmandu', 'Pacific/Apia', 'UTC')
    case 'email':
      return fc.nat(10_000).map((number) => `fuzz${number}@people.test`)
  }
  if (schema.pattern && schema.pattern !== '\\S')
    return /uuid|\[0-9a-f\]\{8\}/.test(schema.pattern)
      ? fc.constantFrom(...idsOf(name))
      : fc.stringMatching(new RegExp(schema.pattern), { maxLength: schema.maxLength })
  return fc
    .string({
      unit: 'grapheme-composite',
      minLength: schema.minLength ?? 0,
      maxLength: Math.min(schema.maxLength ?? 40, 40),
    })
    .map((text) => (schema.pattern && text.trim() === '' ? 'text' : text))
}

/** Just beside what the schema allows. */
function nearly(schema: Schema): fc.Arbitrary<unknown> {
  const beside: unknown[] = [null]
  if (schema.maxLength !== undefined)
    beside.push('x'.repeat(schema.maxLength + 1), 'x'.repeat(schema.maxLength))
  if (schema.minLength !== undefined) beside.push('x'.repeat(Math.max(schema.minLength - 1, 0)), ' ')
  if (schema.maximum !== undefined) beside.push(schema.maximum + 1, schema.maximum)
  if (schema.minimum !== undefined) beside.push(schema.minimum - 1, schema.minimum, schema.minimum + 0.5)
  if (schema.enum) beside.push(`${schema.enum[0]} `, String(schema.enum[0]).toUpperCase())
  if (schema.type === 'integer' || schema.type === 'number') beside.push('1', 1.5, -1, [1])
  if (schema.type === 'boolean') beside.push('true', 1, 0)
  if (schema.type === 'string') return fc.oneof(fc.constantFrom(...beside), hostileText)
  return fc.constantFrom(...beside)
}
