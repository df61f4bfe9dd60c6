import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { eventTypes } from '../../server/domain/event-types.ts'
import { changeSubjects } from '../../server/features/changes/changes.schema.ts'
import { describeApi, storedDescription } from '../../server/http/openapi.write.ts'
import { readContract } from './contract.ts'

interface Described {
  description?: string
  $ref?: string
  type?: string | string[]
  anyOf?: Described[]
  items?: Described
  properties?: Record<string, Described>
}

describe('openapi.yaml', () => {
  it('is what the routes say; after a change, run "npm run openapi"', async () => {
    expect(storedDescription()).toBe(await describeApi())
  }, 180_000)

  it('describes every operation, with a summary, its problems and no key left to chance', () => {
    const { openapi, paths } = parse(storedDescription())
    expect(openapi).toBe('3.1.0')
    const operations = Object.entries(paths).flatMap(([path, item]) =>
      Object.entries(
        item as Record<
          string,
          { operationId: string; summary: string; description: string; responses: object }
        >,
      ).map(([method, operation]) => ({ name: `${method} ${path}`, ...operation })),
    )
    expect(operations.length).toBeGreaterThan(35)
    for (const { name, operationId, summary, description, responses } of operations) {
      expect([operationId, summary, description].every(Boolean), name).toBe(true)
      if (name.includes('/v1/')) expect(Object.keys(responses), name).toContain('503')
    }
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length)
  })

  it('says what each schema and parameter is, and what it means that something is null', () => {
    const { components, paths } = readContract()
    const silent: string[] = []
    const said = ({ description, $ref, anyOf = [] }: Described): boolean =>
      Boolean(description ?? $ref) || anyOf.some(said)
    const maybeNull = ({ type, anyOf = [] }: Described): boolean => type === 'null' || anyOf.some(maybeNull)
    const look = (schema: Described, path: string): void => {
      for (const [name, inner] of Object.entries(schema.properties ?? {})) {
        if (maybeNull(inner) && !said(inner)) silent.push(`${path}.${name}`)
        look(inner, `${path}.${name}`)
      }
      for (const inner of [schema.items ?? [], schema.anyOf ?? []].flat()) look(inner, path)
    }
    for (const [name, schema] of Object.entries(components.schemas ?? {}) as [string, Described][]) {
      if (!schema.description) silent.push(name)
      look(schema, name)
    }
    for (const [path, methods] of Object.entries(paths))
      for (const [method, { parameters = [] }] of Object.entries(methods))
        for (const one of parameters as (Described & { name: string })[])
          if (!one.description) silent.push(`${method} ${path} ${one.name}`)
    expect(silent).toEqual([])
  })

  it('knows every type of event that the features write', () => {
    const sources = readdirSync('server/features', { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => readFileSync(join('server/features', name), 'utf8'))
    const word = new RegExp(`'(${changeSubjects.join('|')})\\.([a-z_]+)'`, 'g')
    const written = new Set(
      sources.flatMap((text) => [...text.matchAll(word)].map((found) => found[0].slice(1, -1))),
    )
    const known = Object.entries(eventTypes).flatMap(([subject, verbs]) =>
      verbs.map((verb) => `${subject}.${verb}`),
    )
    expect(written.size).toBeGreaterThan(30)
    expect([...written].filter((type) => !known.includes(type))).toEqual([])
  })
})
