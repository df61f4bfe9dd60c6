import SerializerSelector from '@fastify/fast-json-stringify-compiler'
import { Ajv } from 'ajv'
import { expect, it } from 'vitest'
import { schemas } from '../../server/schemas.ts'
import { startApi } from '../setup/api.ts'

/* The server takes its schemas on trust, and makes what writes an answer when it is first needed: all at each start took seconds. */

it('every schema of a route is one, and of every answer a serializer can be made', async () => {
  const api = await startApi()
  const { routeTable } = api.app
  await api.close()

  const ajv = new Ajv({ strict: false })
  const faults: string[] = []
  const validate = (where: string, schema: object) => {
    if (!ajv.validateSchema(schema)) faults.push(`${where}: ${ajv.errorsText()}`)
  }
  const shared = schemas as readonly (object & { $id?: string })[]
  for (const schema of shared) validate(String(schema.$id), schema)
  const compile = SerializerSelector()(Object.fromEntries(shared.map((each) => [each.$id, each])), {})
  const tried = new Set<string>()
  for (const { method, url, schema = {} } of routeTable) {
    for (const part of ['body', 'querystring', 'params', 'headers'] as const)
      if (schema[part]) validate(`${method} ${url} ${part}`, schema[part])
    for (const [status, answer] of Object.entries(schema.response ?? {})) {
      const { content } = answer as { content?: Record<string, { schema: object }> }
      for (const one of content ? Object.values(content).map((each) => each.schema) : [answer as object]) {
        if (tried.has(JSON.stringify(one))) continue
        tried.add(JSON.stringify(one))
        const where = `${method} ${url} ${status}`
        validate(where, one)
        expect(compile({ schema: one, method: 'GET', url, httpStatus: status }), where).toBeTypeOf('function')
      }
    }
  }
  console.log(`${schemas.length} shared schemas, ${tried.size} different answers`)
  expect(tried.size).toBeGreaterThan(50)
  expect(faults).toEqual([])
})
