import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { buildPractice } from '../builders/people.ts'
import { type Api, type Caller, startApi } from '../setup/api.ts'

let full: Api
let lagging: Api

beforeAll(async () => {
  ;[full, lagging] = await Promise.all([
    startApi({ MAX_HEAP_MB: '1' }),
    startApi({ MAX_EVENT_LOOP_DELAY: '20' }),
  ])
})
afterAll(async () => {
  await full.close()
  await lagging.close()
})

/** Needs no login, which may be refused by then. */
const open = '/.well-known/jwks.json'

const refusal = {
  status: 503,
  type: '/docs/problems/overloaded',
  detail: expect.stringContaining('Nothing was changed'),
}

/** Asks until it is refused, for as long as such a thing takes. */
async function untilRefused(caller: Caller, meanwhile: () => Promise<void>) {
  for (const end = performance.now() + 40_000; performance.now() < end; ) {
    const answer = await caller.get(open)
    if (answer.status !== 200) return answer
    await meanwhile()
  }
  throw new Error('never refused')
}

it('with its heap full it refuses at once, says when to come back, and lives', {
  timeout: 60_000,
}, async () => {
  const answer = await untilRefused(full.anyone, () => sleep(200))
  expect([answer.type, answer.headers['retry-after']]).toEqual(['application/problem+json', '5'])
  expect(answer.body).toMatchObject(refusal)
  expect(answer.headers['content-security-policy']).toMatch(/^default-src 'none'/)
  expect((await full.anyone.post('/graphql').send({ query: '{ __typename }' })).status).toBe(503)
  expect((await full.anyone.get('/health/ready')).status).toBe(503)
  expect((await full.anyone.get('/health/live')).status).toBe(200)
})

it('with a loop that lags it refuses until that is over', { timeout: 100_000 }, async () => {
  const answer = await untilRefused(lagging.anyone, async () => {
    for (let n = 0; n < 5; n++) {
      for (const end = performance.now() + 60; performance.now() < end; );
      await sleep(1)
    }
  })
  expect(answer.body).toMatchObject(refusal)
  expect((await lagging.anyone.get('/health/live')).status).toBe(200)
  for (const end = performance.now() + 40_000; ; await sleep(200)) {
    if ((await lagging.anyone.get(open)).status === 200) break
    if (performance.now() > end) throw new Error('never served again')
  }
})

it('with all its connections in use it says so, and not that the database is away', async () => {
  const busy = await startApi({ POOL_SIZE: '1' })
  try {
    const { coach } = await buildPractice(busy.owner)
    const caller = await busy.as(coach)
    const runner = busy.context.api.createQueryRunner()
    await runner.connect()
    const [answer, graph] = await Promise.all([
      caller.get('/v1/tasks'),
      caller.post('/graphql').send({ query: '{ clients { nodes { id } } }' }),
    ])
    await runner.release()
    expect([answer.status, answer.headers['retry-after'], graph.status]).toEqual([503, '5', 503])
    expect(answer.body).toMatchObject(refusal)
    expect((await caller.get('/v1/tasks')).status).toBe(200)
  } finally {
    await busy.close()
  }
})
