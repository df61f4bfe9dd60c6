import fc from 'fast-check'
import type { Checker, Placed, Schema } from '../contract/contract.ts'
import { has, isOpen } from '../contract/shots.ts'
import { hostileHeaders, hostilePayload, hostileSegment, hostileText } from './hostile.ts'
import { type IdsOf, valueFor } from './values.ts'

export interface Request {
  operation: Placed
  url: string
  headers: Record<string, string>
  payload?: string | Buffer
}

/** Who asks. */
export interface Asking {
  tokens: readonly string[]
  idsOf: IdsOf
}

const some = <T>(often: number, arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight: often, arbitrary }, { weight: 100 - often, arbitrary: fc.constant(undefined) })

/** Requests to one operation, by what the contract says of it: of ten about four are as they should be. */
export function requestsTo(
  operation: Placed,
  { follow }: Checker,
  { tokens, idsOf }: Asking,
): fc.Arbitrary<Request> {
  const parameters = operation.parameters ?? []
  const segments = parameters
    .filter((one) => one.in === 'path')
    .map(({ name }) => ({
      name,
      value: fc.oneof(
        { weight: 9, arbitrary: fc.constantFrom(...idsOf(placeOf(operation, name))) },
        { weight: 1, arbitrary: hostileSegment },
      ),
    }))
  const url = fc
    .tuple(fc.tuple(...segments.map(({ value }) => value)), queryOf(operation, follow, idsOf))
    .map(([values, query]) => {
      const path = segments.reduce(
        (at, { name }, index) => at.replace(`{${name}}`, values[index] as string),
        operation.path,
      )
      return query ? `${path}?${query}` : path
    })
  return fc
    .tuple(
      url,
      bodyOf(operation, follow, idsOf),
      fc.constantFrom(...tokens),
      some(12, hostileHeaders),
      fc.nat(9),
    )
    .map(([at, payload, token, odd, number]) => ({
      operation,
      url: at,
      headers: {
        ...(!isOpen(operation) && { authorization: `Bearer ${token}` }),
        ...(payload !== undefined && {
          'content-type': number === 0 ? 'application/merge-patch+json' : 'application/json',
        }),
        ...(has(operation, 'if-match') && number > 1 && { 'if-match': number > 3 ? '*' : '"v1"' }),
        ...(has(operation, 'idempotency-key') && number > 7 && { 'idempotency-key': `key-${number}` }),
        ...odd,
      },
      ...(payload !== undefined && { payload }),
    }))
}

/** What an id in the address is the id of: `id` below /v1/tasks is a task's. */
const placeOf = ({ path }: Placed, name: string): string =>
  name === 'id' ? `${path.split('/')[2]?.replace(/s$/, '')}Id` : name

function queryOf(operation: Placed, follow: Checker['follow'], idsOf: IdsOf): fc.Arbitrary<string> {
  const known = (operation.parameters ?? []).filter((one) => one.in === 'query')
  const making = { follow, idsOf, spoilt: 0 }
  const pairs = known.map(({ name, schema }) =>
    some(
      15,
      fc
        .oneof(
          {
            weight: 8,
            arbitrary: valueFor(schema, name === 'ids' ? placeOf(operation, 'id') : name, making),
          },
          { weight: 2, arbitrary: hostileText },
        )
        .map((value): [string, string][] => [[name, short(String(value))]]),
    ),
  )
  const odd = fc.constantFrom<[string, string][]>(
    [['nonesuch', '1']],
    [
      ['limit', '1'],
      ['limit', '2'],
    ],
    [['ids[]', 'x']],
    [['__proto__', 'x']],
    [['constructor[prototype]', 'x']],
    [['', '']],
  )
  return fc.tuple(fc.tuple(...pairs), some(4, odd)).map(([found, strange]) =>
    [...found, strange]
      .flatMap((one) => one ?? [])
      .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
      .join('&'),
  )
}

const short = (text: string) => text.slice(0, 3_000)
const encoded = (text: string) => encodeURIComponent(text.toWellFormed())

function bodyOf(
  operation: Placed,
  follow: Checker['follow'],
  idsOf: IdsOf,
): fc.Arbitrary<string | Buffer | undefined> {
  const schema: Schema | undefined = Object.values(operation.requestBody?.content ?? {})[0]?.schema
  if (!schema)
    return operation.method === 'GET'
      ? fc.constant(undefined)
      : fc.oneof({ weight: 9, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: hostilePayload })
  const json = (value: unknown) => JSON.stringify(value) ?? ''
  return fc.oneof(
    { weight: 45, arbitrary: valueFor(schema, '', { follow, idsOf, spoilt: 0 }).map(json) },
    { weight: 45, arbitrary: valueFor(schema, '', { follow, idsOf, spoilt: 12 }).map(json) },
    { weight: 10, arbitrary: hostilePayload },
  )
}
