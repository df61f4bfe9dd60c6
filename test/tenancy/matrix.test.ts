import type { LightMyRequestResponse, RouteOptions } from 'fastify'
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { schemas } from '../../server/schemas.ts'
import { type Api, startApi } from '../setup/api.ts'
import { type Actor, buildCast, type Cast, everyMark } from './actors.ts'
import { nothingStays } from './dry.ts'
import { inParallel } from './lanes.ts'
import { operations } from './matrix.operations.ts'
import type { Operation } from './matrix.rows.ts'
import {
  type Case,
  casesOf,
  declaredPlaces,
  idPlaces,
  isMixed,
  nameOf,
  refusalsFor,
  requestOf,
} from './matrix.ts'
import { buildWorld, type World } from './world.ts'

let api: Api
let world: World
let cast: Cast

beforeAll(async () => {
  api = await startApi()
  world = await buildWorld(api)
  cast = await buildCast(api, world)
  nothingStays(api.context.api)
}, 60_000)
afterAll(() => api.close())

const listed = (route: string): Operation[] => [operations[route] ?? []].flat()
const nameOfRoute = ({ method, url }: RouteOptions) => `${[method].flat().at(-1)} ${url}`
/** Routes that hold data. Pages and files of the panel and the documentation are open and the same for everybody. */
const routes = () =>
  api.app.routeTable.filter(
    ({ method, url }) => url.startsWith('/v1/') && !['HEAD', 'OPTIONS'].includes(String(method)),
  )

it('knows every route, and every place of it that takes an id', () => {
  const byId = Object.fromEntries(
    schemas.map((schema) => [(schema as unknown as { $id: string }).$id, schema]),
  )
  const faults = routes().flatMap((route) => {
    const name = nameOfRoute(route)
    const entries = listed(name)
    if (entries.length === 0)
      return `${name} has no entry in test/tenancy/matrix.operations.ts: add who may, what scope a key needs, and where its ids stand`
    const declared = declaredPlaces(entries)
    return idPlaces(route, byId)
      .filter((place) => !declared.includes(place))
      .map(
        (place) =>
          `${name}: "${place}" takes an id; say in test/tenancy/matrix.operations.ts what of (path, query, refs), or that it is left out (unset)`,
      )
  })
  const known = new Set(routes().map(nameOfRoute))
  const stale = Object.keys(operations).filter((name) => !known.has(name))
  const others = api.app.routeTable.filter(
    (route) => route.config?.access !== 'open' && !route.url.startsWith('/v1/') && route.url !== '/graphql',
  )
  expect([
    ...faults,
    ...stale.map((name) => `${name} is no route any more`),
    ...others.map(nameOfRoute),
  ]).toEqual([])
})

const withHeader = (route: string, name: string): boolean => {
  const found = routes().find((one) => nameOfRoute(one) === route)
  return name in ((found?.schema?.headers as { properties?: object } | undefined)?.properties ?? {})
}

async function send(the: Case): Promise<LightMyRequestResponse> {
  const { method, url, body } = requestOf(the, world)
  return api.app.inject({
    method: method as 'GET',
    url,
    headers: {
      ...(the.actor.token && { authorization: `Bearer ${the.actor.token}` }),
      ...(withHeader(the.route, 'if-match') && { 'if-match': '*' }),
    },
    ...(body && { payload: body }),
  })
}

/** All that an answer says, unpacked. */
function saidIn(answer: LightMyRequestResponse): string {
  if (answer.headers['content-type'] !== 'application/zip')
    return answer.body + JSON.stringify(answer.headers)
  return Object.values(unzipSync(new Uint8Array(answer.rawPayload)))
    .map((file) => new TextDecoder().decode(file))
    .join('\n')
}

const leaksIn = (text: string, { marks }: Actor): string[] =>
  everyMark.filter((mark) => text.includes(mark) && !marks.includes(mark))

/** Where each thing in the body has a result of its own, that of the first. */
const statusOf = ({ operation }: Case, answer: LightMyRequestResponse): number =>
  operation.perItem && answer.statusCode === 200 ? answer.json().data[0].status : answer.statusCode

function faultOf(the: Case, answer: LightMyRequestResponse): string | null {
  const { operation, actor } = the
  const status = statusOf(the, answer)
  const leaks = leaksIn(saidIn(answer), operation.row === 'open' ? { ...actor, marks: [] } : actor)
  const told = () => `${nameOf(the)}: ${status} ${answer.body.slice(0, 300)}`
  if (leaks.length > 0) return `${told()} tells ${leaks}`
  if (operation.row === 'open') return status < 500 ? null : told()
  const refusals = refusalsFor(the, world)
  if (!refusals) {
    if (status < 300 || operation.or?.includes(status)) return null
    return isMixed(the) && status < 500 && status !== 401 ? null : `${told()}, where it should succeed`
  }
  if (refusals.includes(status)) return null
  // In a bulk the thing itself is not there, and what it refers to does not exist.
  if (operation.perItem && refusals.includes(422) && status === 404) return null
  return `${told()}, where ${refusals.join(' or ')} should be`
}

/** What a refusal says beside the names of the request. */
const bare = (answer: LightMyRequestResponse): string => {
  const isJson = String(answer.headers['content-type']).includes('json')
  const { requestId: _, instance: __, now: ___, cursor: ____, ...rest } = isJson ? answer.json() : {}
  return `${answer.statusCode} ${JSON.stringify(rest)}`
}

it('lets nobody do or see what is not theirs, and everybody what is', async () => {
  const began = Date.now()
  const faults: string[] = []
  const unlike = new Map<string, Set<string>>()
  const cases = routes().flatMap((route) => {
    const name = nameOfRoute(route)
    return listed(name).flatMap((operation) => {
      const without = operation.scope ? cast.keyWithout.get(operation.scope) : undefined
      return casesOf(name, operation, without ? [...cast.actors, without] : cast.actors)
    })
  })
  let succeeded = 0
  let told = 0
  await inParallel(cases, async (the) => {
    const answer = await send(the)
    const fault = faultOf(the, answer)
    if (fault) faults.push(fault)
    if (answer.statusCode < 300) succeeded++
    if (the.actor.marks.some((mark) => answer.body.includes(mark))) told++
    const sameBut = likeMissing(the)
    if (sameBut) unlike.set(sameBut, (unlike.get(sameBut) ?? new Set()).add(bare(answer)))
  })
  const different = [...unlike].filter(([, answers]) => answers.size > 1)
  const listedFaults = [
    ...faults,
    ...different.map(([name, answers]) => `${name}: foreign and missing differ: ${[...answers].join(' / ')}`),
  ]
  console.log(
    `access matrix: ${cases.length} cases of ${routes().length} routes, ${succeeded} allowed, ${told} with data, ${listedFaults.length} faults, ${Date.now() - began} ms`,
  )
  expect(listedFaults.slice(0, 40)).toEqual([])
  expect(succeeded).toBeGreaterThan(1000)
  expect(told).toBeGreaterThan(1000)
}, 120_000)

/** Cases that must read alike: those that differ only in an id being foreign or missing. */
function likeMissing(the: Case): string | null {
  const { actor, operation, chosen } = the
  if (operation.row === 'open' || actor.kind === 'nobody') return null
  const isAway = (index: number) => !chosen[index] || chosen[index]?.side !== actor.side
  if (!chosen.some((_, index) => isAway(index))) return null
  return (
    nameOf({ ...the, chosen: chosen.map((target, index) => (isAway(index) ? null : target)) }) +
    JSON.stringify(operation.body)
  )
}
