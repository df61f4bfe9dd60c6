import pino from 'pino'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { serializers } from '../../server/log-fields.ts'
import { buildPractice, type Practice } from '../builders/people.ts'
import { type Api, startApi } from '../setup/api.ts'

let api: Api
let ours: Practice
const lines: Record<string, unknown>[] = []

beforeAll(async () => {
  const write = (line: string) => void lines.push(JSON.parse(line))
  api = await startApi({}, pino({ level: 'info', serializers }, { write }))
  ours = await buildPractice(api.owner)
})
afterAll(() => api.close())

const answered = () => lines.filter(({ msg }) => msg === 'answered')

it('has one line of JSON for each answer: who, which route, how long; no value of the request', async () => {
  const coach = await api.as(ours.coach)
  await expect.poll(() => answered().length).toBe(1) // the login's own line, which is written after its answer
  lines.length = 0
  const answer = await coach.get(`/v1/clients/${ours.client.id}?include=zqsecret`)
  await coach.get('/v1/nowhere/zqsecret')
  await api.anyone.get('/health/live')
  await expect.poll(() => answered().length).toBe(2)
  expect(answered()[0]).toMatchObject({
    reqId: answer.headers['x-request-id'],
    traceId: expect.stringMatching(/^[0-9a-f]{32}$/),
    answered: {
      ...{ method: 'GET', route: '/v1/clients/:id', status: answer.status, ms: expect.any(Number) },
      ...{ bytes: expect.any(Number), organizationId: ours.organizationId, accountId: expect.any(String) },
    },
  })
  expect(answered()[1]).toMatchObject({ answered: { route: 'none', status: 404 } })
  expect(JSON.stringify(lines)).not.toContain('zqsecret')
})

const trace = '4bf92f3577b34da6a3ce929d0e0e4736'

it.each([
  [`00-${trace}-00f067aa0ba902b7-01`, true],
  [`00-${trace}-00f067aa0ba902b7-00`, true],
  [`01-${trace}-00f067aa0ba902b7-01-more`, true],
  [`00-${trace}-00f067aa0ba902b7-01-more`, false],
  [`ff-${trace}-00f067aa0ba902b7-01`, false],
  [`00-${trace.toUpperCase()}-00f067aa0ba902b7-01`, false],
  [`00-${'0'.repeat(32)}-00f067aa0ba902b7-01`, false],
  [`00-${trace}-0000000000000000-01`, false],
  [`00-${trace}`, false],
  ['', false],
])('traceparent "%s" is followed: %s', async (traceparent, followed) => {
  lines.length = 0
  await api.anyone.get('/v1/auth/demo').set('traceparent', traceparent)
  const [line] = answered()
  if (followed) expect(line?.traceId).toBe(trace)
  else expect(line?.traceId).not.toBe(trace)
  expect(line?.traceId).toMatch(/^[0-9a-f]{32}$/)
})
