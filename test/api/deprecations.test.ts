import type { FastifyInstance } from 'fastify'
import { parseItem } from 'structured-headers'
import { Type } from 'typebox'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildApp } from '../../server/app.ts'
import { keyLookup } from '../../server/features/api-keys/api-keys.lookup.ts'
import { authentication } from '../../server/http/authentication.ts'
import { conventions } from '../../server/http/conventions.ts'
import { deprecated } from '../../server/http/deprecation.ts'
import { op, problemsOf } from '../../server/http/openapi.ts'
import { buildPractice } from '../builders/people.ts'
import { type Contract, checkerOf, operationsIn, type Placed, readContract } from '../contract/contract.ts'
import { type Api, startApi } from '../setup/api.ts'

/** The production app with routes of this test, as a release would have them that ends something. */
let api: Api
let app: FastifyInstance
let contract: Contract
let token: string
const ending = { since: '2027-01-01', sunset: '2028-01-01', instead: 'GET /v1/tasks.' } as const
const later = { since: '2027-06-01', instead: 'title.' } as const

beforeAll(async () => {
  api = await startApi()
  app = await buildApp(api.context)
  token = (await api.as((await buildPractice(api.owner)).coach)).token
  const config = { access: 'open' as const }
  const response = { 200: Type.Object({ done: Type.Boolean() }), ...problemsOf(400) }
  await app.register(async (v1) => {
    await v1.register(authentication, { keys: keyLookup(api.context) })
    await v1.register(conventions)
    const schema = op('listErrands', 'tasks', 'List errands', 'An older name.', {
      ...deprecated(ending),
      response: { ...response, ...problemsOf(401) },
    })
    v1.get('/v1/errands', { schema }, async ({ headers }) => {
      if (headers['x-fail']) throw new Error('on purpose')
      return { done: true }
    })
  })
  app.post(
    '/v1/errands/:id/do',
    {
      config,
      schema: {
        ...op('doErrand', 'tasks', 'Do an errand', 'A part of it ends.', {
          querystring: Type.Object({
            mode: Type.Optional(Type.String({ description: 'How.', ...deprecated(ending) })),
          }),
          body: Type.Object({
            title: Type.Optional(Type.String()),
            name: Type.Optional(Type.String({ minLength: 2, ...deprecated(later) })),
          }),
          response,
        }),
        security: [],
      },
    },
    async () => ({ done: true }),
  )
  await app.ready()
  contract = JSON.parse(JSON.stringify(app.swagger())) as Contract
}, 60_000)
afterAll(async () => {
  await app.close()
  await api.close()
})

const list = (headers: Record<string, string> = {}, method: 'GET' | 'HEAD' = 'GET') =>
  app.inject({ method, url: '/v1/errands', headers: { authorization: `Bearer ${token}`, ...headers } })
const fields = ({ headers }: { headers: Record<string, unknown> }) => [
  headers.deprecation,
  headers.sunset,
  headers.link,
]
const link = (id: string) => `</docs/deprecations#${id}>; rel="deprecation"; type="text/html"`
const whole = ['@1798761600', 'Sat, 01 Jan 2028 00:00:00 GMT', link('listErrands')]
const none = [undefined, undefined, undefined]

describe('what is deprecated', () => {
  it('says so with every answer, refusals and failures too, in fields that parse', async () => {
    for (const [status, answer] of [
      [200, await list()],
      [200, await list({}, 'HEAD')],
      [304, await list({ 'if-none-match': '*' })],
      [401, await list({ authorization: '' })],
      [500, await list({ 'x-fail': '1' })],
    ] as const) {
      expect([status, ...fields(answer)]).toEqual([answer.statusCode, ...whole])
      const [since] = parseItem(String(answer.headers.deprecation))
      expect(since).toEqual(new Date('2027-01-01T00:00:00Z'))
      expect(new Date(String(answer.headers.sunset)).toISOString()).toBe('2028-01-01T00:00:00.000Z')
    }
  })

  it('says it of a parameter or a field to those who send it, the earliest day of several', async () => {
    const send = (query: string, payload: object) =>
      app.inject({ method: 'POST', url: `/v1/errands/1/do${query}`, payload })
    expect(fields(await send('', { title: 'x' }))).toEqual(none)
    expect(fields(await send('?mode=a', {}))).toEqual([...whole.slice(0, 2), link('doErrand')])
    expect(fields(await send('', { name: 'Ana' }))).toEqual(['@1811808000', undefined, link('doErrand')])
    const refused = await send('?mode=a', { name: 'A' })
    expect([refused.statusCode, ...fields(refused)]).toEqual([400, ...whole.slice(0, 2), link('doErrand')])
  })

  it('is marked in openapi.yaml, which knows the fields, and listed in the documentation', async () => {
    const [errands, act] = operationsIn(contract).filter(({ operationId }) => /Errand/.test(operationId))
    expect(errands).toMatchObject({
      deprecated: true,
      description:
        'An older name. Deprecated since 2027-01-01, may be gone from 2028-01-01 on. Use GET /v1/tasks.',
    })
    expect(act).toMatchObject({
      parameters: expect.arrayContaining([
        expect.objectContaining({
          name: 'mode',
          deprecated: true,
          description: expect.stringContaining('How. Dep'),
        }),
      ]),
      requestBody: {
        content: { 'application/json': { schema: { properties: { name: { deprecated: true } } } } },
      },
    })
    expect(act).not.toHaveProperty('deprecated')
    const checker = checkerOf(contract)
    const operation = checker.operationAt('GET', '/v1/errands') as Placed
    for (const { statusCode: status, headers, body } of [await list(), await list({ authorization: '' })])
      expect(
        checker.faultsOf(operation, { method: 'GET', path: '/v1/errands', status, headers, body }),
      ).toEqual([])
    const { body } = await app.inject('/docs/deprecations')
    expect(body).toContain('id="listErrands"')
    expect(body).toContain('Deprecated since 2027-06-01. Use title.')
    expect((await app.inject('/docs')).body).toContain('List errands <a class="needed"')
  })

  it('stays for a year at least', () => {
    expect(() => deprecated({ ...ending, sunset: '2027-12-31' })).toThrow(/stays 365 days/)
    expect(() => deprecated({ ...ending, since: '2027-13-01' })).toThrow()
  })
})

describe('what is shipped', () => {
  it('sends the fields where openapi.yaml says deprecated, and only there', async () => {
    const ours = app.routeTable.filter(
      ({ url, method }) => /^\/(v1|\.well-known)\//.test(url) && method !== 'HEAD',
    )
    const marked = new Set(
      ours.filter(({ config }) => config?.ending).map(({ schema }) => schema?.operationId),
    )
    for (const operation of operationsIn(readContract())) {
      const { operationId, method, path } = operation
      const said = JSON.stringify(operation).includes('"deprecated":true')
      expect([operationId, marked.has(operationId)]).toEqual([operationId, said])
      const { headers } = await app.inject({ method: method as 'GET', url: path.replace(/\{\w+\}/g, 'none') })
      expect([operationId, 'deprecation' in headers]).toEqual([operationId, 'deprecated' in operation])
    }
    expect([...marked].sort()).toEqual(expect.arrayContaining(['doErrand', 'listErrands']))
  }, 60_000)
})
