import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Api, startApi } from '../setup/api.ts'
import { buildCast, type Cast } from './actors.ts'
import { fuzz, hashesOf, randomFrom } from './fuzz.ts'
import { buildWorld, type World } from './world.ts'

/** REQUESTS=20000 for the long run (`npm run fuzz:tenants`). */
const requests = Number(process.env.REQUESTS ?? 3_000)
const seed = Number(process.env.SEED)

let api: Api
let world: World
let cast: Cast

beforeAll(async () => {
  api = await startApi()
  world = await buildWorld(api)
  cast = await buildCast(api, world)
}, 60_000)
afterAll(() => api.close())

it('two organizations with each other’s ids in every place see nothing of each other and change nothing', async () => {
  const random = randomFrom(seed)
  for (const by of ['ours', 'theirs'] as const) {
    const other = world[by === 'ours' ? 'theirs' : 'ours'].organizationId
    const before = await hashesOf(api, other)
    const began = Date.now()
    const { faults, statuses } = await fuzz(api, world, cast, { by, requests: requests / 2, random })
    console.log(
      `tenant fuzz by ${by}, seed ${seed}: ${requests / 2} requests, ${JSON.stringify(statuses)}, ${faults.length} faults, ${Date.now() - began} ms`,
    )
    expect(faults.slice(0, 20)).toEqual([])
    expect(statuses[200], 'some succeed, or the fuzz tries nothing').toBeGreaterThan(requests / 20)
    expect(await hashesOf(api, other)).toEqual(before)
  }
}, 1_200_000)
