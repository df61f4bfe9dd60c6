import { readFileSync } from 'node:fs'
import { buildSchema } from 'graphql'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { schemaFile } from '../../server/graphql/schema.print.ts'
import { catalogue, type ErrorKind } from '../../server/platform/errors.ts'
import { type Api, startApi } from '../setup/api.ts'
import { buildCast, type Cast, everyMark } from './actors.ts'
import { nothingStays } from './dry.ts'
import { inParallel } from './lanes.ts'
import { mutations, notInTheGraph } from './matrix.mutations.ts'
import { operations } from './matrix.operations.ts'
import { type Case, casesOf, isMixed, nameOf, refusalsFor, requestOf } from './matrix.ts'
import { buildWorld, type World } from './world.ts'

let api: Api
let world: World
let cast: Cast
const versions = new Map<string, number>()

beforeAll(async () => {
  api = await startApi()
  world = await buildWorld(api)
  cast = await buildCast(api, world)
  nothingStays(api.context.api)
  for (const table of [
    'client',
    'employer',
    'contact',
    'opportunity',
    'interview',
    'task',
    'member',
    'coverage',
    'api_key',
    'organization',
    'webhook',
  ]) {
    const { rows } = await api.owner.query(`SELECT id, version FROM ${table}`)
    for (const { id, version } of rows) versions.set(id, version)
  }
}, 60_000)
afterAll(() => api.close())

const schema = buildSchema(readFileSync(schemaFile, 'utf8'))

it('knows every mutation', () => {
  expect(Object.keys(schema.getMutationType()?.getFields() ?? {}).sort()).toEqual(
    Object.keys(mutations).sort(),
  )
})

it('are all that REST writes, but what has a reason', () => {
  const inTheGraph = new Set(Object.values(mutations).map(({ route }) => route))
  const written = api.app.routeTable.flatMap(({ method, url, schema }) =>
    [method].flat().flatMap((verb) => {
      if (['GET', 'HEAD', 'OPTIONS'].includes(verb) || !url.startsWith('/v1/')) return []
      return [{ route: `${verb} ${url}`, operationId: schema?.operationId ?? '' }]
    }),
  )
  const missing = written.filter(({ route }) => !inTheGraph.has(route)).map(({ operationId }) => operationId)
  expect(missing.sort()).toEqual(Object.keys(notInTheGraph).sort())
})

interface MutationCase {
  name: string
  the: Case
}

/** The request of REST's case, as the mutation takes it. */
function inputOf({ name, the }: MutationCase): Record<string, unknown> {
  const { body, ids } = requestOf(the, world)
  const { ids: renamed = {}, version } = mutations[name] ?? {}
  const named = Object.fromEntries(Object.entries(renamed).map(([from, to]) => [to, ids[from]]))
  return { ...body, ...named, ...(version && { version: versions.get(ids.id ?? '') ?? 1 }) }
}

async function ask(mutation: MutationCase): Promise<{ status: number; body: string }> {
  const { name, the } = mutation
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`
  const errors = 'userErrors { kind code message field }'
  const several = mutations[name]?.several ? `results { ${errors} }` : ''
  const answer = await api.app.inject({
    method: 'POST',
    url: '/graphql',
    headers: { ...(the.actor.token && { authorization: `Bearer ${the.actor.token}` }) },
    payload: {
      query: `mutation ($input: ${type}!) { ${name}(input: $input) { ${errors} ${several} } }`,
      variables: { input: inputOf(mutation) },
    },
  })
  const { body, statusCode } = answer
  if (statusCode !== 200) return { status: statusCode, body }
  const told = answer.json()
  const [wrong] = told.data?.[name]?.userErrors ?? []
  const [first] = told.data?.[name]?.results?.[0]?.userErrors ?? []
  const kind = told.errors?.[0].extensions.code ?? (wrong ?? first)?.kind.toLowerCase().replaceAll('_', '-')
  return { status: kind ? (catalogue[kind as ErrorKind]?.status ?? 500) : 200, body }
}

it('lets nobody change what is not theirs, and everybody what is', async () => {
  const began = Date.now()
  const cases = Object.entries(mutations).flatMap(([name, { route }]) =>
    [operations[route] ?? []].flat().flatMap((operation) => {
      const without = operation.scope ? cast.keyWithout.get(operation.scope) : undefined
      const actors = without ? [...cast.actors, without] : cast.actors
      return casesOf(route, operation, actors).map((the) => ({ name, the }))
    }),
  )
  const faults: string[] = []
  const alike = new Map<string, string>()
  let succeeded = 0
  await inParallel(cases, async (mutation) => {
    const { the, name } = mutation
    const { status, body } = await ask(mutation)
    const told = () => `${name}, ${nameOf(the)}: ${status} ${body.slice(0, 300)}`
    const leaks = everyMark.filter((mark) => body.includes(mark) && !the.actor.marks.includes(mark))
    if (leaks.length > 0) faults.push(`${told()} tells ${leaks}`)
    if (status === 200) succeeded++
    const refusals = refusalsFor(the, world)
    if (refusals) {
      const isMissing = [404, 422].some((one) => refusals.includes(one))
      const isFitting =
        refusals.includes(status) ||
        (refusals.includes(404) && status === 422) ||
        // What a body names is a wrong reference; of several it is that which is not found.
        (mutations[name]?.several === true && isMissing && status === 404)
      if (!isFitting) faults.push(`${told()}, where ${refusals.join(' or ')} should be`)
    } else if (status !== 200 && !the.operation.or?.includes(status)) {
      if (!isMixed(the) || status >= 500) faults.push(`${told()}, where it should succeed`)
    }
    const away = the.chosen.map((target) => !target || target.side !== the.actor.side)
    if (the.actor.kind === 'nobody' || !away.includes(true)) return
    const chosen = the.chosen.map((target, at) => (away[at] ? null : target))
    const key = `${name} ${nameOf({ ...the, chosen })} ${JSON.stringify(the.operation.body)}`
    const bare = body.replaceAll(/"requestId":"[^"]*"/g, '')
    const before = alike.get(key)
    if (before !== undefined && before !== bare)
      faults.push(`${key}: foreign and missing differ: ${before} / ${bare}`)
    alike.set(key, bare)
  })
  console.log(
    `mutation matrix: ${cases.length} cases of ${Object.keys(mutations).length} mutations, ${succeeded} allowed, ${faults.length} faults, ${Date.now() - began} ms`,
  )
  expect(faults.slice(0, 40)).toEqual([])
  expect(succeeded).toBeGreaterThan(400)
}, 300_000)
