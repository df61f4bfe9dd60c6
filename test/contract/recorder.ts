import { subscribe } from 'node:diagnostics_channel'
import { appendFileSync } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { join } from 'node:path'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { afterAll, expect } from 'vitest'
import { type Checker, checkerOf, type Placed, readContract } from './contract.ts'

/*
 * A setup file of every test: whatever an app of this worker answers is held against openapi.yaml as it leaves, and
 * written down for contract.coverage.test.ts: which operation with which status, and what was wrong.
 */

export interface Noted {
  /** Answers that were judged. */
  answers?: number
  /** An operation and a status that were seen together. */
  hit?: [operationId: string, status: number]
  fault?: string
  test?: string
  /** What was answered, where examples are being recorded (answers.record.ts). */
  answered?: {
    operation: Pick<Placed, 'operationId' | 'path' | 'method'>
    status: number
    body: string
    at: number
  }
}

const folder = process.env.CONTRACT_RUN
const seen = new Set<string>()
let answers = 0
let checker: Checker | undefined

const note = (noted: Noted) => {
  if (folder) appendFileSync(join(folder, `${process.pid}.jsonl`), `${JSON.stringify(noted)}\n`)
}

/** What is not there twice in one file. */
const once = (key: string, noted: Noted) => {
  if (seen.has(key)) return
  seen.add(key)
  note(noted)
}

/** Tests that break the server on purpose: what it answers then is not its contract. */
const breaking = (status: number): boolean => {
  const { testPath = '' } = expect.getState()
  return testPath.includes('fuzz.database-alone') || (status === 500 && testPath.includes('log-hygiene'))
}

export function judge(request: { method: string; url: string }, raw: Answered): void {
  if (breaking(raw.status)) return
  const [path = ''] = request.url.split('?')
  checker ??= checkerOf(readContract())
  const operation = checker.operationAt(request.method, decoded(path))
  if (!operation) return
  answers++
  const { operationId } = operation
  once(`${operationId} ${raw.status}`, { hit: [operationId, raw.status] })
  record(operation, raw)
  for (const fault of checker.faultsOf(operation, { ...raw, method: request.method, path })) {
    const { currentTestName, testPath } = expect.getState()
    once(`${operationId} ${raw.status} ${fault.slice(0, 60)}`, {
      fault: `${operationId} ${raw.status}: ${fault}`,
      test: `${testPath?.split('/test/').at(-1)}: ${currentTestName}`,
    })
  }
}

/** For an example of each answer in JSON: the first of each test. */
function record({ operationId, path, method }: Placed, { status, headers, body }: Answered): void {
  if (!process.env.RECORD_ANSWERS || !/^application\/(problem\+)?json/.test(String(headers['content-type'])))
    return
  const { testPath = '', currentTestName = '' } = expect.getState()
  const test = `${testPath.split('/test/').at(-1)}: ${currentTestName}`
  const operation = { operationId, path, method }
  // The first may be an empty list.
  const shows = !body.includes('"data":[]')
  once(`${operationId} ${status} of ${test}, ${shows}`, {
    answered: { operation, status, body, at: Date.now() },
    test,
  })
}

interface Answered {
  status: number
  headers: Record<string, unknown>
  body: string
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

/** Keeps what is written to an answer, up to its end. */
function listen(request: FastifyRequest, reply: FastifyReply): void {
  const raw = reply.raw as ServerResponse
  const chunks: Buffer[] = []
  let ended = false
  // Ending may write what it was given.
  const keep = (chunk: unknown) => {
    if (!ended && (typeof chunk === 'string' || chunk instanceof Uint8Array))
      chunks.push(Buffer.from(chunk as string))
  }
  const write = raw.write.bind(raw)
  const end = raw.end.bind(raw)
  raw.write = ((chunk: unknown, ...rest: never[]) => {
    keep(chunk)
    return write(chunk as string, ...rest)
  }) as typeof raw.write
  raw.end = ((chunk: unknown, ...rest: never[]) => {
    keep(chunk)
    ended = true
    const result = end(chunk as string, ...rest)
    judge(
      { method: request.method, url: request.url },
      {
        status: raw.statusCode,
        headers: { ...reply.getHeaders(), ...raw.getHeaders() },
        body: Buffer.concat(chunks).toString('utf8'),
      },
    )
    return result
  }) as typeof raw.end
}

subscribe('fastify.initialization', (message) => {
  const { fastify } = message as { fastify: FastifyInstance }
  fastify.addHook('onRequest', async (request, reply) => {
    if (/^\/(v1|\.well-known)\//.test(request.url)) listen(request, reply)
  })
})

// Servers that are processes of their own are seen from outside.
const ask = globalThis.fetch
globalThis.fetch = async (input, init) => {
  const answer = await ask(input, init)
  const { pathname } = new URL(answer.url || 'http://localhost/')
  if (/^\/(v1|\.well-known)\//.test(pathname)) {
    const method = init?.method ?? (input instanceof Request ? input.method : 'GET')
    const copy = answer.clone()
    const { status } = copy
    const headers = Object.fromEntries(copy.headers)
    // A test may break it off.
    copy.text().then(
      (body) => judge({ method: method.toUpperCase(), url: pathname }, { status, headers, body }),
      () => {},
    )
  }
  return answer
}

afterAll(() => {
  if (answers > 0) note({ answers })
  answers = 0
})
