import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, expect, it } from 'vitest'
import { parseAllowedNetworks } from '../../../server/platform/outgoing/networks.ts'
import { createOutgoing } from '../../../server/platform/outgoing/post.ts'
import { resolveBy, systemResolve } from '../../../server/platform/outgoing/resolve.ts'
import { record, startNameServer } from '../../setup/name-server.ts'
import { certificate, request, securePlace, watchAttempts } from './places.ts'

const attempts = watchAttempts()

/**
 * The public internet is played by 127.0.0.2, which is allowed here, so that nothing is ever sent to somebody else;
 * what must not be reached is 127.0.0.1 and everything else that is not allowed.
 */
const allow = parseAllowedNetworks('127.0.0.2')
const theirs = await securePlace('127.0.0.2', (_, reply) =>
  reply.setHeader('connection', 'close').end('theirs'),
)
const ours = await securePlace('127.0.0.1')

const host = 'hooks.afterword.test'
type Answers = Record<string, string[]>

/** A name server that gives these addresses, each after `via` other names. */
const serving = (answers: (nth: number) => Answers | 2 | 3 | null, via: string[] = []) =>
  startNameServer((name, type, nth) => {
    const given = answers(nth)
    if (given === null || typeof given === 'number') return given
    const names = [name, ...via]
    const chain = via.map((to, at) => record(names[at] ?? name, 'CNAME', to))
    return [...chain, ...(given[type] ?? []).map((data) => record(names.at(-1) ?? name, type, data))]
  })

async function posting(answers: Parameters<typeof serving>[0], via?: string[]) {
  const server = await serving(answers, via)
  const outgoing = createOutgoing({
    allow,
    ca: certificate,
    resolve: (name) => resolveBy(name, [server.address]),
  })
  afterAll(() => outgoing.close().then(server.close))
  const post = (port = theirs.port, more = {}) =>
    outgoing.post(`https://${host}:${port}/`, request(more)).then(
      ({ status }) => status,
      (error: { code: string }) => error.code,
    )
  return { post, server }
}

it('goes where a name leads, and asks for both kinds of address', async () => {
  const { post, server } = await posting(() => ({ A: ['127.0.0.2'] }))
  expect(await post()).toBe(200)
  expect(server.asked.sort()).toEqual([`A ${host}`, `AAAA ${host}`])
  const aliased = await posting(() => ({ A: ['127.0.0.2'] }), ['cdn.afterword.test', 'edge.afterword.test'])
  expect(await aliased.post()).toBe(200)
})

const refusedAnswers: [string, Answers, string[]?][] = [
  ['loopback', { A: ['127.0.0.1'] }],
  ['another loopback', { A: ['127.0.0.3'] }],
  ['nowhere', { A: ['0.0.0.0'] }],
  ['private 10', { A: ['10.0.0.1'] }],
  ['private 172', { A: ['172.20.0.1'] }],
  ['private 192', { A: ['192.168.1.1'] }],
  ['cloud metadata', { A: ['169.254.169.254'] }],
  ['shared', { A: ['100.64.0.1'] }],
  ['Azure', { A: ['168.63.129.16'] }],
  ['multicast', { A: ['224.0.0.251'] }],
  ['broadcast', { A: ['255.255.255.255'] }],
  ['loopback, IPv6', { AAAA: ['::1'] }],
  ['mapped', { AAAA: ['::ffff:127.0.0.1'] }],
  ['mapped metadata', { AAAA: ['::ffff:169.254.169.254'] }],
  ['compatible', { AAAA: ['::127.0.0.1'] }],
  ['NAT64 of loopback', { AAAA: ['64:ff9b::7f00:1'] }],
  ['NAT64 of metadata', { AAAA: ['64:ff9b::a9fe:a9fe'] }],
  ['local NAT64', { AAAA: ['64:ff9b:1::808:808'] }],
  ['6to4 of loopback', { AAAA: ['2002:7f00:1::1'] }],
  ['Teredo', { AAAA: ['2001:0:7f00:1::1'] }],
  ['unique local', { AAAA: ['fd00:ec2::254'] }],
  ['link-local', { AAAA: ['fe80::1'] }],
  ['site-local', { AAAA: ['fec0::1'] }],
  ['multicast, IPv6', { AAAA: ['ff02::1'] }],
  ['documentation', { AAAA: ['2001:db8::1'] }],
  ['a good and a bad one', { A: ['127.0.0.2', '127.0.0.1'] }],
  ['a bad and a good one', { A: ['127.0.0.1', '127.0.0.2'] }],
  ['one bad among many', { A: ['127.0.0.2', '127.0.0.2', '127.0.0.2', '10.0.0.1'] }],
  ['good IPv4, bad IPv6', { A: ['127.0.0.2'], AAAA: ['::1'] }],
  ['bad IPv4, good IPv6', { A: ['127.0.0.1'], AAAA: ['::ffff:127.0.0.2'] }],
  ['good IPv4, mapped loopback', { A: ['127.0.0.2'], AAAA: ['::ffff:127.0.0.1'] }],
  ['another name of loopback', { A: ['127.0.0.1'] }, ['inner.afterword.test']],
  ['a long way to loopback', { A: ['127.0.0.1'] }, ['a.test', 'b.test', 'c.test', 'd.test']],
  ['the name of localhost', { A: ['127.0.0.1'] }, ['localhost']],
  ['another name of both', { A: ['127.0.0.2', '10.0.0.1'] }, ['inner.afterword.test']],
]

it.each(refusedAnswers)('is not led on by a name for %s', async (_, answers, via) => {
  const before = attempts.length
  const { post } = await posting(() => answers, via)
  expect(await post(ours.port)).toBe('refused_address')
  expect(attempts.slice(before)).toEqual([])
})

it('asks again for each new connection: a name that has changed its mind gets nothing', async () => {
  const { post } = await posting((nth) => ({ A: [nth === 0 ? '127.0.0.2' : '127.0.0.1'] }))
  const before = theirs.requests
  expect(await post()).toBe(200)
  expect(await post()).toBe('refused_address')
  expect(await post(ours.port)).toBe('refused_address')
  expect(theirs.requests).toBe(before + 1)
})

it('connects to the address that was checked, whatever the name server says a moment later', async () => {
  // Every second answer is bad: were the name looked up once to be checked and again to connect, it would be reached.
  const { post, server } = await posting((nth) => ({ A: [nth % 2 === 0 ? '127.0.0.2' : '127.0.0.1'] }))
  expect(await post()).toBe(200)
  expect(server.asked.filter((line) => line.startsWith('A '))).toHaveLength(1)
})

it('tells a name that leads nowhere from one that may not be reached', async () => {
  for (const nowhere of [3 as const, 2 as const, {}]) {
    const { post } = await posting(() => nowhere)
    expect(await post()).toBe('dns')
  }
  const loop = await posting(() => ({}), ['b.test', host])
  expect(await loop.post()).toBe('dns')
})

it('waits no longer for a name server than for anything else', async () => {
  const { post } = await posting(() => null)
  expect(await post(theirs.port, { timeoutMs: 200 })).toBe('timeout')
})

it('sends nothing once its time is over, although the name is found at last', async () => {
  const late = createOutgoing({
    allow,
    ca: certificate,
    resolve: async () => {
      await sleep(300)
      return ['127.0.0.2']
    },
  })
  const before = { ...theirs }
  await expect(late.post(`https://${host}:${theirs.port}/`, request({ timeoutMs: 100 }))).rejects.toThrow(
    'There was no answer in time.',
  )
  await expect.poll(() => theirs.connections).toBe(before.connections + 1)
  await sleep(200)
  expect(theirs.requests).toBe(before.requests)
  await late.close()
})

it('knows this machine by its name where it is allowed', async () => {
  const found = await systemResolve(allow)('localhost')
  expect(found.filter((address) => address === '127.0.0.1' || address === '::1')).toEqual(found)
  expect(found.length).toBeGreaterThan(0)
})

it('nobody has come to where nobody may come', () => {
  expect(ours.connections).toBe(0)
  expect(new Set(attempts)).toEqual(new Set(['127.0.0.2']))
})
