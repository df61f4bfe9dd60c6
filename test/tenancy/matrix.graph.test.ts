import type { LightMyRequestResponse } from 'fastify'
import { buildClientSchema, type GraphQLSchema, getIntrospectionQuery } from 'graphql'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Api, startApi } from '../setup/api.ts'
import { type Actor, buildCast, type Cast, everyMark } from './actors.ts'
import { nothingStays } from './dry.ts'
import { inParallel } from './lanes.ts'
import { everyField, type Reading, readings, unknownRoots } from './matrix.graph.ts'
import { idOf, isSeen, type Target, targets } from './matrix.ts'
import { buildWorld, type World } from './world.ts'

let api: Api
let world: World
let cast: Cast
let graph: GraphQLSchema

beforeAll(async () => {
  api = await startApi()
  world = await buildWorld(api)
  cast = await buildCast(api, world)
  nothingStays(api.context.api)
  graph = await introspected()
}, 60_000)
afterAll(() => api.close())

/** The schema as the served graph tells it. */
async function introspected(): Promise<GraphQLSchema> {
  const answer = await api.app.inject({
    method: 'POST',
    url: '/graphql',
    headers: { authorization: `Bearer ${cast.actors.find(({ kind }) => kind === 'admin')?.token}` },
    payload: { query: getIntrospectionQuery() },
  })
  if (answer.statusCode !== 200) throw new Error(answer.body)
  return buildClientSchema(answer.json().data)
}

const schema = () => graph

it('knows every query, mutation and argument, and reaches every field', () => {
  const reached = new Set(readings(schema()).flatMap(({ fields }) => fields))
  const known = new Set([...unknownRoots(schema())])
  const missed = everyField(schema()).filter((field) => !reached.has(field))
  expect([
    ...known,
    ...missed.map((field) => `${field} is reached from no root in test/tenancy/matrix.graph.ts`),
  ]).toEqual([])
})

interface Case {
  reading: Reading
  actor: Actor
  target: Target
}

const nameOf = ({ reading, actor, target }: Case) =>
  `${reading.document} as ${actor.name} with ${target ? `${target.side}.${target.subject}` : 'missing'}`

const ask = ({ reading, actor, target }: Case): Promise<LightMyRequestResponse> =>
  api.app.inject({
    method: 'POST',
    url: '/graphql',
    headers: { ...(actor.token && { authorization: `Bearer ${actor.token}` }) },
    payload: {
      query: reading.document,
      variables: reading.noun ? { id: idOf(world, target, reading.noun) } : {},
    },
  })

interface Answer {
  data: Record<string, unknown> | null
  errors?: { extensions?: { code?: string } }[]
}

/** Empty lists, and relations that lead to nothing. */
const isNothing = (value: unknown): boolean =>
  value === null || (typeof value === 'object' && Object.values(value as object).every(isNothing))

function faultOf(the: Case, answer: LightMyRequestResponse): string | null {
  const { reading, actor, target } = the
  const told = () => `${nameOf(the)}: ${answer.statusCode} ${answer.body.slice(0, 300)}`
  const leaks = everyMark.filter((mark) => answer.body.includes(mark) && !actor.marks.includes(mark))
  if (leaks.length > 0) return `${told()} tells ${leaks}`
  if (actor.kind === 'nobody') return answer.statusCode === 401 ? null : told()
  const { data, errors } = answer.json<Answer>()
  const lacks =
    actor.kind === 'key' && reading.scopes.some((scope) => scope === null || !actor.scopes.has(scope))
  const barred =
    lacks ||
    (reading.staff && actor.kind === 'client') ||
    (reading.admins && actor.kind !== 'admin') ||
    (reading.noCoach && actor.kind === 'coach')
  const [value] = Object.values(data ?? {})
  const seen = !reading.noun || isSeen(actor, reading.noun, target)
  if (barred) {
    const isRefused = errors?.some(({ extensions }) => extensions?.code === 'forbidden')
    // Nobody is asked about what hangs on nothing.
    const isEmpty = isNothing(value)
    return isRefused || isEmpty ? null : `${told()}, where forbidden should be`
  }
  if (errors) return `${told()}, where no error should be`
  if (reading.argument !== 'id' || !reading.noun) return data ? null : told()
  return (value !== null) === seen ? null : `${told()}, where ${seen ? 'data' : 'null'} should be`
}

it('shows everybody what is theirs, field by field, and nobody anything else', async () => {
  const began = Date.now()
  const cases = readings(schema()).flatMap((reading): Case[] => {
    const lacking = reading.scopes.at(-1)
    const without = lacking ? cast.keyWithout.get(lacking) : undefined
    const actors = without ? [...cast.actors, without] : cast.actors
    const chosen = reading.noun ? targets : [null]
    return actors.flatMap((actor) => chosen.map((target) => ({ reading, actor, target })))
  })
  const faults: string[] = []
  const alike = new Map<string, string>()
  let told = 0
  await inParallel(cases, async (the) => {
    const answer = await ask(the)
    const fault = faultOf(the, answer)
    if (fault) faults.push(fault)
    if (the.actor.marks.some((mark) => answer.body.includes(mark))) told++
    if (the.target?.side === the.actor.side || the.actor.kind === 'nobody') return
    const name = nameOf({ ...the, target: null })
    const before = alike.get(name)
    const body = answer.body.replaceAll(/"requestId":"[^"]*"/g, '')
    if (before !== undefined && before !== body)
      faults.push(`${name}: foreign and missing differ: ${before} / ${body}`)
    alike.set(name, body)
  })
  console.log(
    `graph matrix: ${cases.length} cases of ${everyField(schema()).length} fields, ${told} with data, ${faults.length} faults, ${Date.now() - began} ms`,
  )
  expect(faults.slice(0, 40)).toEqual([])
  expect(told).toBeGreaterThan(200)
}, 300_000)
