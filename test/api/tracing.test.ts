import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import pino from 'pino'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { buildApp } from '../../server/app.ts'
import { createContext } from '../../server/context.ts'
import { createTracing, type Tracing } from '../../server/platform/tracing.ts'
import { buildPractice } from '../builders/people.ts'
import { type Api, startApi } from '../setup/api.ts'

interface Sent {
  traceId: string
  spanId: string
  parentSpanId?: string
  name: string
  attributes: { key: string; value: Record<string, unknown> }[]
}

let api: Api
let app: Awaited<ReturnType<typeof buildApp>>
let tracing: Tracing
let collector: Server
let close: () => Promise<void>
const bodies: string[] = []

/** A collector: takes OTLP as JSON over HTTP. */
beforeAll(async () => {
  collector = createServer((request, response) => {
    let text = ''
    request.on('data', (part) => {
      text += part
    })
    request.on('end', () => {
      if (request.url === '/v1/traces') bodies.push(text)
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
    })
  })
  await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve))
  api = await startApi()
  tracing = createTracing(`http://127.0.0.1:${(collector.address() as AddressInfo).port}/`)
  const watching = { metrics: null, tracing }
  const log = pino({ level: 'silent' })
  const context = await createContext(api.context.config, api.database.urls.api, log, watching)
  app = await buildApp(context)
  await app.ready()
  close = async () => {
    await app.close()
    await context.close()
  }
})
afterAll(async () => {
  await close()
  await api.close()
  await new Promise((resolve) => collector.close(resolve))
})

const spans = (): Sent[] =>
  bodies.flatMap((body) =>
    JSON.parse(body).resourceSpans.flatMap((one: { scopeSpans: { spans: Sent[] }[] }) =>
      one.scopeSpans.flatMap((scope) => scope.spans),
    ),
  )

it('sends a span for each request, and in it one for each statement; the caller’s trace is continued', async () => {
  const { coach, client } = await buildPractice(api.owner)
  const { token } = await api.as(coach)
  const traceId = '4bf92f3577b34da6a3ce929d0e0e4736'
  const headers = {
    authorization: `Bearer ${token}`,
    traceparent: `00-${traceId}-00f067aa0ba902b7-01`,
  }
  const answers = await Promise.all([
    app.inject({ method: 'GET', url: `/v1/clients/${client.id}`, headers }),
    app.inject({
      method: 'GET',
      url: '/v1/tasks?q=zqsecret',
      headers: { authorization: headers.authorization },
    }),
  ])
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200])
  // Not sampled by who calls: nothing is sent.
  const unsampled = { ...headers, traceparent: `00-${'a'.repeat(32)}-00f067aa0ba902b7-00` }
  await app.inject({ method: 'GET', url: '/v1/clients', headers: unsampled })
  await tracing.close()

  const [request] = spans().filter(({ name }) => name === 'GET /v1/clients/:id')
  expect(request).toMatchObject({ traceId, parentSpanId: '00f067aa0ba902b7' })
  const said = Object.fromEntries(
    (request as Sent).attributes.map(({ key, value }) => [key, Object.values(value)[0]]),
  )
  expect(said).toMatchObject({ 'http.request.method': 'GET', 'http.response.status_code': 200 })
  const inside = spans().filter(({ parentSpanId }) => parentSpanId === request?.spanId)
  expect(inside.map(({ name }) => name)).toEqual(expect.arrayContaining(['BEGIN', 'SELECT', 'COMMIT']))
  expect(inside.every((span) => span.traceId === traceId)).toBe(true)

  const [other] = spans().filter(({ name }) => name === 'GET /v1/tasks')
  expect(other?.traceId).not.toBe(traceId)
  expect(other?.parentSpanId ?? '').toBe('')
  expect(spans().some(({ traceId: id }) => id === 'a'.repeat(32))).toBe(false)
  for (const value of ['zqsecret', client.id, coach.email]) expect(bodies.join()).not.toContain(value)
})
