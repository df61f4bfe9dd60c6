import { v7 as newId } from 'uuid'
import type { Api } from '../setup/api.ts'
import type { Actor } from '../tenancy/actors.ts'
import { operations } from '../tenancy/matrix.operations.ts'
import { placesOf, requestOf } from '../tenancy/matrix.ts'
import type { World } from '../tenancy/world.ts'
import type { Placed } from './contract.ts'

export interface Shot {
  method: string
  url: string
  headers: Record<string, string>
  payload?: object | string
}

export interface Aim {
  status: number
  shot: Shot
}

/** The name by which the matrix knows an operation: its route. */
export const routeOf = ({ method, path }: Placed): string =>
  `${method} ${path.replaceAll(':', '::').replace(/\{(\w+)\}/g, ':$1')}`

export const has = ({ parameters = [] }: Placed, name: string): boolean =>
  parameters.some((parameter) => parameter.name.toLowerCase() === name)

export const isOpen = ({ security }: Placed): boolean => security?.length === 0

/** Requests that succeed for somebody: each case of the matrix, with the ids of our client Ana, as each of the actors. */
export function goodShots(world: World, operation: Placed, actors: readonly Actor[]): Shot[] {
  return [operations[routeOf(operation)] ?? []].flat().flatMap((entry) =>
    actors.map((actor) => {
      const all = placesOf(entry)
      const places = all.filter((place) => place.in !== 'query')
      const { method, url, body } = requestOf(
        {
          route: routeOf(operation),
          operation: entry,
          actor,
          places,
          chosen: places.map(() => ({ side: 'ours' as const, subject: 'ana' as const })),
        },
        world,
      )
      return {
        method,
        url,
        headers: {
          ...(isOpen(operation) ? {} : { authorization: `Bearer ${actor.token}` }),
          ...(has(operation, 'if-match') && { 'if-match': '*' }),
        },
        ...(body && { payload: body }),
      }
    }),
  )
}

/** Requests that are made to get the statuses that follow from the conventions, for those that the contract has. */
export function aimedShots(operation: Placed, good: Shot, keyless: string): Aim[] {
  const headers = (more: Record<string, string | undefined>): Shot => ({
    ...good,
    headers: Object.fromEntries(
      Object.entries({ ...good.headers, ...more }).filter(
        (pair): pair is [string, string] => pair[1] !== undefined,
      ),
    ),
  })
  const sent = (payload: string, type: string): Shot => ({ ...headers({ 'content-type': type }), payload })
  const open = isOpen(operation)
  const tooLong = operation.path.startsWith('/v1/auth/') ? 17 * 1024 : 1024 * 1024 + 1
  const aims: Record<number, Shot | false> = {
    304: headers({ 'if-none-match': '*' }),
    400:
      good.method === 'GET' || !open
        ? { ...good, url: `${good.url}?nonesuch=1` }
        : sent('{"nonesuch":', 'application/json'),
    401: !open && headers({ authorization: undefined }),
    403: !open && headers({ authorization: `Bearer ${keyless}` }),
    404: operation.path.includes('{') && { ...good, url: filled(operation.path) },
    412: headers({ 'if-match': '"v999999"' }),
    413: sent(JSON.stringify({ text: 'x'.repeat(tooLong) }), 'application/json'),
    415: sent('<text/>', 'text/xml'),
    428: has(operation, 'if-match') && headers({ 'if-match': undefined }),
  }
  return Object.keys(operation.responses).flatMap((status) => {
    const shot = aims[Number(status)]
    return shot ? [{ status: Number(status), shot }] : []
  })
}

const filled = (path: string) => path.replace(/\{\w+\}/g, () => newId())

export const send = ({ app }: Pick<Api, 'app'>, { method, url, headers, payload }: Shot) =>
  app.inject({ method: method as 'GET', url, headers, ...(payload !== undefined && { payload }) })
