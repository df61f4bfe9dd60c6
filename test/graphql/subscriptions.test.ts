import { once } from 'node:events'
import type { AddressInfo, Socket } from 'node:net'
import { createClient } from 'graphql-ws'
import pino from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import WebSocket from 'ws'
import { buildApp } from '../../server/app.ts'
import { createContext } from '../../server/context.ts'
import { startWorker, type Worker } from '../../server/worker.ts'
import { buildPractice, type Practice } from '../builders/people.ts'
import { type Api, type Caller, startApi } from '../setup/api.ts'

const silent = pino({ level: 'silent' })
const soon = 10_000

let api: Api
let ours: Practice
let coach: Caller
let worker: Worker
let here: string
let there: string
const closing: (() => Promise<unknown>)[] = []

beforeAll(async () => {
  api = await startApi()
  ours = await buildPractice(api.owner)
  coach = await api.as(ours.coach)
  here = await api.app.listen({ port: 0, host: '127.0.0.1' })
  // A second replica on the same database.
  const context = await createContext(api.context.config, api.database.urls.api, silent)
  const app = await buildApp(context)
  there = await app.listen({ port: 0, host: '127.0.0.1' })
  worker = await startWorker({ config: { testClock: true }, url: api.database.urls.worker, log: silent })
  closing.push(
    () => worker.stop(),
    () => app.close(),
    () => context.close(),
  )
  expect((app.server.address() as AddressInfo).port).toBeGreaterThan(0)
}, 60_000)
afterAll(async () => {
  for (const close of closing) await close()
  await api.close()
})

interface Listener {
  heard: { data?: Record<string, never>; errors?: { extensions: { code: string } }[] }[]
  /** Why it ended: an error of the protocol, or the code with which the socket was closed. */
  ended: Promise<unknown>
  stop(): void
}

const address = (url: string) => `${url.replace('http', 'ws')}/graphql`

async function listenTo(
  query: string,
  {
    url = here,
    token = coach.token,
    variables = {},
  }: { url?: string; token?: string; variables?: object } = {},
): Promise<Listener> {
  const heard: Listener['heard'] = []
  let code: unknown
  const client = createClient({
    url: address(url),
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    connectionParams: { authorization: `Bearer ${token}` },
    on: { closed: (event) => (code = (event as { code: number }).code) },
  })
  const ended = new Promise((resolve) => {
    client.subscribe(
      { query, variables: variables as Record<string, unknown> },
      {
        next: (value) => heard.push(value as never),
        error: (error) => resolve(Array.isArray(error) ? error : (code ?? error)),
        complete: () => resolve('complete'),
      },
    )
  })
  // There is no word for having begun.
  await new Promise((resolve) => setTimeout(resolve, 400))
  const stop = () => void client.dispose()
  closing.unshift(async () => stop())
  return { heard, ended, stop }
}

const createTask = async (title: string, dueAt = '2090-01-01T10:00:00Z', caller = coach) => {
  const answer = await caller.post('/v1/tasks').send({ clientId: ours.client.id, title, dueAt })
  expect(answer.status, answer.text).toBe(201)
  return answer.body as { id: string; version: number }
}

const eventOf = ({ data }: Listener['heard'][number], field: string): string | undefined =>
  (data?.[field] as { event?: string } | undefined)?.event

const until = (what: () => boolean) => expect.poll(what, { timeout: soon, interval: 20 }).toBe(true)

const tasks = 'subscription { taskChanged { event taskId task { title status client { name } } } }'
const has = ({ heard }: Listener, event: string, taskId: string) =>
  heard.some(
    ({ data }) =>
      data?.taskChanged &&
      (data.taskChanged as Record<string, string>).event === event &&
      (data.taskChanged as Record<string, string>).taskId === taskId,
  )

describe('a subscription', () => {
  it('tells of changes by this replica, by another, and by the worker, within a second', async () => {
    const [near, far] = await Promise.all([listenTo(tasks), listenTo(tasks, { url: there })])
    const task = await createTask('Call Ada')
    const began = performance.now()
    await until(() => has(near, 'task.scheduled', task.id) && has(far, 'task.scheduled', task.id))
    const took = performance.now() - began
    expect(near.heard[0]?.data?.taskChanged).toEqual({
      event: 'task.scheduled',
      taskId: task.id,
      task: { title: 'Call Ada', status: 'scheduled', client: { name: 'Ana Ruiz' } },
    })
    // A moment that has come: the worker marks it, in whichever process it runs.
    const due = await createTask('Now', new Date(Date.now() + 1_500).toISOString())
    const dueAt = performance.now() + 1_500
    await until(() => has(near, 'task.due', due.id) && has(far, 'task.due', due.id))
    console.log(
      `subscriptions: an API's change after ${took.toFixed(0)} ms, a worker's ${(performance.now() - dueAt).toFixed(0)} ms after its moment`,
    )
    expect(took).toBeLessThan(10_000)
    await coach.post(`/v1/tasks/${task.id}/complete`).send({})
    const { version } = (await coach.get(`/v1/tasks/${task.id}`)).body
    await until(() => has(far, 'task.completed', task.id))
    await coach.delete(`/v1/tasks/${task.id}`).set('if-match', `"v${version}"`)
    await until(() => has(far, 'task.deleted', task.id))
    const deleted = far.heard.find((one) => eventOf(one, 'taskChanged') === 'task.deleted')
    expect(deleted?.data?.taskChanged).toMatchObject({ task: null })
    near.stop()
    far.stop()
  }, 30_000)

  it('tells each thing once, and only what fits its arguments', async () => {
    const other = (await api.as(ours.admin)).token
    const [own, elsewhere, nobodys, mine] = await Promise.all([
      listenTo('subscription ($id: ID!) { taskChanged(clientId: $id) { event taskId } }', {
        variables: { id: ours.client.id },
      }),
      listenTo('subscription ($id: ID!) { taskChanged(clientId: $id) { event taskId } }', {
        variables: { id: ours.opportunity.id },
      }),
      listenTo('subscription { taskChanged(coachId: "me") { event taskId } }', { token: other }),
      listenTo('subscription { taskChanged(coachId: "me") { event taskId } }'),
    ])
    const made = await Promise.all(Array.from({ length: 20 }, (_, n) => createTask(`Task ${n}`)))
    await until(() =>
      made.every(({ id }) => has(own, 'task.scheduled', id) && has(mine, 'task.scheduled', id)),
    )
    await new Promise((resolve) => setTimeout(resolve, 500))
    for (const { heard } of [own, mine]) expect(heard.length).toBe(20)
    expect([elsewhere.heard, nobodys.heard]).toEqual([[], []])
  }, 30_000)

  it('of interviews tells of their plans and statements', async () => {
    const listener = await listenTo(
      'subscription { interviewChanged(coachId: "me") { event interviewId interview { decisionDate round } } }',
    )
    const { body } = await coach.post('/v1/interviews').send({
      ...{ opportunityId: ours.opportunity.id, startsAt: '2030-03-04T15:00:00Z', durationMinutes: 60 },
      ...{ timeZone: 'America/New_York', format: 'video', decision: { kind: 'within', days: 14 } },
    })
    const events = () => listener.heard.map((one) => eventOf(one, 'interviewChanged'))
    await until(() =>
      ['interview.created', 'timeline.stated', 'plan.changed'].every((event) => events().includes(event)),
    )
    expect(listener.heard[0]?.data?.interviewChanged).toMatchObject({
      interviewId: body.id,
      interview: { decisionDate: '2030-03-18', round: 1 },
    })
  }, 30_000)
})

describe('who listens', () => {
  it('hears nothing of another organization, nor of clients who are not theirs', async () => {
    const theirs = await buildPractice(api.owner)
    const [foreign, colleague, admin, client] = await Promise.all([
      listenTo(tasks, { token: (await api.as(theirs.admin)).token }),
      listenTo(tasks, { token: (await api.as(ours.other)).token }),
      listenTo(tasks, { token: (await api.as(ours.admin)).token }),
      listenTo('subscription { taskChanged { taskId event } }', { token: (await api.as(ours.client)).token }),
    ])
    const { id } = await createTask('Quietly')
    await until(() => has(admin, 'task.scheduled', id) && has(client, 'task.scheduled', id))
    await new Promise((resolve) => setTimeout(resolve, 500))
    expect([foreign.heard, colleague.heard]).toEqual([[], []])
  }, 30_000)

  it('hears no more once a client is no longer theirs, or withholds it', async () => {
    const listener = await listenTo(tasks)
    const client = await api.as(ours.client)
    await createTask('Before')
    await until(() => listener.heard.length > 0)
    const before = listener.heard.length
    await client
      .put(`/v1/clients/${ours.client.id}/consent`)
      .send({ pipeline: false, notes: true, contacts: true })
    await createTask('Withheld', '2090-01-01T10:00:00Z', client)
    await new Promise((resolve) => setTimeout(resolve, 1_500))
    expect(listener.heard.length).toBe(before)
    await client
      .put(`/v1/clients/${ours.client.id}/consent`)
      .send({ pipeline: true, notes: true, contacts: true })
    const { id } = await createTask('Again')
    await until(() => has(listener, 'task.scheduled', id))
  }, 30_000)

  it('must show a token that holds, and is let go when the login ends or the token does', async () => {
    expect(await (await listenTo(tasks, { token: 'nonsense' })).ended).toBe(4403)
    const { email } = ours.other
    const { body } = await api.anyone.post('/v1/auth/login').send({ email, password: 'a password for tests' })
    const listener = await listenTo(tasks, { token: body.accessToken })
    const out = await api.anyone
      .post('/v1/auth/logout')
      .set('authorization', `Bearer ${body.accessToken}`)
      .send({ refreshToken: body.refreshToken })
    expect(out.status).toBeLessThan(300)
    expect(await listener.ended).toBe(4403)
    expect(await (await listenTo(tasks, { token: body.accessToken })).ended).toBe(4403)
    // A token that is about to end.
    const [, payload = ''] = coach.token.split('.')
    const { sub, org, sid } = JSON.parse(Buffer.from(payload, 'base64url').toString())
    const { aud, iss } = JSON.parse(Buffer.from(payload, 'base64url').toString())
    const short = api.app.jwt.sign({ sub, org, sid, aud, iss } as never, { expiresIn: 3_000 })
    const brief = await listenTo(tasks, { token: short })
    const began = Date.now()
    expect(await brief.ended).toBe(4403)
    expect(Date.now() - began).toBeLessThan(20_000)
  }, 60_000)

  it('who lacks the scope, asks too much or nothing that can be listened to is told so', async () => {
    const codes = async (query: string, variables = {}) => {
      const ended = (await (await listenTo(query, { variables })).ended) as { extensions: { code: string } }[]
      return ended.map(({ extensions }) => extensions.code)
    }
    expect(await codes('{ clients { nodes { id } } }')).toEqual(['bad-request'])
    expect(await codes('subscription { nothing }')).toEqual(['bad-request'])
    expect(await codes('subscription { taskChanged(clientId: "7") { event } }')).toEqual([
      'validation-failed',
    ])
    const deep = `subscription { taskChanged { task { ${'client { tasks { nodes { '.repeat(5)} id ${'} } } '.repeat(5)} } } }`
    expect(await codes(deep)).toEqual(['limit-exceeded'])
    expect(await codes(`subscription { taskChanged { ${'event '.repeat(3000)} } }`)).toEqual([
      'limit-exceeded',
    ])
    const { body } = await coach.post('/graphql').send({ query: tasks })
    expect(body.status).toBe(400)
  }, 30_000)
})

/** A socket spoken to by hand. */
async function raw(messages: object[]): Promise<{ code: number; said: string[] }> {
  const socket = new WebSocket(address(here), 'graphql-transport-ws')
  const said: string[] = []
  socket.on('message', (data) => said.push(String(data)))
  socket.on('open', () => {
    for (const message of messages)
      socket.send(typeof message === 'string' ? message : JSON.stringify(message))
  })
  const code = await new Promise<number>((resolve) => socket.on('close', resolve))
  return { code, said }
}
const init = () => ({ type: 'connection_init', payload: { authorization: `Bearer ${coach.token}` } })

describe('a socket', () => {
  it.each([
    ['of another protocol', 4406, 'graphql-ws'],
    ['that says nothing', 4408, 'graphql-transport-ws'],
  ])(
    '%s is closed',
    async (_name, expected, protocol) => {
      const socket = new WebSocket(address(here), protocol)
      const code = await new Promise((resolve) => {
        socket.on('close', resolve)
        socket.on('error', () => resolve(4406))
      })
      expect(code).toBe(expected)
    },
    20_000,
  )

  it('that speaks out of turn is closed by the protocol’s codes', async () => {
    const subscribe = { id: '1', type: 'subscribe', payload: { query: tasks } }
    expect((await raw([subscribe])).code).toBe(4401)
    expect((await raw([init(), init()])).code).toBe(4429)
    expect((await raw(['nonsense' as never])).code).toBe(4400)
    expect((await raw([{ type: 'subscribe' }])).code).toBe(4400)
  }, 20_000)

  it('anywhere else is refused', async () => {
    const socket = new WebSocket(`${here.replace('http', 'ws')}/v1/tasks`, 'graphql-transport-ws')
    const status = await new Promise((resolve) => {
      socket.on('unexpected-response', (_request, response) => resolve(response.statusCode))
      socket.on('error', () => resolve('error'))
    })
    expect(status).toBe(404)
  })

  it('takes 20 subscriptions and no more', async () => {
    const socket = new WebSocket(address(here), 'graphql-transport-ws')
    const said: { id: string; type: string; payload: { extensions: { code: string } }[] }[] = []
    socket.on('message', (data) => said.push(JSON.parse(String(data))))
    await new Promise((resolve) => socket.on('open', resolve))
    socket.send(JSON.stringify(init()))
    await until(() => said.length > 0)
    for (let n = 0; n < 21; n++)
      socket.send(JSON.stringify({ id: String(n), type: 'subscribe', payload: { query: tasks } }))
    await until(() => said.some(({ type }) => type === 'error'))
    expect(said.filter(({ type }) => type === 'error')).toMatchObject([
      { id: '20', payload: [{ extensions: { code: 'too-many-requests' } }] },
    ])
    socket.close()
  }, 20_000)

  it('that is not read is dropped, and holds nobody up', async () => {
    const { body } = await coach.post('/v1/interviews').send({
      ...{ opportunityId: ours.opportunity.id, startsAt: '2030-05-06T15:00:00Z', durationMinutes: 60 },
      ...{ timeZone: 'UTC', format: 'video', notes: 'x'.repeat(10_000) },
    })
    const accepted = once(api.app.server, 'connection') as Promise<[Socket]>
    const socket = new WebSocket(address(here), 'graphql-transport-ws')
    await new Promise((resolve) => socket.on('open', resolve))
    const [serverSide] = await accepted
    let said = 0
    socket.on('message', () => said++)
    const closed = new Promise((resolve) => socket.on('close', resolve))
    socket.send(JSON.stringify(init()))
    await until(() => said > 0)
    const query = `subscription { interviewChanged { ${Array.from({ length: 3 }, (_, n) => `n${n}: interview { notes }`).join(' ')} } }`
    socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query } }))
    const reading = await listenTo('subscription { taskChanged { taskId event } }')
    socket.pause()
    // Each is told once for its type, so there are many types.
    await api.owner.query(
      `INSERT INTO event (organization_id, type, subject_id, client_id, actor_kind)
       SELECT $1, 'interview.t' || translate(n::text, '0123456789', 'abcdefghij'), $2, $3, 'member' FROM generate_series(1, 2000) AS n`,
      [ours.organizationId, body.id, ours.client.id],
    )
    const { id } = await createTask('Meanwhile')
    await until(() => has(reading, 'task.scheduled', id))
    // Who does not read does not see it; the server's end tells.
    await expect.poll(() => serverSide.destroyed, { timeout: 40_000 }).toBe(true)
    socket.resume()
    expect(await closed).toBe(1006)
  }, 60_000)
})
