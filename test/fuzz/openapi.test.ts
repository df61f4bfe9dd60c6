import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Api, startApi } from '../setup/api.ts'
import { buildCast, type Cast } from '../tenancy/actors.ts'
import { nothingStays } from '../tenancy/dry.ts'
import { buildWorld, type Noun, type World } from '../tenancy/world.ts'
import { fuzzAll, inWords, type Told } from './fuzz.ts'
import type { Asking } from './requests.ts'
import { fuzzLives } from './sequences.ts'

/** The same in every run, but for npm run fuzz, which takes more of them from the run's own seed. */
const seed = process.env.FUZZ ? Number(process.env.SEED) : 20_261_123
const requests = Number(process.env.FUZZ ?? 20_000)

let api: Api
let world: World
let cast: Cast
let asking: Asking

const nouns: Record<string, readonly Noun[]> = {
  taskId: ['task', 'doneTask'],
  memberId: ['member', 'coach'],
  coachId: ['member', 'coach'],
  primaryCoachId: ['member', 'coach'],
  delegateId: ['coach'],
  handOverTo: ['coach'],
  webhookId: ['webhook'],
  apiKeyId: ['key'],
  'api-keyId': ['key'],
  'erasure-requestId': ['request'],
  statedBy: ['contact'],
  confirm: ['client'],
}

/** The ids that a field may hold, by its name; now and then the other organization's. */
function idsOf(name: string): string[] {
  const known = nouns[name] ?? [name.replace(/Ids?$/, '') as Noun]
  const found = [world.ours.ids.ana, world.ours.ids.bo, world.theirs.ids.ana].flatMap((ids) =>
    known.flatMap((noun) => ids[noun] ?? []),
  )
  return found.length > 0 ? found : Object.values(world.ours.ids.ana)
}

beforeAll(async () => {
  api = await startApi({ RATE_LIMIT: '0', RATE_LIMIT_NETWORK: '0' })
  world = await buildWorld(api)
  cast = await buildCast(api, world)
  const names = ['admin', 'admin', 'primary', 'the client', 'key with every scope']
  asking = {
    tokens: names.map((name) => cast.actors.find((actor) => actor.name === name)?.token as string),
    idsOf,
  }
}, 600_000)
afterAll(() => api.close())

const judge = (told: Told) => {
  const faults = [...told.faults].map(([name, { times, example }]) => `${name} (${times} times): ${example}`)
  expect(faults.slice(0, 30)).toEqual([])
  expect(told.slowest.ms).toBeLessThan(20_000)
}

it('what is made, read, changed, removed and brought back by random bodies keeps its word', async () => {
  const began = Date.now()
  const told = await fuzzLives(api.app, asking, requests / 40, seed)
  console.log(`fuzz: ${told.whole} lives, ${inWords(told)}; ${Date.now() - began} ms, seed ${seed}`)
  judge(told)
  expect(told.whole).toBeGreaterThan(requests / 400)
}, 3_600_000)

it('no request, however odd, gets an answer that the contract does not have', async () => {
  // What each asks for is rolled back, so that the next finds everything as it was.
  nothingStays(api.context.api)
  const began = Date.now()
  const told = await fuzzAll(api.app, asking, requests, seed)
  console.log(`fuzz: ${inWords(told)}; ${Date.now() - began} ms, seed ${seed}`)
  judge(told)
  expect(told.requests).toBeGreaterThanOrEqual(requests)
}, 3_600_000)
