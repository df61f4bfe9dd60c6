import type { AddressInfo } from 'node:net'
import { serverAudits } from 'graphql-http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildPractice, type Practice } from '../builders/people.ts'
import { type Api, type Caller, startApi } from '../setup/api.ts'

let api: Api
let practice: Practice
let coach: Caller
let url: string

beforeAll(async () => {
  api = await startApi()
  practice = await buildPractice(api.owner)
  coach = await api.as(practice.coach)
  await api.app.listen({ port: 0, host: '127.0.0.1' })
  url = `http://127.0.0.1:${(api.app.server.address() as AddressInfo).port}/graphql`
})
afterAll(() => api.close())

const withToken = (address: unknown, init: RequestInit = {}) =>
  fetch(address as string, {
    ...init,
    headers: { ...(init.headers as object), authorization: `Bearer ${coach.token}` },
  })

describe('GraphQL over HTTP, by the audits of graphql-http', () => {
  const audits = serverAudits({ url: () => url, fetchFn: withToken })
  it('has 61 of them', () => expect(audits.length).toBe(61))
  it.each(audits.map(({ id, name, fn }) => [id, name, fn] as const))('%s %s', async (_id, _name, fn) => {
    const result = await fn()
    expect([result.status, 'reason' in result ? result.reason : null]).toEqual(['ok', null])
  })
})

describe('beyond the audits', () => {
  const own = 'application/graphql-response+json'
  const post = (body: object | string, headers: Record<string, string> = {}) =>
    coach
      .post('/graphql')
      .set({ accept: own, 'content-type': 'application/json', ...headers })
      .send(body)

  it.each([
    [undefined, 'application/json'],
    ['*/*', 'application/json'],
    ['text/html', 'application/json'],
    [`${own};q=0.5, application/json`, 'application/json'],
    [`application/json;q=0.5, ${own}`, own],
    [`${own};q=0`, 'application/json'],
    [own.toUpperCase(), own],
  ])('Accept %s is answered as %s', async (accept, type) => {
    const answer = await coach
      .post('/graphql')
      .set(accept === undefined ? {} : { accept })
      .send({ query: '{ __typename }' })
    expect([answer.status, answer.headers['content-type']]).toEqual([200, `${type}; charset=utf-8`])
  })

  it('a form of another site is refused whatever it sends', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])
      expect((await post('query=%7B__typename%7D', { 'content-type': type })).status).toBe(415)
    // A browser sends the panel's cookie along by itself; it counts for nothing here.
    const answer = await api.anyone
      .get('/graphql?query=%7B__typename%7D')
      .set('cookie', 'afterword=anything; __Host-afterword=anything')
    expect(answer.status).toBe(401)
  })

  it('GET asks, and an operation that is not there or not named is refused', async () => {
    const get = (query: string, more = '') =>
      coach.get(`/graphql?query=${encodeURIComponent(query)}${more}`).set('accept', own)
    const two = 'query A { __typename } query B { a: __typename }'
    expect((await get(two, '&operationName=B')).body).toEqual({ data: { a: 'Query' } })
    expect((await get(two)).status).toBe(400)
    expect((await get(two, '&operationName=C')).status).toBe(400)
    expect((await get('{ __typename }', '&operationName=a%20b')).status).toBe(400)
    expect((await get('{ __typename }', '&variables=%5B1%5D')).status).toBe(400)
    expect((await get('{ __typename }', '&variables=%7B')).status).toBe(400)
  })

  it('each operation of a document stays itself, however often it runs', async () => {
    const query = 'query A { a: __typename } query B { b: __typename }'
    for (let round = 0; round < 8; round++) {
      for (const [operationName, data] of [
        ['A', { a: 'Query' }],
        ['B', { b: 'Query' }],
      ] as const)
        expect((await post({ query, operationName })).body).toEqual({ data })
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  })

  it('a syntax tree in place of a document is refused', async () => {
    const tree = { kind: 'Document', definitions: [] }
    for (const query of [
      JSON.stringify(tree),
      '{}',
      '[]',
      '1',
      'null',
      'true',
      '"a"',
      ' {"kind":"Document"}',
    ])
      expect((await post({ query })).body.errors[0].extensions.code, query).toBe('bad-request')
  })

  it('every error names the request', async () => {
    for (const query of ['{', '{ nothing }', '{ client(id: "7") { id } }']) {
      const answer = await post({ query })
      expect(answer.body.errors[0].extensions.requestId, query).toBe(answer.headers['x-request-id'])
    }
  })

  it('what fails inside is masked, and its SQL is in neither answer', async () => {
    await api.owner.query('ALTER TABLE client RENAME COLUMN target TO aim')
    try {
      const answer = await post({ query: '{ clients { nodes { id target } } }' })
      expect(answer.body).toEqual({
        data: null,
        errors: [
          {
            message: 'Something went wrong on our side.',
            locations: [{ line: 1, column: 3 }],
            path: ['clients'],
            extensions: { code: 'internal', requestId: answer.headers['x-request-id'] },
          },
        ],
      })
    } finally {
      await api.owner.query('ALTER TABLE client RENAME COLUMN aim TO target')
    }
  })
})
