import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildPractice, type Practice } from '../builders/people.ts'
import { type Api, type Caller, startApi } from '../setup/api.ts'

let api: Api
let practice: Practice
let coach: Caller
let port: number

beforeAll(async () => {
  api = await startApi({ REQUEST_TIMEOUT: '1' })
  practice = await buildPractice(api.owner)
  coach = await api.as(practice.coach)
  port = Number(new URL(await api.app.listen({ host: '127.0.0.1', port: 0 })).port)
})
afterAll(() => api.close())

/** Sends as a bare socket; gives what came back until the other side closed. With `drip`, one byte more every so often. */
function raw(text: string, drip = 0): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(text))
    const timer = drip > 0 ? setInterval(() => socket.writable && socket.write('x'), drip) : undefined
    let received = ''
    socket.on('data', (chunk) => {
      received += chunk
    })
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'ECONNRESET' && error.code !== 'EPIPE') reject(error)
    })
    socket.on('close', () => {
      clearInterval(timer)
      resolve(received)
    })
  })
}

const problemIn = (answer: string) => JSON.parse(answer.slice(answer.indexOf('\r\n\r\n') + 4))
const kibibytes = (count: number) => 'x'.repeat(count * 1024)

describe('a body', () => {
  it.each([
    [
      'of a login over 16 KiB',
      17,
      () => api.anyone.post('/v1/auth/login'),
      (text: string) => ({ email: text, password: 'x' }),
    ],
    [
      'of a query over 64 KiB',
      65,
      () => coach.post('/graphql'),
      (text: string) => ({ query: `{ __typename } # ${text}` }),
    ],
    ['of any other over 1 MiB', 1025, () => coach.post('/v1/employers'), (text: string) => ({ name: text })],
  ])('%s is 413', async (_name, size, request, bodyOf) => {
    const answer = await request().send(bodyOf(kibibytes(size)))
    expect([answer.status, answer.type]).toEqual([413, 'application/problem+json'])
    const smaller = await request().send(bodyOf(kibibytes(size - 2)))
    expect([200, 400, 401]).toContain(smaller.status)
  })

  it('that trickles in is cut off, and others are served meanwhile', async () => {
    const began = performance.now()
    const slow = raw(
      `POST /v1/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"email":"`,
      100,
    )
    expect((await coach.get('/v1/tasks')).status).toBe(200)
    const answer = await slow
    expect(performance.now() - began).toBeLessThan(15_000)
    expect(answer === '' || answer.startsWith('HTTP/1.1 408')).toBe(true)
  })

  it('that never begins, and headers that never end, are cut off too', async () => {
    const answers = await Promise.all([
      raw('GET /v1/tasks HTTP/1.1\r\nHost: x\r\nX-Slow: '.concat('y'), 100),
      raw('POST /v1/employers HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\n'),
    ])
    for (const answer of answers) expect(answer === '' || /^HTTP\/1\.1 (408|401)/.test(answer)).toBe(true)
    expect(problemIn(answers[0] as string)).toMatchObject({
      status: 408,
      type: '/docs/problems/request-timeout',
    })
  })
})

describe('headers', () => {
  it('over 16 KiB are 431, and what is not HTTP is 400, both as problems', async () => {
    const long = await raw(`GET /v1/tasks HTTP/1.1\r\nHost: x\r\nX-Long: ${kibibytes(17)}\r\n\r\n`)
    expect(long).toMatch(/^HTTP\/1\.1 431 /)
    expect(problemIn(long)).toMatchObject({ status: 431, type: '/docs/problems/headers-too-large' })
    const noise = await raw('WHAT IS THIS\r\n\r\n')
    expect(noise).toMatch(/^HTTP\/1\.1 400 /)
    expect(problemIn(noise)).toMatchObject({ status: 400, requestId: expect.any(String) })
  })

  it('that say two lengths are refused, so that no proxy can be of another opinion', async () => {
    const answer = await raw(
      'POST /v1/employers HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    )
    expect(answer).toMatch(/^HTTP\/1\.1 400 /)
  })

  it('an address that can not be read is a problem too', async () => {
    const answer = await api.app.inject('/%zz')
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([400, 'application/problem+json'])
    const long = await api.app.inject(`/v1/tasks/${'x'.repeat(300)}`)
    expect([400, 404]).toContain(long.statusCode)
    expect(long.body).not.toContain('xxx')
  })
})
