import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type Contract, operationsIn, readContract, type Schema } from './contract.ts'

/** What programs may rely on: of each operation what it takes, needs and gives, of each schema its fields. */
export interface Promised {
  takes: string[]
  needs: string[]
  gives: string[]
}

export const releasedPath = fileURLToPath(new URL('./openapi.released.json', import.meta.url))

/** The promises of a contract, by operation ("GET /v1/tasks") and schema ("Task"). */
export function promisesOf(contract: Contract): Record<string, Promised> {
  const promises: Record<string, Promised> = {}
  for (const { method, path, parameters = [], requestBody, responses } of operationsIn(contract)) {
    const takes = parameters.flatMap((one) => leaves(one.schema, `${one.in} ${one.name.toLowerCase()}`, true))
    const needs = parameters.filter(({ required }) => required).map((one) => `${one.in} ${one.name}`)
    for (const [type, { schema }] of Object.entries(requestBody?.content ?? {})) {
      takes.push(type, ...leaves(schema, 'body', true))
      needs.push(...required(schema, 'body'))
    }
    const gives = Object.entries(responses).flatMap(([status, { content = {} }]) =>
      Number(status) >= 300
        ? []
        : [status, ...Object.values(content).flatMap(({ schema }) => leaves(schema, status, false))],
    )
    promises[`${method} ${path}`] = { takes: unique(takes), needs: unique(needs), gives: unique(gives) }
  }
  for (const [name, schema] of Object.entries(contract.components.schemas ?? {}))
    promises[name] = { takes: [], needs: [], gives: unique(leaves(schema as Schema, '', false)) }
  return promises
}

/** Each place in a schema with its type; of what is taken, each value of an enumeration too. */
function leaves(schema: Schema, at: string, taken: boolean): string[] {
  if (schema.$ref) return [`${at} ${schema.$ref.split('/').at(-1)}`]
  const values = taken ? (schema.enum ?? []).map((value) => `${at}=${value}`) : []
  const inner = [
    ...[...(schema.anyOf ?? []), ...(schema.allOf ?? [])].flatMap((one) => leaves(one, at, taken)),
    ...Object.entries(schema.properties ?? {}).flatMap(([name, one]) => leaves(one, `${at}.${name}`, taken)),
    ...(schema.items ? leaves(schema.items, `${at}[]`, taken) : []),
  ]
  return [...(schema.type ? [`${at}: ${schema.type}`] : []), ...values, ...inner]
}

const required = (schema: Schema, at: string): string[] => [
  ...(schema.required ?? []).map((name) => `${at}.${name}`),
  ...Object.entries(schema.properties ?? {}).flatMap(([name, one]) => required(one, `${at}.${name}`)),
  ...(schema.items ? required(schema.items, `${at}[]`) : []),
]

const unique = (all: string[]): string[] => [...new Set(all)].sort()

/** With a release: what holds from then on, one line for each. */
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const lines = Object.entries(promisesOf(readContract()))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, promised]) => `${JSON.stringify(name)}: ${JSON.stringify(promised)}`)
  writeFileSync(releasedPath, `{\n${lines.join(',\n')}\n}\n`)
}
