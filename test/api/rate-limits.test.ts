import pino from 'pino'
import { parseList } from 'structured-headers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildApp } from '../../server/app.ts'
import { createContext } from '../../server/context.ts'
import { buildPractice } from '../builders/people.ts'
import { type Api, startApi } from '../setup/api.ts'

const quota = 300

let api: Api
let replicas: Api['app'][]
let close: () => Promise<void>

beforeAll(async () => {
  api = await startApi({ RATE_LIMIT: String(quota), RATE_LIMIT_NETWORK: '30' })
  const context = await createContext(api.context.config, api.database.urls.api, pino({ level: 'silent' }))
  const second = await buildApp(context)
  await second.ready()
  replicas = [api.app, second]
  close = async () => {
    await second.close()
    await context.close()
  }
})
afterAll(async () => {
  await close()
  await api.close()
})

/** A window of a minute may end meanwhile: at its beginning there is time. */
async function inOneWindow(): Promise<void> {
  const { rows } = await api.owner.query(
    'SELECT (extract(epoch FROM clock_timestamp()) % 60)::float AS second',
  )
  if (rows[0].second > 35) await new Promise((resolve) => setTimeout(resolve, (60.2 - rows[0].second) * 1000))
}

const get = (at: number, token: string, headers = {}) =>
  (replicas[at % 2] as Api['app']).inject({
    ...{ method: 'GET', url: '/v1/auth/me' },
    headers: { authorization: `Bearer ${token}`, ...headers },
  })

describe('requests with a token', () => {
  it('pass up to the quota over two replicas, whatever X-Forwarded-For says; others are not held up', async () => {
    const { coach, admin } = await buildPractice(api.owner)
    const [{ token }, other] = [await api.as(coach), await api.as(admin)]
    await inOneWindow()
    const statuses: number[] = []
    for (let i = 0; i < quota * 2; i += 20) {
      const answers = await Promise.all(
        Array.from({ length: 20 }, (_, n) => get(i + n, token, { 'x-forwarded-for': `203.0.113.${n}` })),
      )
      statuses.push(...answers.map(({ statusCode }) => statusCode))
    }
    const passed = statuses.filter((status) => status === 200).length
    expect(passed).toBeLessThanOrEqual(quota * 1.02)
    expect(passed).toBeGreaterThan(quota * 0.9)
    expect(statuses.filter((status) => status === 429)).toHaveLength(quota * 2 - passed)
    const refused = await get(0, token)
    expect(refused.json()).toMatchObject({ status: 429, type: '/docs/problems/too-many-requests' })
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
    expect(Number(refused.headers['retry-after'])).toBeLessThanOrEqual(60)
    expect((await get(0, other.token)).statusCode).toBe(200)
    console.log(`${quota * 2} requests over two replicas: ${passed} of a quota of ${quota} passed`)
  }, 90_000)

  it('say in fields that parse how much is left, and of what', async () => {
    const { token } = await api.as((await buildPractice(api.owner)).coach)
    const answer = await get(0, token)
    const [policy] = parseList(String(answer.headers['ratelimit-policy']))
    expect(policy?.[0]).toBe('default')
    expect(Object.fromEntries(policy?.[1] ?? [])).toEqual({ q: quota, w: 60 })
    const [limit] = parseList(String(answer.headers.ratelimit))
    expect(limit?.[0]).toBe('default')
    const { r, t } = Object.fromEntries(limit?.[1] ?? []) as { r: number; t: number }
    expect(r).toBe(quota - 1)
    expect(t).toBeGreaterThan(0)
    expect(t).toBeLessThanOrEqual(60)
  })

  it('of the graph use as much as their answers may have rows', async () => {
    const { token } = await api.as((await buildPractice(api.owner)).coach)
    const ask = (first: number) =>
      api.app.inject({
        ...{ method: 'POST', url: '/graphql', headers: { authorization: `Bearer ${token}` } },
        payload: {
          query: `query ($first: Int!) { clients(first: $first) { edges { node { id opportunities(first: 50) { edges { node { id } } } } } } }`,
          variables: { first },
        },
      })
    const left = async (first: number) =>
      Number(/r=(\d+)/.exec(String((await ask(first)).headers.ratelimit))?.[1])
    await inOneWindow()
    const before = await left(1)
    expect(before - (await left(1))).toBe(1)
    expect(before - (await left(100))).toBeGreaterThan(10)
  }, 90_000)
})

it('requests without a token are counted by network', async () => {
  await inOneWindow()
  const from = (remoteAddress: string) =>
    api.app.inject({
      ...{ method: 'POST', url: '/v1/auth/magic-link', remoteAddress },
      payload: { email: 'nobody@people.test' },
    })
  const statuses: number[] = []
  for (let i = 0; i < 40; i++) statuses.push((await from('198.51.100.7')).statusCode)
  expect(statuses.filter((status) => status === 202)).toHaveLength(30)
  expect((await from('198.51.100.8')).statusCode).toBe(202)
}, 90_000)

it('calendars are counted by network too, whatever their address says', async () => {
  await inOneWindow()
  const ask = (n: number) =>
    api.app.inject({ url: `/calendar/${String(n).padStart(43, 'x')}.ics`, remoteAddress: '198.51.100.9' })
  const statuses: number[] = []
  for (let n = 0; n < 40; n++) statuses.push((await ask(n)).statusCode)
  expect(statuses.filter((status) => status === 404)).toHaveLength(30)
  expect(statuses.filter((status) => status === 429)).toHaveLength(10)
}, 90_000)

it('leaves no address in the table, and needs no database to answer', async () => {
  const { rows } = await api.owner.query('SELECT subject FROM rate_window')
  expect(rows.length).toBeGreaterThan(0)
  expect(rows.every(({ subject }) => subject.length === 32)).toBe(true)
  await api.owner.query(`UPDATE rate_window SET began = now() - interval '2 hours'`)
  await api.owner.query('SELECT purge_accounts()')
  expect((await api.owner.query('SELECT FROM rate_window')).rows).toHaveLength(0)
})
