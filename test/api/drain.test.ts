import http from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { buildPractice, type Practice } from '../builders/people.ts'
import { type Api, startApi } from '../setup/api.ts'
import { eventually } from '../setup/process.ts'

let api: Api
let ours: Practice
beforeAll(async () => {
  api = await startApi()
  ours = await buildPractice(api.owner)
})
afterAll(() => api.close().catch(() => undefined))

interface Answer {
  status: number | undefined
  connection: string | undefined
  body: string
}

const ask = (options: http.RequestOptions, body?: object) =>
  new Promise<Answer>((resolve, reject) => {
    const request = http.request(options, (response) => {
      let text = ''
      response.on('data', (part) => {
        text += part
      })
      response.on('end', () =>
        resolve({ status: response.statusCode, connection: response.headers.connection, body: text }),
      )
    })
    request.on('error', reject)
    request.end(body && JSON.stringify(body))
  })

it('ending, it finishes what is under way, also what comes on an open connection, and closes sockets and idle connections', async () => {
  const { token } = await api.as(ours.admin)
  const { port } = new URL(await api.app.listen({ port: 0, host: '127.0.0.1' }))
  const on = (agent: http.Agent, path: string, more: http.RequestOptions = {}) => ({
    ...{ agent, port, host: '127.0.0.1', path },
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...more,
  })
  const [busy, idle] = [1, 2].map(() => new http.Agent({ keepAlive: true, maxSockets: 1 })) as [
    http.Agent,
    http.Agent,
  ]
  expect((await ask(on(idle, '/health/live'))).status).toBe(200)
  expect((await ask(on(busy, '/health/live'))).status).toBe(200)
  const socket = new WebSocket(`ws://127.0.0.1:${port}/graphql`, 'graphql-transport-ws')
  const gone = new Promise<number>((resolve) => socket.on('close', resolve))
  await new Promise((resolve) => socket.on('open', resolve))

  // A change that waits for a row in the database is under way while the server ends.
  const holder = await api.owner.connect()
  await holder.query('BEGIN')
  await holder.query('SELECT FROM client WHERE id = $1 FOR UPDATE', [ours.client.id])
  const { etag = '' } = (await (await api.as(ours.coach)).get(`/v1/clients/${ours.client.id}`)).headers
  const path = `/v1/clients/${ours.client.id}`
  const change = { ...on(busy, path, { method: 'PATCH' }) }
  const slow = ask({ ...change, headers: { ...change.headers, 'if-match': etag } }, { target: 'Baker' })
  const next = ask(on(busy, '/v1/organization'))
  await eventually('it waits', async () => {
    const { rows } = await api.owner.query(
      `SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`,
    )
    return rows.length > 0
  })
  const closed = api.app.close()
  expect(await gone).toBe(1001)
  await sleep(200)
  await expect(ask(on(new http.Agent(), '/health/live')), 'nobody new').rejects.toThrow()
  await holder.query('COMMIT')
  holder.release()
  expect(await slow).toMatchObject({ status: 200 })
  const told = await next.catch((error: Error) => error)
  // Either the connection was told to close with the answer before, or this one is answered too: never a 503.
  if (!(told instanceof Error)) expect(told.status).toBe(200)
  await closed
  busy.destroy()
  idle.destroy()
})
