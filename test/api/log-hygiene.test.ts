import type { InjectOptions, RouteOptions } from 'fastify'
import { v7 as newId } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { buildPractice, type Practice, password } from '../builders/people.ts'
import { type Api, startApi } from '../setup/api.ts'
import { isIn, type LogCanary, logCanary, markers } from '../setup/log-canary.ts'
import { sample, spoilt } from '../setup/schema-samples.ts'

let api: Api
let canary: LogCanary
let practice: Practice
let token: string
/** What must not be logged either, though it was never planted. */
const secrets: string[] = [password]
let interviewId: string

async function logIn(): Promise<void> {
  const { email } = practice.admin
  const login = await api.anyone.post('/v1/auth/login').send({ email, password })
  expect(login.status, login.text).toBe(200)
  token = login.body.accessToken
  secrets.push(email, token, login.body.refreshToken)
}

/** Some routes end the login with which all others are asked. */
async function stayIn(): Promise<void> {
  const { statusCode } = await api.app.inject({
    url: '/v1/auth/me',
    headers: { authorization: `Bearer ${token}` },
  })
  if (statusCode === 401) await logIn()
  // And one asks admins for a second factor, which would close all others to them.
  await api.owner.query('UPDATE organization SET require_second_factor = false')
}

beforeAll(async () => {
  canary = logCanary()
  api = await startApi({}, canary.log)
  practice = await buildPractice(api.owner)
  await logIn()
  const interview = await api.app.inject({
    method: 'POST',
    url: '/v1/interviews',
    headers: { authorization: `Bearer ${token}` },
    payload: {
      opportunityId: practice.opportunity.id,
      startsAt: '2030-03-04T15:00:00Z',
      durationMinutes: 60,
      timeZone: 'America/New_York',
      format: 'video',
      participants: [{ name: markers.name, email: markers.mail }],
      topics: [markers.note],
      notes: markers.note,
    },
  })
  expect(interview.statusCode, interview.body).toBe(201)
  interviewId = interview.json().id
})
afterAll(() => api.close())

type Method = NonNullable<InjectOptions['method']>
type Asked = Required<Pick<InjectOptions, 'method' | 'url' | 'headers'>> & { payload?: string | object }

/** Everything in the head of a request where a person's data or a secret may stand. */
const planted = {
  'user-agent': markers.header,
  referer: `https://canary.test/${markers.header}`,
  'accept-language': markers.header,
  'if-match': `"${markers.header}"`,
  'if-none-match': `"${markers.header}"`,
  'idempotency-key': markers.header,
  'x-forwarded-for': markers.header,
  'x-request-id': markers.header,
  'x-api-key': markers.key,
  cookie: `afterword=${markers.token}; __Host-afterword=${markers.token}; afterword-oidc=${markers.token}`,
}

function pathOf(url: string, value: string): string {
  return url
    .split('::')
    .map((part) => part.replace(/:\w+/g, value))
    .join(':')
    .replace('*', value)
}

/** An id that is there, by the noun in the address. */
function idFor(url: string): string {
  const noun = url.split('/')[2]
  const { client, coach, opportunity } = practice
  const known: Record<string, string> = {
    clients: client.id,
    members: coach.id,
    opportunities: opportunity.id,
    employers: opportunity.employerId,
    interviews: interviewId,
  }
  return known[noun ?? ''] ?? newId()
}

function requestsTo(route: RouteOptions, method: Method): Asked[] {
  const { url } = route
  const schemas = api.app.getSchemas()
  const { body, querystring } = (route.schema ?? {}) as Record<string, never>
  const bearer = { authorization: `Bearer ${token}` }
  const names = Object.keys((querystring as { properties?: object } | undefined)?.properties ?? { q: 1 })
  const query = [...names, 'canary'].map((name) => `${name}=${encodeURIComponent(markers.query)}`)
  const at = pathOf(url, idFor(url))
  const plain: Asked[] = [
    { method, url: at, headers: { ...bearer, 'if-match': '*' } },
    { method, url: at, headers: { ...bearer, ...planted } },
    { method, url: at, headers: { ...planted, authorization: `Bearer ${markers.token}` } },
    { method, url: at, headers: { ...planted, authorization: `Bearer ${markers.key}` } },
    {
      method,
      url: at,
      headers: { ...planted, 'x-afterword-client': 'panel', origin: `https://${markers.header}` },
    },
    { method, url: pathOf(url, markers.path), headers: bearer },
    { method, url: `${pathOf(url, markers.path)}%zz`, headers: bearer },
    { method, url: `${at}/${markers.path}`, headers: bearer },
    ...query.map((one) => ({ method, url: `${at}?${one}`, headers: bearer })),
  ]
  if (method === 'GET' || method === 'HEAD' || method === 'DELETE') return plain
  const json = { ...bearer, 'if-match': '*', 'content-type': 'application/json' }
  const right = sample(body ?? {}, schemas)
  return [
    ...plain,
    { method, url: at, headers: json, payload: JSON.stringify(right) },
    { method, url: at, headers: json, payload: JSON.stringify(spoilt(body ?? {}, schemas)) },
    { method, url: at, headers: json, payload: JSON.stringify({ ...(right as object), more: markers.note }) },
    { method, url: at, headers: json, payload: `{"note": "${markers.note}` },
    { method, url: at, headers: json, payload: `${markers.note} is no JSON` },
    { method, url: at, headers: json, payload: JSON.stringify({ note: `${markers.note}\0` }) },
    {
      method,
      url: at,
      headers: { ...json, 'content-type': `text/${markers.header}` },
      payload: markers.note,
    },
  ]
}

/** What went wrong, as the caller is told it; null where the answer is the data that was asked for. */
function refusalIn(statusCode: number, body: string): string | null {
  if (statusCode >= 400) return body
  if (!body.startsWith('{"data"')) return null
  const { errors } = JSON.parse(body) as { errors?: unknown }
  return errors ? JSON.stringify(errors) : null
}

async function ask(request: Asked): Promise<number> {
  const answer = await api.app.inject(request as InjectOptions)
  const refusal = refusalIn(answer.statusCode, answer.body)
  if (refusal && isIn(refusal))
    expect.unreachable(
      `${request.method} ${request.url} ${JSON.stringify(request.payload)} is told: ${refusal}`,
    )
  return answer.statusCode
}

const clean = () => expect(canary.found(secrets)).toEqual([])

describe('neither the log nor a refusal has what somebody sent', () => {
  beforeEach(stayIn)

  it('to any route, rightly or wrongly', { timeout: 120_000 }, async () => {
    const seen = new Map<number, number>()
    for (const route of api.app.routeTable) {
      await stayIn()
      for (const method of [route.method].flat() as Method[])
        for (const request of requestsTo(route, method)) {
          const status = await ask(request)
          seen.set(status, (seen.get(status) ?? 0) + 1)
        }
    }
    expect(canary.lines.length).toBeGreaterThan(1000)
    for (const status of [200, 400, 401, 404, 415]) expect([status, seen.has(status)]).toEqual([status, true])
    clean()
  })

  it('and nobody can write a line of the log: each is one object, whatever was asked for', async () => {
    const line = '{"level":60,"msg":"zqforged"}'
    const from = canary.lines.length
    for (const text of [
      `\n${line}\n`,
      `\r\n${line}`,
      `\u2028${line}`,
      `\u001b[2J${line}`,
      `","msg":"zqforged"`,
    ]) {
      const encoded = encodeURIComponent(text)
      await ask({ method: 'GET', url: `/v1/clients/${encoded}`, headers: {} })
      await ask({ method: 'GET', url: `/${encoded}?q=${encoded}`, headers: { 'user-agent': 'zqforged' } })
      const headers = { authorization: `Bearer ${token}` }
      await ask({ method: 'POST', url: '/v1/employers', headers, payload: { name: text, [text]: text } })
      await ask({ method: 'POST', url: '/graphql', headers, payload: { query: text, operationName: text } })
    }
    const written = canary.lines.slice(from)
    expect(written.length).toBeGreaterThan(30)
    for (const one of written) {
      expect(one.trimEnd()).not.toMatch(/[\n\r]/)
      expect(JSON.parse(one)).toMatchObject({ level: expect.any(Number), time: expect.any(Number) })
      expect(one).not.toContain('zqforged')
    }
  })

  it('in GraphQL: a document, its variables, values of the wrong type', async () => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
    const { query, note } = markers
    for (const payload of [
      { query: `{ client(id: "${query}") { id } }` },
      { query: `{ clients(first: "${query}") { nodes { id } } }` },
      { query: `{ clients(first: ${'9'.repeat(30)}) { nodes { id } } } # ${query}` },
      { query: `query ($n: Int!) { clients(first: $n) { nodes { id } } }`, variables: { n: note } },
      { query: `query ($n: ID!) { client(id: $n) { id } }`, variables: { n: { note } } },
      { query: `query ($n: ID!) { client(id: $n) { id } }`, variables: { n: note } },
      { query: `{ tasks(dueBefore: "${query}") { nodes { id } } }` },
      { query: `{ tasks(dueBefore: { a: "${query}" }) { nodes { id } } }` },
      { query: `{ clients "${query}" }` },
      { query: `{ clients(first: "${query}` },
      { query: `{ __typename }`, operationName: query },
      { query: note },
    ])
      await ask({ method: 'POST', url: '/graphql', headers, payload })
    clean()
  })

  it('when a login is refused, and when the same mail address is there twice', async () => {
    const headers = { authorization: `Bearer ${token}` }
    const login = { email: markers.mail, password: markers.password }
    expect(await ask({ method: 'POST', url: '/v1/auth/login', headers: {}, payload: login })).toBe(401)
    const contact = { employerId: practice.opportunity.employerId, name: markers.name, email: markers.mail }
    for (let n = 0; n < 2; n++) await ask({ method: 'POST', url: '/v1/contacts', headers, payload: contact })
    clean()
  })

  it('when the database itself complains and quotes what it was given', async () => {
    const headers = { authorization: `Bearer ${token}` }
    await api.owner.query('ALTER TABLE employer ADD CONSTRAINT short CHECK (length(name) < 5) NOT VALID')
    await ask({ method: 'POST', url: '/v1/employers', headers, payload: { name: markers.name } })
    await api.owner.query(
      'ALTER TABLE employer DROP CONSTRAINT short; ALTER TABLE employer RENAME COLUMN name TO title',
    )
    const status = await ask({
      method: 'POST',
      url: '/v1/employers',
      headers,
      payload: { name: markers.name },
    })
    await api.owner.query('ALTER TABLE employer RENAME COLUMN title TO name')
    expect(status).toBe(500)
    // That it happened, where and what kind it was, is in the log all the same.
    expect(
      canary.lines.some((line) => line.includes('"internal"') && line.includes('QueryFailedError')),
    ).toBe(true)
    clean()
  })
})
