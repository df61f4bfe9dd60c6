import pino from 'pino'
import supertest from 'supertest'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { buildApp } from '../../server/app.ts'
import { loadConfig } from '../../server/config.ts'
import { type Context, createContext } from '../../server/context.ts'
import { buildPractice, password } from '../builders/people.ts'
import { type Api, startApi } from '../setup/api.ts'
import { type CuttableProxy, startProxy } from '../setup/proxy.ts'

let api: Api
let proxy: CuttableProxy
let context: Context
let app: Awaited<ReturnType<typeof buildApp>>

beforeAll(async () => {
  api = await startApi()
  const url = new URL(api.database.urls.api)
  proxy = await startProxy(Number(url.port || 5432))
  url.hostname = '127.0.0.1'
  url.port = String(proxy.port)
  context = await createContext(loadConfig({}), url.href, pino({ level: 'silent' }))
  app = await buildApp(context)
  await app.ready()
})
afterAll(async () => {
  await app.close()
  await context.close().catch(() => {})
  await proxy.close()
  await api.close()
})

it('without its database the API answers 503 within a second, lives, and comes back by itself', async () => {
  const practice = await buildPractice(api.owner)
  const agent = supertest(app.server)
  const login = () => agent.post('/v1/auth/login').send({ email: practice.coach.email, password })
  const { accessToken } = (await login()).body
  const list = () => agent.get('/v1/tasks').set('authorization', `Bearer ${accessToken}`)
  const create = (name: string) =>
    agent.post('/v1/employers').set('authorization', `Bearer ${accessToken}`).send({ name })
  expect((await list()).status).toBe(200)

  await proxy.cut()
  for (let round = 0; round < 3; round++) {
    const began = Date.now()
    const answers = await Promise.all([
      list(),
      create(`Lost ${round}`),
      login(),
      agent.get('/health/ready'),
      agent
        .post('/graphql')
        .set('authorization', `Bearer ${accessToken}`)
        .send({ query: '{ clients { nodes { id } } }' }),
    ])
    expect(answers.map(({ status }) => status)).toEqual([503, 503, 503, 503, 503])
    expect(Date.now() - began).toBeLessThan(10_000)
    for (const { headers, body } of answers.slice(0, 4)) {
      expect(headers['retry-after']).toBe('2')
      expect(body).toMatchObject({ status: 503, detail: expect.stringContaining('Nothing was changed') })
    }
    expect((await agent.get('/health/live')).status).toBe(200)
  }

  await proxy.mend()
  expect((await list()).status).toBe(200)
  expect((await create('Found again')).status).toBe(201)
  const { rows } = await api.owner.query(
    'SELECT name FROM employer WHERE organization_id = $1 ORDER BY name',
    [practice.organizationId],
  )
  expect(rows.map(({ name }) => name)).toEqual(['Found again', 'Lumen Freight'])
})

it('a connection that is cut in the middle of a request is a 503, not a crash, and nothing half written stays', async () => {
  const practice = await buildPractice(api.owner)
  const agent = supertest(app.server)
  const { accessToken } = (await agent.post('/v1/auth/login').send({ email: practice.coach.email, password }))
    .body
  const body = {
    opportunityId: practice.opportunity.id,
    startsAt: '2030-03-04T15:00:00Z',
    durationMinutes: 60,
    timeZone: 'America/New_York',
    format: 'video',
    participants: Array.from({ length: 20 }, (_, n) => ({ name: `Person ${n}` })),
  }
  const statuses = new Set<number>()
  for (let round = 0; round < 6; round++) {
    const requests = Array.from({ length: 4 }, () =>
      agent
        .post('/v1/interviews')
        .set('authorization', `Bearer ${accessToken}`)
        .send(body)
        .then(({ status }) => status),
    )
    await new Promise((resolve) => setTimeout(resolve, 5 + round * 15))
    await proxy.cut()
    await proxy.mend()
    for (const status of await Promise.all(requests)) statuses.add(status)
  }
  expect([...statuses].filter((status) => status !== 201 && status !== 503)).toEqual([])
  expect((await agent.get('/v1/tasks').set('authorization', `Bearer ${accessToken}`)).status).toBe(200)
  const { rows } = await api.owner.query(
    `SELECT (SELECT count(*) FROM participant p WHERE p.interview_id = i.id)::int AS people,
       (SELECT count(*) FROM task t WHERE t.interview_id = i.id AND t.kind = 'thank_you')::int AS notes
     FROM interview i WHERE organization_id = $1`,
    [practice.organizationId],
  )
  for (const row of rows) expect(row).toEqual({ people: 20, notes: 20 })
})
