import { createServer } from 'node:net'
import { afterAll, expect, it } from 'vitest'
import { nothingAllowed } from '../../../server/platform/outgoing/networks.ts'
import { createOutgoing } from '../../../server/platform/outgoing/post.ts'
import { checkUrl } from '../../../server/platform/outgoing/url.ts'
import { request, tcpPlace, watchAttempts } from './places.ts'
import { loopbackWays, networkWays, otherWays } from './ways.ts'

const attempts = watchAttempts()
const asked: string[] = []
const outgoing = createOutgoing({
  allow: nothingAllowed,
  // Nothing here may come so far as to look up a name.
  resolve: async (name) => {
    asked.push(name)
    return ['127.0.0.1']
  },
})
afterAll(() => outgoing.close())

const here = await tcpPlace('127.0.0.1')
const six = createServer((socket) => {
  here.connections += 1
  socket.destroy()
})
// On a machine without IPv6 there is nobody to be reached there either.
await new Promise<void>((ready) => six.on('error', () => ready()).listen(here.port, '::1', ready))
afterAll(() => void six.close())

const refusal = (url: string) => outgoing.post(url, request()).catch((error: unknown) => error)
const refused = (code: RegExp) =>
  expect.objectContaining({ name: 'OutgoingError', code: expect.stringMatching(code) })

it('there are more than 120 ways', () => {
  const ways = new Set([...loopbackWays, ...networkWays, ...otherWays])
  expect(ways.size).toBe(loopbackWays.length + networkWays.length + otherWays.length)
  expect(loopbackWays.length + networkWays.length).toBeGreaterThan(120)
})

it.each(loopbackWays)('is not led to this machine by %j', async (way) => {
  expect(await refusal(way.replace('PORT', String(here.port)))).toEqual(refused(/^refused_/))
})

it.each(networkWays)('is not led into a network by %j', async (way) => {
  expect(await refusal(way)).toEqual(refused(/^refused_/))
})

it.each(otherWays)('takes no %j', async (way) => {
  expect(await refusal(way)).toEqual(refused(/^refused_url$/))
})

it('none of them was looked up or connected to', () => {
  expect({ attempts, asked, connections: here.connections }).toEqual({
    attempts: [],
    asked: [],
    connections: 0,
  })
})

it('says what is wrong with an address before it is kept', () => {
  const fault = (url: string) => checkUrl(url, nothingAllowed)?.code
  expect(fault('https://hooks.example.com/in?x=1')).toBeUndefined()
  expect(fault('https://hooks.example.com:8443/')).toBeUndefined()
  expect(fault('https://bücher.example/')).toBeUndefined()
  expect(fault('https://8.8.8.8/')).toBeUndefined()
  expect(fault('https://[2606:4700:4700::1111]/')).toBeUndefined()
  expect(fault('https://[64:ff9b::808:808]/')).toBeUndefined()
  expect(fault('nonsense')).toBe('url')
  expect(fault('http://hooks.example.com/')).toBe('scheme')
  expect(fault('https://a:b@hooks.example.com/')).toBe('credentials')
  expect(fault('https://hooks.example.com/#a')).toBe('fragment')
  expect(fault('https://hooks.example.com:22/')).toBe('port')
  expect(fault('https://127.0.0.1/')).toBe('address')
})
