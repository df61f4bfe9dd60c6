import type { DataSource } from 'typeorm'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { type Api, startApi } from '../setup/api.ts'
import { buildCast, type Cast } from './actors.ts'
import { fuzz, hashesOf, randomFrom } from './fuzz.ts'
import { buildWorld, type World } from './world.ts'

/*
 * The application's own checks are off here: everybody has every permission and stands to every client as an admin, and
 * no statement asks for the organization any more. What remains is row-level security. No setting does this; only a test
 * can replace a module and rewrite a statement.
 */
const everybody = { sql: 'SELECT id FROM client', parameters: {} }

vi.mock('../../server/domain/permissions.ts', async (original) => ({
  ...(await original<typeof import('../../server/domain/permissions.ts')>()),
  actorMay: () => true,
  roleMay: () => true,
}))

vi.mock('../../server/features/clients/clients.access.ts', async (original) => ({
  ...(await original<typeof import('../../server/features/clients/clients.access.ts')>()),
  visibleClients: () => everybody,
  allowedClients: () => everybody,
  onlyVisible: (_scope: unknown, query: unknown) => query,
  onlyAllowed: (_scope: unknown, query: unknown) => query,
  ofCoach: (_scope: unknown, query: unknown) => query,
  relationsTo: async (_scope: unknown, ids: readonly string[]) => new Map(ids.map((id) => [id, 'admin'])),
  relationTo: async () => 'admin',
  mayManage: () => true,
  requireWritable: async () => {},
}))

let rewritten = 0

/** Each condition on the organization becomes true. */
function forgetOrganizations(source: DataSource): void {
  const seen = new WeakSet<object>()
  const create = source.createQueryRunner.bind(source)
  const condition = /((?:"?\w+"?\.)?"?organization_id"?)\s*=\s*(\$\d+|'[0-9a-f-]{36}')/g
  source.createQueryRunner = (mode) => {
    const runner = create(mode)
    const connect = runner.connect.bind(runner)
    runner.connect = async () => {
      const client = await connect()
      if (seen.has(client)) return client
      seen.add(client)
      const query = client.query.bind(client)
      client.query = (asked: unknown, ...rest: unknown[]) => {
        const text = typeof asked === 'string' ? asked : (asked as { text?: unknown }).text
        if (typeof text !== 'string') return query(asked, ...rest)
        const without = text.replace(condition, '($1 = $2 OR true)')
        if (without === text) return query(asked, ...rest)
        rewritten++
        if (typeof asked === 'string') return query(without, ...rest)
        // A prepared one keeps its text for as long as it has its name.
        const { name } = asked as { name?: string }
        return query({ ...(asked as object), text: without, ...(name && { name: `${name} alone` }) }, ...rest)
      }
      return client
    }
    return runner
  }
}

let api: Api
let world: World
let cast: Cast

beforeAll(async () => {
  api = await startApi()
  world = await buildWorld(api)
  cast = await buildCast(api, world)
  forgetOrganizations(api.context.api)
}, 60_000)
afterAll(() => api.close())

it('without the application’s checks a client reads another’s record', async () => {
  const client = cast.actors.find(({ name }) => name === 'the client')
  const answer = await api.app.inject({
    url: `/v1/clients/${world.ours.ids.bo.client}`,
    headers: { authorization: `Bearer ${client?.token}` },
  })
  expect(answer.statusCode).toBe(200)
})

it('the database alone keeps organizations apart', async () => {
  const requests = Number(process.env.REQUESTS ?? 2_000)
  const other = world.theirs.organizationId
  const before = await hashesOf(api, other)
  const random = randomFrom(Number(process.env.SEED))
  const { faults, statuses } = await fuzz(api, world, cast, { by: 'ours', requests, random })
  console.log(
    `tenant fuzz without the application's checks: ${requests} requests, ${rewritten} statements without an organization, ${JSON.stringify(statuses)}, ${faults.length} faults`,
  )
  expect(faults.slice(0, 20)).toEqual([])
  // Logins that a request ends, and what is refused before anything is asked of the database, leave fewer than one each.
  expect(rewritten).toBeGreaterThan(requests / 2)
  expect(statuses[200]).toBeGreaterThan(requests / 20)
  expect(await hashesOf(api, other)).toEqual(before)
}, 1_200_000)

it('and without row-level security too, the fuzz finds the hole', async () => {
  const { rows } = await api.owner.query(
    `SELECT relname AS name FROM pg_class WHERE relrowsecurity AND relnamespace = 'public'::regnamespace`,
  )
  for (const { name } of rows) await api.owner.query(`ALTER TABLE ${name} DISABLE ROW LEVEL SECURITY`)
  const random = randomFrom(Number(process.env.SEED))
  const { faults } = await fuzz(api, world, cast, { by: 'ours', requests: 300, random })
  expect(faults.filter((fault) => fault.includes('zqtheirs')).length).toBeGreaterThan(5)
}, 120_000)
