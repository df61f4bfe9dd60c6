import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { describeApi, storedDescription } from '../../server/http/openapi.write.ts'

describe('openapi.yaml', () => {
  it('is what the routes say; after a change, run "npm run openapi"', async () => {
    expect(storedDescription()).toBe(await describeApi())
  })

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
})
