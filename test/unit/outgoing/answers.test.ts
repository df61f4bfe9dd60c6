import { once } from 'node:events'
import { afterAll, expect, it } from 'vitest'
import { parseAllowedNetworks } from '../../../server/platform/outgoing/networks.ts'
import { createOutgoing, type OutgoingAnswer } from '../../../server/platform/outgoing/post.ts'
import { certificate, httpPlace, request, securePlace, tcpPlace, watchAttempts } from './places.ts'

const attempts = watchAttempts()
const allow = parseAllowedNetworks('127.0.0.2')
const outgoing = createOutgoing({ allow, ca: certificate })
afterAll(() => outgoing.close())

const to = (port: number, path = '/') => `http://127.0.0.2:${port}${path}`
const codeOf = (answer: Promise<OutgoingAnswer>) =>
  answer.then(
    ({ status }) => status,
    (error: { code: string }) => error.code,
  )

it('delivers to a network that is allowed, plain and encrypted', async () => {
  const place = await httpPlace('127.0.0.2', async (incoming, reply) => {
    const parts: Buffer[] = []
    for await (const part of incoming) parts.push(part as Buffer)
    reply.writeHead(201, { 'x-many': ['a', 'b'] })
    reply.end(`${incoming.method} ${incoming.url} ${incoming.headers['webhook-id']} ${Buffer.concat(parts)}`)
  })
  const answer = await outgoing.post(
    to(place.port, '/in?x=1'),
    request({ headers: { 'webhook-id': 'msg_1' } }),
  )
  expect(answer).toMatchObject({ status: 201, truncated: false, headers: { 'x-many': 'a, b' } })
  expect(answer.body).toBe('POST /in?x=1 msg_1 {"type":"ping"}')
  expect(answer.ms).toBeGreaterThanOrEqual(0)
  const secure = await securePlace('127.0.0.2')
  expect(await codeOf(outgoing.post(`https://127.0.0.2:${secure.port}/`, request()))).toBe(200)
})

it('trusts no certificate but those that Node trusts, whatever NODE_TLS_REJECT_UNAUTHORIZED says', async () => {
  const secure = await securePlace('127.0.0.2')
  const plain = await httpPlace('127.0.0.2')
  const distrusting = createOutgoing({ allow })
  process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0'
  try {
    expect(await codeOf(distrusting.post(`https://127.0.0.2:${secure.port}/`, request()))).toBe('tls')
    expect(await codeOf(distrusting.post(`https://127.0.0.2:${plain.port}/`, request()))).toBe('tls')
  } finally {
    delete process.env.NODE_TLS_REJECT_UNAUTHORIZED
    await distrusting.close()
  }
  const elsewhere = createOutgoing({ allow, ca: certificate, resolve: async () => ['127.0.0.2'] })
  expect(await codeOf(elsewhere.post(`https://other.afterword.test:${secure.port}/`, request()))).toBe('tls')
  await elsewhere.close()
  expect(secure.requests).toBe(0)
})

it.each([300, 301, 302, 303, 307, 308])('follows no redirect of status %i', async (status) => {
  const inner = await httpPlace('127.0.0.1')
  const place = await httpPlace('127.0.0.2', (_, reply) => {
    const location = `http://127.0.0.1:${inner.port}/`
    reply.writeHead(status, {
      location,
      refresh: `0;url=${location}`,
      'alt-svc': `h2="127.0.0.1:${inner.port}"`,
    })
    reply.end()
  })
  const answer = await outgoing.post(to(place.port), request())
  expect(answer.status).toBe(status)
  expect(answer.headers.location).toContain('127.0.0.1')
  expect(await codeOf(outgoing.post(to(place.port), request()))).toBe(status)
  expect(inner.connections).toBe(0)
})

it('goes through no proxy that the environment names', async () => {
  const proxy = await httpPlace('127.0.0.1')
  const names = ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY'].flatMap((name) => [name, name.toLowerCase()])
  for (const name of names) process.env[name] = `http://127.0.0.1:${proxy.port}`
  process.env.NODE_USE_ENV_PROXY = '1'
  const place = await httpPlace('127.0.0.2')
  const fresh = createOutgoing({ allow })
  try {
    expect(await codeOf(fresh.post(to(place.port), request()))).toBe(200)
    expect(await codeOf(fresh.post('https://127.0.0.1/', request()))).toBe('refused_address')
  } finally {
    for (const name of [...names, 'NODE_USE_ENV_PROXY']) delete process.env[name]
    await fresh.close()
  }
  expect(proxy.connections).toBe(0)
})

it('sends nothing plain to what is merely public, by name', async () => {
  const named = createOutgoing({ allow, resolve: async () => ['8.8.8.8'] })
  expect(await codeOf(named.post('http://hooks.afterword.test/', request()))).toBe('refused_address')
  await named.close()
})

it('sends nothing to a socket that has come out elsewhere than it was sent', async () => {
  // The system takes 0.0.0.0 for this machine: who allows the one has not allowed the other.
  const place = await httpPlace('127.0.0.1')
  const odd = createOutgoing({ allow: parseAllowedNetworks('0.0.0.0') })
  expect(await codeOf(odd.post(`http://0.0.0.0:${place.port}/`, request()))).toBe('refused_address')
  await odd.close()
  expect({ requests: place.requests, bytes: place.bytes() }).toEqual({ requests: 0, bytes: 0 })
})

it('reads 64 KiB of an answer that has no end, and hangs up', async () => {
  let hungUp: Promise<unknown> = Promise.resolve()
  const place = await httpPlace('127.0.0.2', (_, reply) => {
    hungUp = once(reply, 'close')
    const more = () => !reply.destroyed && reply.write(Buffer.alloc(65_536, 'x'), () => setImmediate(more))
    reply.writeHead(200)
    more()
  })
  const answer = await outgoing.post(to(place.port), request())
  expect(answer).toMatchObject({ status: 200, truncated: true, body: 'x'.repeat(65_536) })
  await hungUp
})

it('takes all of an answer that just fits, and cuts no character in two', async () => {
  const fits = await httpPlace('127.0.0.2', (_, reply) => reply.end('x'.repeat(65_536)))
  expect(await outgoing.post(to(fits.port), request())).toMatchObject({ truncated: false })
  const euros = await httpPlace('127.0.0.2', (_, reply) => reply.end('€'.repeat(10)))
  expect(await outgoing.post(to(euros.port), request({ maxBytes: 8 }))).toMatchObject({
    body: '€€',
    truncated: true,
  })
})

it('gives back text that can be kept', async () => {
  const place = await httpPlace('127.0.0.2', (_, reply) => reply.end(Buffer.from([0x61, 0, 0xff, 0x62])))
  expect((await outgoing.post(to(place.port), request())).body).toBe('a\uFFFD\uFFFDb')
})

it('has its time, and no more, with whoever keeps it waiting', async () => {
  const trickle = (text: string) => (socket: import('node:net').Socket) => {
    let at = 0
    const timer = setInterval(() => socket.write(text[at++] ?? 'x'), 20)
    socket.on('close', () => clearInterval(timer)).resume()
  }
  const silent = await tcpPlace('127.0.0.2', (socket) => void socket.resume())
  const deaf = await tcpPlace('127.0.0.2')
  const slowHead = await tcpPlace('127.0.0.2', trickle('HTTP/1.1 200 OK\r\nx-slow: '))
  const early = await tcpPlace('127.0.0.2', (socket) => {
    const timer = setInterval(() => socket.write('HTTP/1.1 103 Early Hints\r\n\r\n'), 20)
    socket.on('close', () => clearInterval(timer)).resume()
  })
  const briefly = request({ timeoutMs: 250 })
  const answers = await Promise.all([
    codeOf(outgoing.post(to(silent.port), briefly)),
    codeOf(outgoing.post(to(deaf.port), { ...briefly, body: 'x'.repeat(5_000_000) })),
    codeOf(outgoing.post(to(slowHead.port), briefly)),
    codeOf(outgoing.post(to(early.port), briefly)),
    codeOf(outgoing.post(`https://127.0.0.2:${silent.port}/`, briefly)),
  ])
  expect(answers).toEqual(['timeout', 'timeout', 'timeout', 'timeout', 'timeout'])
})

it('has heard an answer whose text comes slowly, or breaks off', async () => {
  const slow = await httpPlace('127.0.0.2', (_, reply) => {
    reply.writeHead(202)
    const timer = setInterval(() => reply.write('x'), 20)
    reply.on('close', () => clearInterval(timer))
  })
  expect(await outgoing.post(to(slow.port), request({ timeoutMs: 1_500 }))).toMatchObject({
    status: 202,
    truncated: true,
    body: expect.stringMatching(/^x*$/),
  })
  const breaking = await httpPlace('127.0.0.2', (_, reply) => {
    reply
      .writeHead(503, { 'content-length': '100' })
      .write('half', () => setTimeout(() => reply.destroy(), 50))
  })
  expect(await outgoing.post(to(breaking.port), request())).toMatchObject({ status: 503, truncated: true })
})

it('names what went wrong', async () => {
  const reset = await tcpPlace(
    '127.0.0.2',
    (socket) => void socket.once('data', () => socket.resetAndDestroy()),
  )
  const mute = await tcpPlace('127.0.0.2', (socket) => void socket.once('data', () => socket.end()))
  const saying = (text: string) =>
    tcpPlace('127.0.0.2', (socket) => void socket.once('data', () => socket.end(text)))
  const ssh = await saying('SSH-2.0-OpenSSH_9.2\r\n')
  const long = await saying(`HTTP/1.1 200 OK\r\nx-long: ${'x'.repeat(20_000)}\r\n\r\n`)
  const upgrade = await saying(
    'HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: h2c\r\n\r\n',
  )
  const places = [reset, mute, ssh, long, upgrade]
  const codes = await Promise.all(places.map(({ port }) => codeOf(outgoing.post(to(port), request()))))
  expect(codes.slice(0, 4)).toEqual(['reset', 'reset', 'http', 'http'])
  expect(['reset', 'http']).toContain(codes[4])
  const gone = await tcpPlace('127.0.0.2')
  expect(await codeOf(outgoing.post(to(gone.port === 1024 ? 1025 : 1024), request()))).toBe('connect')
})

it('one that never answers holds up nobody else at the same address', async () => {
  let waiting = 0
  const place = await httpPlace('127.0.0.2', (incoming, reply) => {
    if (incoming.url === '/hang') waiting += 1
    else reply.end('ok')
  })
  const own = createOutgoing({ allow })
  const hanging = Array.from({ length: 20 }, () => codeOf(own.post(to(place.port, '/hang'), request())))
  await expect.poll(() => waiting).toBe(20)
  expect(await codeOf(own.post(to(place.port), request()))).toBe(200)
  // Closing ends what is under way.
  await own.close()
  expect(await Promise.all(hanging)).not.toContain(200)
})

it('uses a connection for several requests', async () => {
  const place = await httpPlace('127.0.0.2')
  for (let at = 0; at < 5; at += 1) expect(await codeOf(outgoing.post(to(place.port), request()))).toBe(200)
  expect(place.requests).toBe(5)
  expect(place.connections).toBeLessThan(5)
})

it('has connected to nothing but what was meant', () => {
  expect(new Set(attempts)).toEqual(new Set(['127.0.0.2', '0.0.0.0']))
})
