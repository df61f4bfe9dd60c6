import { createClient } from 'graphql-ws'
import pg from 'pg'
import pino from 'pino'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import WebSocket from 'ws'
import { buildApp } from '../../server/app.ts'
import { loadConfig } from '../../server/config.ts'
import { createContext } from '../../server/context.ts'
import { buildPractice, type Practice } from '../builders/people.ts'
import { type Api, type Caller, startApi } from '../setup/api.ts'
import { type Bouncer, startBouncer } from '../setup/pgbouncer.ts'
import { type CuttableProxy, startProxy } from '../setup/proxy.ts'

/*
 * An API behind PgBouncer in transaction mode, whose listener goes past it, through a proxy that the test can cut half
 * open. Changes are made by another replica, so that only the database can tell of them.
 */

let api: Api
let practice: Practice
let coach: Caller
let bouncer: Bouncer
let proxy: CuttableProxy
let behind: Api['app']
const lines: string[] = []
const closing: (() => Promise<unknown>)[] = []
const heard: string[] = []

beforeAll(async () => {
  api = await startApi()
  practice = await buildPractice(api.owner)
  coach = await api.as(practice.coach)
  bouncer = await startBouncer(api.database.urls.api, 4)
  const direct = new URL(api.database.urls.api)
  proxy = await startProxy(Number(direct.port || 5432))
  direct.hostname = '127.0.0.1'
  direct.port = String(proxy.port)
  const config = loadConfig({
    ...{ TEST_CLOCK: '1', POOL_SIZE: '4', MAX_EVENT_LOOP_DELAY: '0', LISTEN_DATABASE_URL: direct.href },
    ...{ RATE_LIMIT: '0', RATE_LIMIT_NETWORK: '0' },
  })
  const log = pino({ level: 'info' }, { write: (line: string) => void lines.push(line) })
  const context = await createContext(config, bouncer.url, log)
  const app = await buildApp(context)
  behind = app
  const url = await app.listen({ port: 0, host: '127.0.0.1' })
  const client = createClient({
    url: `${url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    connectionParams: { authorization: `Bearer ${coach.token}` },
  })
  client.subscribe<{ taskChanged: { task: { title: string } } }>(
    { query: 'subscription { taskChanged { task { title } } }' },
    {
      next: ({ data }) => void heard.push(data?.taskChanged.task.title ?? ''),
      error: (error) => void lines.push(String(error)),
      complete: () => {},
    },
  )
  closing.push(
    async () => client.dispose(),
    () => app.close(),
    () => context.close(),
    () => bouncer.stop(),
    () => proxy.close(),
  )
}, 60_000)
afterAll(async () => {
  for (const close of closing) await close()
  await api.close()
})

/** How many listeners the database has that are still there, asked of itself. */
const listeners = async (): Promise<number> => {
  const { rows } = await api.owner.query(
    `SELECT count(*)::int AS count FROM pg_stat_activity WHERE application_name = 'afterword listener' AND datname = current_database()`,
  )
  return rows[0].count
}
/** The names of the statements that are prepared while the graph answers. */
async function preparedBy(app: Api['app']): Promise<unknown[]> {
  const spy = vi.spyOn(pg.Client.prototype, 'query')
  try {
    const answer = await app.inject({
      ...{
        method: 'POST',
        url: '/graphql',
        payload: { query: '{ clients { nodes { id opportunities { nodes { id } } } } }' },
      },
      headers: { authorization: `Bearer ${coach.token}` },
    })
    expect(answer.json().data.clients.nodes.length).toBeGreaterThan(0)
    return spy.mock.calls.map(([query]) => (query as { name?: string }).name).filter(Boolean)
  } finally {
    spy.mockRestore()
  }
}
const listening = () => expect.poll(listeners, { timeout: 15_000 }).toBeGreaterThan(0)

/** Milliseconds from a change by the other replica until it is heard. */
async function heardAfter(title: string): Promise<number> {
  const dueAt = '2090-01-01T10:00:00Z'
  const answer = await coach.post('/v1/tasks').send({ clientId: practice.client.id, title, dueAt })
  expect(answer.status, answer.text).toBe(201)
  const began = performance.now()
  await expect.poll(() => heard.includes(title), { timeout: 30_000, interval: 20 }).toBe(true)
  return performance.now() - began
}

it('prepares statements on connections of its own, and none behind a pooler, which lends them to others', async () => {
  expect((await preparedBy(api.app)).length).toBe(1)
  expect(await preparedBy(behind)).toEqual([])
})

it('behind a pooler in transaction mode, with an address past it for the listener, is told at once', async () => {
  await listening()
  const took = [await heardAfter('one'), await heardAfter('two'), await heardAfter('three')]
  console.log(`subscriptions behind PgBouncer: ${took.map((ms) => ms.toFixed(0)).join(', ')} ms`)
  // Not by the look every five seconds, each time.
  expect(Math.min(...took)).toBeLessThan(4_000)
})

it('cut half open, hears all the same by looking every five seconds, and listens again when it may', async () => {
  proxy.stall()
  const took = await heardAfter('while nobody told')
  console.log(`subscriptions with a listener cut half open: ${took.toFixed(0)} ms`)
  expect(heard.filter((title) => title === 'while nobody told')).toHaveLength(1)
  // That the other end is gone is noticed by asking it.
  await expect
    .poll(() => lines.some((line) => line.includes('Not listening on')), { timeout: 20_000 })
    .toBe(true)
  await proxy.mend()
  await expect
    .poll(() => lines.some((line) => line.includes('Listening on') && line.includes('again')), {
      timeout: 20_000,
    })
    .toBe(true)
  const again = [await heardAfter('four'), await heardAfter('five'), await heardAfter('six')]
  expect(Math.min(...again)).toBeLessThan(4_000)
  expect(lines.filter((line) => /"level":[56]0/.test(line))).toEqual([])
}, 90_000)
