import http from 'node:http'
import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import pg from 'pg'
import pino from 'pino'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { buildApp } from '../../server/app.ts'
import { loadConfig } from '../../server/config.ts'
import { type Context, createContext } from '../../server/context.ts'
import type { Caller } from '../../server/platform/actor.ts'
import { type Scope, withScope } from '../../server/platform/scope.ts'
import { createTestDatabase, type TestDatabase } from '../setup/database.ts'
import { type Bouncer, startBouncer } from '../setup/pgbouncer.ts'
import { buildCrowd, type Tenant } from './crowd.ts'
import { randomFrom } from './fuzz.ts'
import { inParallel } from './lanes.ts'

/** REQUESTS=1000000 for the long run (`npm run torture:pgbouncer`). */
const requests = Number(process.env.REQUESTS ?? 20_000)
const tenants = 200
const lanes = 16
const random = randomFrom(Number(process.env.SEED))

let database: TestDatabase
let owner: pg.Pool
let bouncer: Bouncer
let context: Context
let app: FastifyInstance
let port: number
let crowd: Tenant[]
const named = new Set<string>()

/** Sees every statement that any client of this process prepares. */
function watchPreparing(): void {
  const { prototype } = pg.Connection as unknown as {
    prototype: { parse(query: { name?: string; text: string }): void }
  }
  const { parse } = prototype
  prototype.parse = function (query) {
    if (query.name) named.add(query.text)
    return parse.call(this, query)
  }
}

beforeAll(async () => {
  watchPreparing()
  database = await createTestDatabase()
  owner = new pg.Pool({ connectionString: database.urls.migrate, max: 1 })
  crowd = await buildCrowd(owner, tenants)
  bouncer = await startBouncer(database.urls.api, 2)
  const config = loadConfig({ POOL_SIZE: String(lanes + 4), MAX_EVENT_LOOP_DELAY: '0' })
  context = await createContext(config, bouncer.url, pino({ level: 'silent' }))
  app = await buildApp(context)
  await app.listen({ port: 0, host: '127.0.0.1' })
  port = (app.server.address() as AddressInfo).port
}, 60_000)

afterAll(async () => {
  await app?.close()
  await context?.close()
  await bouncer?.stop()
  await owner?.end()
  await database?.drop()
})

const counts = { read: 0, written: 0, http: 0, brokenOff: 0, refused: 0, bare: 0 }
const faults: string[] = []
const errors: string[] = []

const outcome = () => `${JSON.stringify(counts)}, ${errors.length} errors, ${faults.length} saw another's`

const callerOf = ({ organizationId, sessionId }: Tenant): Caller => ({
  ...{ organizationId, sessionId, accountId: null, keyId: null },
  ...{ locale: null, ip: null, requestId: null },
})

/** What is seen must be all of the tenant's, and nothing else. */
function judge(tenant: Tenant, rows: readonly { organization_id: string; id: string }[]): void {
  const ids = rows.map(({ id }) => id).sort()
  if (
    rows.some((row) => row.organization_id !== tenant.organizationId) ||
    ids.join() !== tenant.clientIds.toSorted().join()
  )
    faults.push(`${tenant.organizationId} saw ${JSON.stringify(rows)}`)
}

/** The program's own end of its connection goes, in the middle of whatever it is doing. */
const breakOff = ({ db }: Scope): void => {
  const { databaseConnection } = db.queryRunner as unknown as {
    databaseConnection: { connection: { stream: { destroy(): void } } }
  }
  databaseConnection.connection.stream.destroy()
}

async function inScope(tenant: Tenant, broken: boolean): Promise<void> {
  const writes = random() < 0.1
  const moment = random()
  try {
    await withScope(context, callerOf(tenant), null, async (scope) => {
      if (broken && moment < 0.3) breakOff(scope)
      const going = writes
        ? scope.db
            .query(
              'UPDATE client SET target = $1 WHERE organization_id IS NOT NULL RETURNING organization_id, id',
              [`target of ${scope.organizationId}`],
            )
            .then(([rows]) => rows)
        : scope.db.query('SELECT organization_id, id FROM client')
      if (broken && moment >= 0.3 && moment < 0.7) breakOff(scope)
      judge(tenant, await going)
      if (broken && moment >= 0.7) breakOff(scope)
    })
    counts[writes ? 'written' : 'read']++
    if (broken) errors.push('a broken connection committed')
  } catch (error) {
    if (broken) counts.brokenOff++
    else errors.push(String(error))
  }
}

const agent = new http.Agent({ keepAlive: true, maxSockets: lanes })

function overHttp(tenant: Tenant, broken: boolean): Promise<void> {
  const { organizationId: org, sessionId: sid } = tenant
  const token = app.jwt.sign({ sub: org, org, sid })
  return new Promise((resolve) => {
    const request = http.get(
      { port, host: '127.0.0.1', path: '/v1/clients', agent, headers: { authorization: `Bearer ${token}` } },
      (answer) => {
        let text = ''
        answer.setEncoding('utf8').on('data', (part) => (text += part))
        answer.on('close', () => {
          if (answer.complete && answer.statusCode === 200) {
            counts.http++
            const { data } = JSON.parse(text) as { data: { id: string; organizationId: string }[] }
            judge(
              tenant,
              data.map((row) => ({ id: row.id, organization_id: row.organizationId })),
            )
          } else if (!broken) errors.push(`${answer.statusCode} ${text.slice(0, 200)}`)
          resolve()
        })
        answer.on('error', () => resolve())
      },
    )
    request.on('error', (error) => {
      if (broken) counts.brokenOff++
      else errors.push(String(error))
      resolve()
    })
    if (broken) setTimeout(() => request.destroy(), random() * 4)
  })
}

/** Without a tenant nothing is seen, whatever the connection was used for before. */
async function bare(): Promise<void> {
  const rows = await context.api.query('SELECT organization_id, id FROM client').catch((error) => {
    errors.push(String(error))
    return []
  })
  counts.bare++
  if (rows.length > 0) faults.push(`without a tenant: ${JSON.stringify(rows)}`)
}

it(`${requests} requests of ${tenants} tenants over two connections, some broken off, see their own alone`, async () => {
  const began = Date.now()
  await inParallel(
    Array.from({ length: requests }),
    async (_, index) => {
      if (index > 0 && index % 50_000 === 0) console.log(`pgbouncer: ${index} begun, ${outcome()}`)
      const tenant = crowd[Math.floor(random() * crowd.length)] as Tenant
      const broken = random() < 0.05
      const way = random()
      if (way < 0.02) await bare()
      else if (way < 0.07) await overHttp(tenant, broken)
      else await inScope(tenant, broken)
    },
    lanes,
  )
  const { rows: spoilt } = await owner.query(
    `SELECT id FROM client WHERE target IS NOT NULL AND target <> 'target of ' || organization_id`,
  )
  const seconds = (Date.now() - began) / 1000
  console.log(
    `pgbouncer: ${requests} requests, ${outcome()}, ${seconds} s, ${Math.round(requests / seconds)}/s, seed ${process.env.SEED}`,
  )
  expect(faults.slice(0, 10)).toEqual([])
  expect(spoilt).toEqual([])
  expect([...named], 'named statements do not survive transaction pooling').toEqual([])
  expect(counts.brokenOff).toBeGreaterThan(requests / 40)
  expect(errors.slice(0, 10)).toEqual([])
}, 7_200_000)
