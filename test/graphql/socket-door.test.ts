import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import WebSocket from 'ws'
import { buildPractice } from '../builders/people.ts'
import { type Api, startApi } from '../setup/api.ts'
import { type LogCanary, logCanary } from '../setup/log-canary.ts'

const partner = 'https://app.partner.test'
let api: Api
let canary: LogCanary
let token: string
let url: string

beforeAll(async () => {
  canary = logCanary()
  api = await startApi({ PUBLIC_URL: 'https://afterword.test', CORS_ORIGINS: partner }, canary.log)
  token = (await api.as((await buildPractice(api.owner)).coach)).token
  url = `${(await api.app.listen({ port: 0, host: '127.0.0.1' })).replace('http', 'ws')}/graphql`
}, 60_000)
afterAll(() => api.close())

/** Opens a socket as the page of an origin, or as no browser; 101 when it is let in and greeted, else the status or code. */
const open = (headers: Record<string, string>, bearer = token) =>
  new Promise<number>((resolve) => {
    const socket = new WebSocket(url, 'graphql-transport-ws', { headers })
    const end = (code: number) => {
      resolve(code)
      socket.terminate()
    }
    socket.on('unexpected-response', (_request, { statusCode = 0 }) => end(statusCode))
    socket.on('error', () => {})
    socket.on('close', end)
    socket.on('open', () =>
      socket.send(
        JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${bearer}` } }),
      ),
    )
    socket.on('message', (data) => {
      if (JSON.parse(String(data)).type === 'connection_ack') end(101)
    })
  })
const refusals = () => canary.lines.map((line) => JSON.parse(line)).filter(({ refused }) => refused)

describe('a socket is opened by', () => {
  it.each<[string, () => Record<string, string>]>([
    ['the panel', () => ({ origin: 'https://afterword.test' })],
    ['a page of the address that is asked', () => ({ origin: `http://${new URL(url).host}` })],
    ['a site that is named', () => ({ origin: partner })],
    ['a program that is no browser', () => ({})],
  ])('%s', async (_name, headers) => {
    expect(await open(headers())).toBe(101)
  })
})

describe('a socket is refused, and that is logged,', () => {
  it.each(['https://evil.test', 'null', `${partner}.evil.test`, `${partner}:8443`, 'http://afterword.test'])(
    'to a page of %s, even with a token',
    async (origin) => {
      const before = refusals().length
      expect(await open({ origin })).toBe(403)
      expect(refusals().slice(before)).toMatchObject([
        { level: 40, reqId: expect.any(String), refused: { kind: 'forbidden', route: '/graphql' } },
      ])
    },
  )

  it('without a token that holds, whatever cookie comes along', async () => {
    const before = refusals().length
    expect(await open({ cookie: `afterword=${token}` }, 'nonsense')).toBe(4403)
    expect(refusals().slice(before)).toMatchObject([{ refused: { kind: 'unauthorized' } }])
    expect(canary.found([token])).toEqual([])
  })
})
