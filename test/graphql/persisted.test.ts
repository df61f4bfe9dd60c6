import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient } from 'graphql-ws'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import WebSocket from 'ws'
import { ConfigError, loadConfig } from '../../server/config.ts'
import { buildPractice } from '../builders/people.ts'
import { type Api, type Caller, startApi } from '../setup/api.ts'

const folder = mkdtempSync(join(tmpdir(), 'aw-graphql-'))
const manifest = join(folder, 'persisted.json')
const clients = 'query Clients($first: Int!) {\n  clients(first: $first) { nodes { name } }\n}'
const add = 'mutation { createClient(input: { name: "Ina" }) { client { name } } }'
const hash = (text: string) => createHash('sha256').update(text).digest('hex')
const own = 'application/graphql-response+json'

const persist = (from: string) =>
  spawnSync('npm', ['run', '-s', 'graphql:persist', '--', from, manifest], { encoding: 'utf8' })

let open: Api
let shut: Api

beforeAll(async () => {
  mkdirSync(join(folder, 'documents/deeper'), { recursive: true })
  writeFileSync(join(folder, 'documents/clients.graphql'), `${clients}\n`)
  writeFileSync(join(folder, 'documents/deeper/add.graphql'), add)
  writeFileSync(join(folder, 'documents/tasks.graphql'), 'subscription { taskChanged { event } }')
  writeFileSync(join(folder, 'documents/notes.txt'), 'not one')
  const ran = persist(join(folder, 'documents'))
  expect([ran.status, ran.stderr]).toEqual([0, ''])
  expect(ran.stdout).toContain(`${hash(clients)}  clients.graphql`)
  open = await startApi({ GRAPHQL_DOCUMENTS: manifest })
  shut = await startApi({ GRAPHQL_DOCUMENTS: manifest, GRAPHQL_PERSISTED_ONLY: '1' })
}, 120_000)
afterAll(async () => {
  await open?.close()
  await shut?.close()
  rmSync(folder, { recursive: true })
})

async function coachOf(api: Api): Promise<Caller> {
  return api.as((await buildPractice(api.owner)).coach)
}

describe('a persisted document', () => {
  it('is asked for by its hash, over POST and GET, as GraphQL over HTTP and Apollo’s clients name it', async () => {
    const coach = await coachOf(open)
    const variables = { first: 5 }
    const expected = { data: { clients: { nodes: [{ name: 'Ana Ruiz' }] } } }
    for (const named of [
      { documentId: `sha256:${hash(clients)}` },
      { documentId: hash(clients).toUpperCase() },
      { extensions: { persistedQuery: { version: 1, sha256Hash: hash(clients) } } },
      { documentId: hash(clients), query: clients },
    ])
      expect((await coach.post('/graphql').send({ ...named, variables })).body).toEqual(expected)
    const get = `/graphql?documentId=sha256:${hash(clients)}&variables=${encodeURIComponent(JSON.stringify(variables))}`
    expect((await coach.get(get)).body).toEqual(expected)
    const extensions = encodeURIComponent(JSON.stringify({ persistedQuery: { sha256Hash: hash(add) } }))
    expect((await coach.get(`/graphql?extensions=${extensions}`).set('accept', own)).status).toBe(405)
  })

  it('that there is not is 404, and one that is not of its hash 400', async () => {
    const coach = await coachOf(open)
    const send = async (body: object) => (await coach.post('/graphql').send(body)).status
    expect(await send({ documentId: hash('another') })).toBe(404)
    expect(await send({ documentId: 'nonsense' })).toBe(404)
    expect(await send({ documentId: hash(clients), query: '{ __typename }' })).toBe(400)
    expect(await send({})).toBe(400)
    // Nothing that clients send is remembered.
    const query = '{ members { nodes { id } } }'
    expect(await send({ query, extensions: { persistedQuery: { sha256Hash: hash(query) } } })).toBe(200)
    expect(await send({ extensions: { persistedQuery: { sha256Hash: hash(query) } } })).toBe(404)
  })
})

describe('with GRAPHQL_PERSISTED_ONLY', () => {
  it('nothing else is answered, by whichever way it comes', async () => {
    const coach = await coachOf(shut)
    const body = { documentId: hash(clients), variables: { first: 1 } }
    expect((await coach.post('/graphql').send(body)).body.data.clients.nodes.length).toBe(1)
    expect((await coach.post('/graphql').send({ query: clients, variables: { first: 1 } })).status).toBe(200)
    for (const query of ['{ __typename }', '{ __schema { types { name } } }', `${clients} # more`]) {
      expect((await coach.post('/graphql').send({ query })).status).toBe(403)
      expect((await coach.get(`/graphql?query=${encodeURIComponent(query)}`)).status).toBe(403)
    }
    const url = `${(await shut.app.listen({ port: 0, host: '127.0.0.1' })).replace('http', 'ws')}/graphql`
    const client = createClient({
      url,
      webSocketImpl: WebSocket,
      retryAttempts: 0,
      connectionParams: { authorization: `Bearer ${coach.token}` },
    })
    const refused = await new Promise((resolve) =>
      client.subscribe(
        { query: 'subscription { interviewChanged { event } }' },
        { next: resolve, error: resolve, complete: () => resolve('complete') },
      ),
    )
    expect(refused).toMatchObject([{ extensions: { code: 'forbidden' } }])
    await client.dispose()
  }, 30_000)

  it('needs documents', () => {
    expect(() => loadConfig({ GRAPHQL_PERSISTED_ONLY: '1' })).toThrow(ConfigError)
  })
})

describe('npm run graphql:persist', () => {
  it('writes nothing when a document does not fit the schema, is none, or there is none', () => {
    const before = readFileSync(manifest, 'utf8')
    mkdirSync(join(folder, 'wrong'))
    expect(persist(join(folder, 'wrong')).status).toBe(1)
    writeFileSync(join(folder, 'wrong/a.graphql'), '{ nothing }')
    writeFileSync(join(folder, 'wrong/b.graphql'), '{')
    const { status, stderr } = persist(join(folder, 'wrong'))
    expect([status, stderr]).toEqual([
      1,
      expect.stringMatching(/a\.graphql: Cannot query[\s\S]*b\.graphql: Syntax Error/),
    ])
    expect(readFileSync(manifest, 'utf8')).toBe(before)
  }, 60_000)
})
