import { setTimeout as sleep } from 'node:timers/promises'
import fc from 'fast-check'
import type { FastifyInstance } from 'fastify'
import { type Checker, checkerOf, operationsIn, readContract } from '../contract/contract.ts'
import { inParallel } from '../tenancy/lanes.ts'
import { type Asking, type Request, requestsTo } from './requests.ts'

export interface Told {
  requests: number
  statuses: Record<string, number>
  /** Milliseconds of the slowest, and which it was. */
  slowest: { ms: number; name: string }
  /** Over two seconds. */
  slow: number
  /** Answers that said to come again. */
  busy: number
  faults: Map<string, { times: number; example: string }>
}

export const nothingTold = (): Told => ({
  requests: 0,
  statuses: {},
  slowest: { ms: 0, name: '' },
  slow: 0,
  busy: 0,
  faults: new Map(),
})

/** What nobody outside should read: SQL, constraint names, our paths, stacks. */
const inside =
  /\b(SELECT\s.+\sFROM|INSERT INTO|UPDATE \w+ SET|DELETE FROM)\b|violates .{1,60} constraint|syntax error at|invalid input syntax|node_modules|\bat .{1,80}\.(ts|js|mjs):\d+|\/(work|home|usr|root|var)\/\w+\//

/** Sends one and holds the answer against the contract. Returns it. */
export async function shoot(app: FastifyInstance, checker: Checker, told: Told, request: Request) {
  const { operation, url, headers, payload } = request
  let began = performance.now()
  const ask = () =>
    app.inject({
      method: operation.method as 'GET',
      url,
      headers,
      ...(payload !== undefined && { payload }),
    })
  let answer = await ask()
  // A machine with too much to do may say so; who asks again is answered, or the request itself is at fault.
  for (let again = 0; again < 5 && answer.statusCode === 503; again++) {
    told.busy++
    await sleep(500)
    began = performance.now()
    answer = await ask()
  }
  const ms = performance.now() - began
  const { statusCode: status } = answer
  told.requests++
  told.statuses[status] = (told.statuses[status] ?? 0) + 1
  const name = `${operation.operationId} ${status}`
  if (ms > told.slowest.ms) told.slowest = { ms, name }
  if (ms > 2_000) told.slow++
  const isText = !String(answer.headers['content-type']).includes('zip')
  // As any client sends it: "%2e%2e" leads up.
  const path = new URL(url, 'http://localhost').pathname
  const at = checker.operationAt(operation.method, decoded(path))
  // An address may have become another's, or nobody's: then it is a problem, and nothing more is said.
  const faults = at
    ? checker.faultsOf(at, {
        method: operation.method,
        path,
        status,
        headers: answer.headers,
        body: isText ? answer.body : '-',
      })
    : status >= 400 && status < 500
      ? []
      : [`${status} where nothing is`]
  if (status >= 500) faults.push(`${status}`)
  if (isText && inside.test(answer.body)) faults.push(`tells of the inside: ${inside.exec(answer.body)?.[0]}`)
  for (const fault of faults) {
    const key = `${name}: ${fault.slice(0, 90)}`
    const known = told.faults.get(key)
    if (known) known.times++
    else told.faults.set(key, { times: 1, example: describe(request, answer.body) })
  }
  return answer
}

const describe = ({ operation, url, headers, payload }: Request, body: string): string => {
  const { authorization: _, ...rest } = headers
  return `${operation.method} ${url.slice(0, 300)} ${JSON.stringify(rest).slice(0, 200)} ${String(payload ?? '').slice(0, 300)} → ${body.slice(0, 300)}`
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

/** Requests to every operation in turn, from a seed. */
export async function fuzzAll(
  app: FastifyInstance,
  asking: Asking,
  count: number,
  seed: number,
): Promise<Told> {
  const checker = checkerOf(readContract())
  const told = nothingTold()
  const all = operationsIn(checker.contract)
  const each = Math.ceil(count / all.length)
  for (const [index, operation] of all.entries()) {
    // Generated for one operation at a time: all of them would fill the memory.
    const requests = fc.sample(requestsTo(operation, checker, asking), { numRuns: each, seed: seed + index })
    await inParallel(requests, async (request) => void (await shoot(app, checker, told, request)))
  }
  return told
}

export function inWords({ requests, statuses, slowest, slow, busy, faults }: Told): string {
  const counts = Object.entries(statuses).map(([status, times]) => `${status}: ${times}`)
  return `${requests} requests, ${counts.join(', ')}; slowest ${Math.round(slowest.ms)} ms (${slowest.name}), ${slow} over 2 s; ${busy} asked again after 503; ${faults.size} kinds of faults`
}
