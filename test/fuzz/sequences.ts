import fc from 'fast-check'
import type { FastifyInstance } from 'fastify'
import { type Checker, checkerOf, operationsIn, type Placed, readContract } from '../contract/contract.ts'
import { inParallel } from '../tenancy/lanes.ts'
import { nothingTold, shoot, type Told } from './fuzz.ts'
import type { Asking, Request } from './requests.ts'
import { valueFor } from './values.ts'

interface Family {
  name: string
  create: Placed
  read: Placed
  change: Placed | undefined
  remove: Placed | undefined
  restore: Placed | undefined
}

/** Everything of the contract that is made by a POST and read by its id. */
export function familiesOf(all: readonly Placed[]): Family[] {
  const at = (method: string, path: string) => all.find((one) => one.method === method && one.path === path)
  return all.flatMap((create) => {
    const read = at('GET', `${create.path}/{id}`)
    if (create.method !== 'POST' || !create.responses['201'] || !read) return []
    const { path } = read
    return [
      {
        name: create.path,
        create,
        read,
        change: at('PATCH', path),
        remove: at('DELETE', path),
        restore: at('POST', `${path}/restore`),
      },
    ]
  })
}

/** Create, get, patch, delete, get, restore, get: what is there is found, what is gone is not. */
export async function fuzzLives(
  app: FastifyInstance,
  asking: Asking,
  lives: number,
  seed: number,
): Promise<Told & { whole: number }> {
  const checker = checkerOf(readContract())
  const told = nothingTold()
  const families = familiesOf(operationsIn(checker.contract))
  let whole = 0
  for (const [index, family] of families.entries()) {
    const bodies = fc.sample(
      fc.tuple(bodyOf(family.create, checker, asking), bodyOf(family.change, checker, asking)),
      {
        numRuns: Math.ceil(lives / families.length),
        seed: seed + index,
      },
    )
    await inParallel(bodies, async ([made, changed], turn) => {
      if (
        await live(
          app,
          checker,
          told,
          family,
          asking.tokens[0] as string,
          made,
          changed,
          `life-${seed}-${index}-${turn}`,
        )
      )
        whole++
    })
  }
  return { ...told, whole }
}

async function live(
  app: FastifyInstance,
  checker: Checker,
  told: Told,
  family: Family,
  token: string,
  made: unknown,
  changed: unknown,
  key: string,
): Promise<boolean> {
  const { create, read, change, remove, restore } = family
  const send = (operation: Placed, id: string, body?: unknown, more: Record<string, string> = {}) => {
    const request: Request = {
      operation,
      url: operation.path.replace('{id}', id),
      headers: {
        authorization: `Bearer ${token}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...more,
      },
      ...(body !== undefined && { payload: JSON.stringify(body) }),
    }
    return shoot(app, checker, told, request)
  }
  const wrong = (what: string, body: string) =>
    told.faults.set(`${family.name}: ${what}`, {
      times: 1,
      example: `${JSON.stringify(made)} ${body}`.slice(0, 400),
    })
  const born = await send(create, '', made, { 'idempotency-key': key })
  if (born.statusCode !== 201) return false
  const again = await send(create, '', made, { 'idempotency-key': key })
  if (again.body !== born.body) wrong('the same Idempotency-Key gave another answer', again.body)
  const { id } = born.json()
  const first = await send(read, id)
  if (first.statusCode !== 200) wrong(`${first.statusCode} for what was just made`, first.body)
  let tag = String(first.headers.etag)
  if (change) {
    const patched = await send(change, id, changed, { 'if-match': tag })
    if (patched.statusCode === 200) {
      const stale = await send(change, id, changed, { 'if-match': '"v0"' })
      if (stale.statusCode !== 412) wrong(`${stale.statusCode} for a stale version`, stale.body)
    }
    tag = String((await send(read, id)).headers.etag)
  }
  if (!remove) return true
  const removed = await send(remove, id, undefined, { 'if-match': tag })
  if (removed.statusCode !== 204) return true
  const gone = await send(read, id)
  // What is only revoked or ended can still be read.
  if (restore && gone.statusCode !== 404) wrong(`${gone.statusCode} for what was removed`, gone.body)
  if (!restore) return true
  const back = await send(restore, id)
  if (back.statusCode === 200 && (await send(read, id)).statusCode !== 200)
    wrong('what was brought back is not there', back.body)
  return true
}

function bodyOf(
  operation: Placed | undefined,
  { follow }: Checker,
  { idsOf }: Asking,
): fc.Arbitrary<unknown> {
  const schema = Object.values(operation?.requestBody?.content ?? {})[0]?.schema
  return schema ? valueFor(schema, '', { follow, idsOf, spoilt: 2 }) : fc.constant({})
}
