import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Api, startApi } from '../setup/api.ts'
import { buildCast, type Cast } from '../tenancy/actors.ts'
import { operations } from '../tenancy/matrix.operations.ts'
import { casesOf, requestOf } from '../tenancy/matrix.ts'
import { buildWorld, type World } from '../tenancy/world.ts'

let api: Api
let world: World
let cast: Cast

beforeAll(async () => {
  api = await startApi()
  world = await buildWorld(api)
  cast = await buildCast(api, world)
}, 60_000)
afterAll(() => api.close())

/** A digest of each table's rows. */
async function contents(): Promise<Record<string, string>> {
  const { rows } = await api.owner.query(
    `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition ORDER BY 1`,
  )
  const found: Record<string, string> = {}
  for (const { name } of rows) {
    const all = `SELECT coalesce(md5(string_agg(md5(t::text), '' ORDER BY md5(t::text))), '') AS digest FROM ${name} t`
    found[name] = (await api.owner.query(all)).rows[0].digest
  }
  return found
}

it('GET and HEAD change nothing, whoever asks for whatever', { timeout: 120_000 }, async () => {
  const people = cast.actors.filter(({ kind }) => kind !== 'key')
  const asked = Object.entries(operations)
    .filter(([route]) => route.startsWith('GET '))
    .flatMap(([route, entry]) => [entry].flat().flatMap((operation) => casesOf(route, operation, people)))
    .filter((_, at) => at % 3 === 0)
  expect(new Set(asked.map(({ route }) => route)).size).toBeGreaterThan(30)
  const before = await contents()
  expect(Object.keys(before).length).toBeGreaterThan(20)
  const statuses = new Set<number>()
  for (const [at, the] of asked.entries()) {
    const answer = await api.app.inject({
      method: at % 10 === 0 ? 'HEAD' : 'GET',
      url: requestOf(the, world).url,
      headers: the.actor.token ? { authorization: `Bearer ${the.actor.token}` } : {},
    })
    statuses.add(answer.statusCode)
  }
  for (const status of [200, 401, 403, 404]) expect(statuses).toContain(status)
  expect(await contents()).toEqual(before)
})

it('GET asks the graph, and changes nothing by it either', async () => {
  const [admin] = cast.actors.filter(({ kind }) => kind === 'admin')
  const { task, client } = world.ours.ids.ana
  const before = await contents()
  const ask = (query: string) =>
    api.app.inject({
      url: `/graphql?query=${encodeURIComponent(query)}`,
      headers: { authorization: `Bearer ${admin?.token}`, accept: 'application/json' },
    })
  expect((await ask('{ clients { nodes { id } } }')).json().data.clients.nodes.length).toBeGreaterThan(0)
  const documents = [
    `mutation { completeTask(id: "${task}") { __typename } }`,
    `mutation { changeClient(id: "${client}", input: { name: "Eve" }) { __typename } }`,
  ]
  for (const document of documents) {
    const { data, errors } = (await ask(document)).json()
    expect([data ?? null, errors?.length > 0]).toEqual([null, true])
  }
  expect(await contents()).toEqual(before)
})
