import { type Html, html } from '../platform/html.ts'

/** A schema of the contract, as far as it is shown. */
export interface Shown {
  $ref?: string
  type?: string
  format?: string
  enum?: unknown[]
  const?: unknown
  description?: string
  properties?: Record<string, Shown>
  required?: string[]
  items?: Shown
  anyOf?: Shown[]
  minimum?: number
  maximum?: number
  minLength?: number
  maxLength?: number
  maxItems?: number
  default?: unknown
  deprecated?: boolean
  pattern?: string
}

const named = (reference: string): string => reference.split('/').at(-1) as string

const link = (reference: string): Html => html`<a href="#schema-${named(reference)}">${named(reference)}</a>`

/** The type in a few words, such as "string, date-time or null". */
export function typeOf(schema: Shown): Html {
  if (schema.$ref) return link(schema.$ref)
  if (schema.anyOf) return html`${schema.anyOf.map((one, i) => html`${i > 0 && ' or '}${typeOf(one)}`)}`
  if (schema.enum)
    return html`${schema.enum.map((one, i) => html`${i > 0 && ', '}<code>${JSON.stringify(one)}</code>`)}`
  if (schema.const !== undefined) return html`<code>${JSON.stringify(schema.const)}</code>`
  if (schema.type === 'array') return html`list of ${schema.items ? typeOf(schema.items) : 'anything'}`
  return html`${schema.type ?? 'anything'}${schema.format && `, ${schema.format}`}${limits(schema)}`
}

function limits({ minimum, maximum, minLength, maxLength, maxItems }: Shown): string {
  const range = (min: number | undefined, max: number | undefined, unit: string) =>
    min === undefined
      ? max === undefined
        ? ''
        : `, up to ${max}${unit}`
      : max === undefined
        ? `, ${min} or more${unit}`
        : `, ${min} to ${max}${unit}`
  return (
    range(minimum, maximum, '') +
    range(minLength, maxLength, ' characters') +
    range(undefined, maxItems, ' items')
  )
}

/** What an object holds, one line a property, the objects within it below. */
export function fields(schema: Shown): Html | null {
  const inner = inside(schema)
  if (!inner?.properties || Object.keys(inner.properties).length === 0) return null
  const needed = new Set(inner.required)
  return html`<ul class="fields">${Object.entries(inner.properties).map(
    ([name, property]) =>
      html`<li><code>${name}</code> <span class="type">${typeOf(property)}</span>${
        needed.has(name) && html` <span class="needed">required</span>`
      }${property.deprecated && html` <a class="needed" href="/docs/deprecations">deprecated</a>`}${property.default !== undefined && html` <span class="type">default <code>${JSON.stringify(property.default)}</code></span>`}${
        meaning(property) && html`<div>${meaning(property)}</div>`
      }${fields(property)}</li>`,
  )}</ul>`
}

/** What is said of a property, or of what it is when it is not null. */
const meaning = ({ description, anyOf }: Shown): string | undefined =>
  description ?? anyOf?.find((one) => one.description)?.description

/** The object that a schema is, or is a list of, or is one shape of. */
const inside = (schema: Shown): Shown | undefined =>
  schema.properties
    ? schema
    : schema.items
      ? inside(schema.items)
      : schema.anyOf?.map(inside).find((one) => one?.properties)
