import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type Contract, operationsIn, readContract } from './contract.ts'
import { type Promised, promisesOf, releasedPath } from './promises.ts'

const released = JSON.parse(readFileSync(releasedPath, 'utf8')) as Record<string, Promised>
const nothing: Promised = { takes: [], needs: [], gives: [] }

/** What was deprecated for its time and is gone, as in openapi.released.json, with the day of its sunset. */
const ended: Readonly<Record<string, string>> = {}

/** What programs relied on and cannot any more. */
function broken(contract: Contract): string[] {
  const now = promisesOf(contract)
  return Object.entries(released)
    .flatMap(([name, before]) => {
      const { takes, needs, gives } = now[name] ?? nothing
      const lost = (was: string[], is: string[]) => was.filter((one) => !is.includes(one))
      return [
        ...(now[name] ? [] : [`${name} is gone`]),
        ...lost(before.takes, takes).map((one) => `${name} takes no ${one}`),
        ...lost(needs, before.needs).map((one) => `${name} now needs ${one}`),
        ...lost(before.gives, gives).map((one) => `${name} gives no ${one}`),
      ]
    })
    .filter((break_) => !(break_ in ended))
}

describe('/v1 only grows', () => {
  it('keeps what was released; with a release, "npm run openapi:release" adds what is new', () => {
    expect(Object.keys(released).length).toBeGreaterThan(150)
    expect(broken(readContract())).toEqual([])
  })

  it('would say what a program could no longer rely on', () => {
    const contract = structuredClone(readContract())
    const task = contract.components.schemas?.Task as { properties: Record<string, object> }
    delete task.properties.dueAt
    task.properties.title = { type: 'integer' }
    for (const operation of operationsIn(contract)) {
      const { operationId, parameters = [] } = operation
      if (operationId === 'listTasks') parameters.splice(0, 1)
      if (operationId === 'createEmployer') {
        const media = operation.requestBody?.content['application/json']
        if (media) media.schema.required = ['name', 'country']
      }
    }
    delete contract.paths['/v1/auth/demo']
    expect(broken(contract)).toEqual(
      expect.arrayContaining([
        'GET /v1/auth/demo is gone',
        'POST /v1/employers now needs body.country',
        'Task gives no .dueAt: string',
        'Task gives no .title: string',
        expect.stringMatching(/^GET \/v1\/tasks takes no query /),
      ]),
    )
  })
})
