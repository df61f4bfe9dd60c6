import { setTimeout as sleep } from 'node:timers/promises'
import pino from 'pino'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { buildApp } from '../../server/app.ts'
import { loadConfig } from '../../server/config.ts'
import { createContext } from '../../server/context.ts'
import { exampleIds } from '../../server/http/openapi.examples.ts'
import { hashSecret } from '../../server/platform/secrets.ts'
import { type Api, startApi } from '../setup/api.ts'
import { startProxy } from '../setup/proxy.ts'
import { type Actor, buildCast, type Cast } from '../tenancy/actors.ts'
import { nothingStays } from '../tenancy/dry.ts'
import { inParallel } from '../tenancy/lanes.ts'
import { operations } from '../tenancy/matrix.operations.ts'
import { buildWorld, type World } from '../tenancy/world.ts'
import { operationsIn, type Placed, readContract } from './contract.ts'
import { aimedShots, goodShots, has, isOpen, routeOf, type Shot, send } from './shots.ts'

/*
 * Every operation of openapi.yaml is asked for every status that the conventions give it, from the contract itself, so
 * that a new operation is tried without a word here. What is answered is judged by recorder.ts.
 */

let api: Api
let world: World
let cast: Cast
const all = operationsIn(readContract())
const answered = new Map<string, Shot>()

const actor = (name: string): Actor => {
  const found = cast.actors.find((one) => one.name === name)
  if (!found) throw new Error(`nobody is called ${name}`)
  return found
}
/** Each needs a password or a code, and is asked with one in a test of its own. */
const secret = [
  'beginSecondFactor',
  'changePassword',
  'confirmSecondFactor',
  'removeSecondFactor',
  'renewRecoveryCodes',
]
const key = ({ operationId }: Placed, status: number) => `${operationId} ${status}`
const goodOf = (operation: Placed): Shot =>
  answered.get(operation.operationId) ??
  (goodShots(world, operation, [actor('admin')])[0] as Shot) ?? {
    method: operation.method,
    url: operation.path,
    headers: {},
  }

beforeAll(async () => {
  api = await startApi()
  world = await buildWorld(api)
  cast = await buildCast(api, world)
  nothingStays(api.context.api)
  const asked = ['admin', 'primary', 'the client'].map(actor)
  await inParallel(all, async (operation) => {
    const shots = goodShots(world, operation, asked)
    for (const shot of shots.length > 0 ? shots : [goodOf(operation)]) {
      const { statusCode } = await send(api, shot)
      if (statusCode < 300 && !answered.has(operation.operationId)) answered.set(operation.operationId, shot)
    }
  })
}, 600_000)
afterAll(() => api.close())

describe('the examples of openapi.yaml', () => {
  /** The example, with ids that there are in place of its own. */
  const real = (text: string): string =>
    Object.entries(exampleIds).reduce(
      (at, [noun, id]) => at.replaceAll(id, world.ours.ids.ana[noun as keyof typeof exampleIds]),
      text,
    )

  it('are taken as they stand, each by somebody who may', async () => {
    const missed: string[] = []
    await inParallel(all, async (operation) => {
      const media = Object.values(operation.requestBody?.content ?? {})[0]
      if (media && media.example === undefined) missed.push(`${operation.operationId} has no example`)
      const [path, ifMatch] = [pathExample(operation), has(operation, 'if-match')]
      const answers: string[] = []
      for (const name of ['admin', 'primary', 'the client']) {
        const { statusCode, body } = await send(api, {
          method: operation.method,
          url: real(path),
          headers: {
            ...(!isOpen(operation) && { authorization: `Bearer ${actor(name).token}` }),
            ...(ifMatch && { 'if-match': '*' }),
            ...(media && { 'content-type': 'application/json' }),
          },
          ...(media && { payload: real(JSON.stringify(media.example)) }),
        })
        answers.push(`${statusCode} ${body.slice(0, 200)}`)
      }
      // A password, a link or a code of an example is nobody's: what else it says has been read by then.
      const fits = isOpen(operation) || secret.includes(operation.operationId) ? /^(2|401|404|409|422)/ : /^2/
      if (!answers.some((answer) => fits.test(answer)))
        missed.push(`${operation.operationId}: ${answers.join(' / ')}`)
    })
    expect(missed).toEqual([])
  }, 600_000)

  it('and the scopes are those that keys need', () => {
    const wrong = all.flatMap((operation) => {
      if (isOpen(operation)) return []
      const entries = [operations[routeOf(operation)] ?? []].flat()
      const said = operation.security?.find(({ apiKey }) => apiKey)?.apiKey?.[0] ?? null
      // Where only somebody about themselves may, no key does.
      const right = entries.some(({ scope, only }) => scope === said || (said === null && only))
      return right ? [] : [`${operation.operationId}: ${said}, where ${entries[0]?.scope} is needed`]
    })
    expect(wrong).toEqual([])
  })
})

const pathExample = ({ path, parameters = [] }: Placed): string =>
  parameters
    .filter((one) => one.in === 'path')
    .reduce((at, { name, example }) => at.replace(`{${name}}`, String(example)), path)

describe('the answers of every operation', () => {
  it('are its successes, but for those that need a secret', () => {
    const never = all.filter((operation) => !isOpen(operation) && !answered.has(operation.operationId))
    expect(never.map(({ operationId }) => operationId).sort()).toEqual(secret)
  })

  it('are its refusals by the conventions', async () => {
    const missed: string[] = []
    await inParallel(all, async (operation) => {
      const keyless = cast.keyWithout.get(operation.security?.[1]?.apiKey?.[0] ?? 'clients:read') as Actor
      for (const { status, shot } of aimedShots(operation, goodOf(operation), keyless.token)) {
        const { statusCode, body } = await send(api, shot)
        if (statusCode !== status)
          missed.push(`${key(operation, status)}: ${statusCode} ${body.slice(0, 160)}`)
      }
    })
    expect(missed).toEqual([])
  }, 600_000)

  it('are 409 while a request with the same Idempotency-Key runs, and 422 when it was another', async () => {
    const missed: string[] = []
    const holder = await api.owner.connect()
    try {
      for (const operation of all.filter((one) => has(one, 'idempotency-key'))) {
        const good = goodOf(operation)
        const who = cast.actors.find(({ token }) => good.headers.authorization === `Bearer ${token}`) as Actor
        const [path] = good.url.split('?')
        const hash = hashSecret('idempotency key', 'same')
        const lock = [world.ours.organizationId, who.id, path, hash]
        const shot = { ...good, headers: { ...good.headers, 'idempotency-key': 'same' } }
        const name = `hashtextextended(concat_ws('/', $1::text, $2::text, $3::text, encode($4, 'hex')), 0)`
        await holder.query(`SELECT pg_advisory_lock(${name})`, lock)
        const running = await send(api, shot)
        await holder.query(`SELECT pg_advisory_unlock(${name})`, lock)
        await holder.query(
          `INSERT INTO idempotency_record (organization_id, actor_id, path, key_hash, request_hash, answer) VALUES ($1, $2, $3, $4, '\\x00', '')`,
          lock,
        )
        const other = await send(api, shot)
        for (const [status, { statusCode, body }] of [
          [409, running],
          [422, other],
        ] as const)
          if (statusCode !== status)
            missed.push(`${key(operation, status)}: ${statusCode} ${body.slice(0, 160)}`)
      }
    } finally {
      holder.release()
    }
    expect(missed).toEqual([])
  }, 600_000)

  it('are 429 when the quota is used up', async () => {
    const scarce = await beside({ RATE_LIMIT: '1', RATE_LIMIT_NETWORK: '1', TRUST_PROXY: '127.0.0.1' })
    const missed: string[] = []
    for (const operation of all.filter(({ responses }) => responses['429'])) {
      const good = goodOf(operation)
      const shot = { ...good, headers: { ...good.headers, 'x-forwarded-for': '198.51.100.7' } }
      let { statusCode } = await send(scarce, shot)
      if (statusCode !== 429) statusCode = (await send(scarce, shot)).statusCode
      if (statusCode !== 429) missed.push(`${operation.operationId}: ${statusCode}`)
    }
    expect(missed).toEqual([])
  }, 600_000)

  it('are 503 while the database is away', async () => {
    const url = new URL(api.database.urls.api)
    const proxy = await startProxy(Number(url.port || 5432))
    onTestFinished(() => proxy.close())
    url.hostname = '127.0.0.1'
    url.port = String(proxy.port)
    const cutOff = await beside({ RATE_LIMIT: '0', RATE_LIMIT_NETWORK: '0' }, url.href)
    await proxy.cut()
    const asked = all.filter(({ path, responses }) => path.startsWith('/v1/') && responses['503'])
    // What needs no database is refused too, once the next check has found it away.
    const noticed = asked.find(({ operationId }) => operationId === 'getIdentityProvider') as Placed
    for (let waited = 0; waited < 150; waited++) {
      if ((await send(cutOff, goodOf(noticed))).statusCode === 503) break
      await sleep(100)
    }
    const missed: string[] = []
    await inParallel(asked, async (operation) => {
      const { statusCode } = await send(cutOff, goodOf(operation))
      if (statusCode !== 503) missed.push(`${operation.operationId}: ${statusCode}`)
    })
    expect(missed).toEqual([])
  }, 600_000)
})

/** The same API with other settings, over the same data, until the test ends. */
async function beside(env: Record<string, string>, url = api.database.urls.api): Promise<Pick<Api, 'app'>> {
  const config = loadConfig({ MAX_EVENT_LOOP_DELAY: '0', POOL_SIZE: '6', ...env })
  const context = await createContext(config, url, pino({ level: 'silent' }))
  const app = await buildApp(context)
  await app.ready()
  onTestFinished(async () => {
    await app.close()
    await context.close().catch(() => {})
  })
  return { app }
}
