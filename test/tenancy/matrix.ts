import type { RouteOptions } from 'fastify'
import { v7 as newId } from 'uuid'
import type { Actor } from './actors.ts'
import { isBarred, type Operation, standingsFor } from './matrix.rows.ts'
import type { Noun, Side, Subject, World } from './world.ts'

/** Whose things a request asks for; null: nobody's, an id that there is not. */
export type Target = { side: Side; subject: Subject } | null

export const targets: readonly Target[] = [
  { side: 'ours', subject: 'ana' },
  { side: 'ours', subject: 'bo' },
  { side: 'theirs', subject: 'ana' },
  null,
]

/** Where an id stands in a request: `path id`, `query ids`, `body /clientId`. */
export interface Place {
  in: 'path' | 'query' | 'body'
  name: string
  noun: Noun
}

export interface Case {
  route: string
  operation: Operation
  actor: Actor
  places: readonly Place[]
  chosen: readonly Target[]
}

const entries = (where: Place['in'], of: Record<string, Noun> = {}): Place[] =>
  Object.entries(of).map(([name, noun]) => ({ in: where, name, noun }))

export const placesOf = ({ path, query, refs }: Operation): Place[] => [
  ...entries('path', path),
  ...entries('body', refs),
  ...entries('query', query),
]

/** Each choice of whose ids stand where: all of them for two places, and from three on one place at a time. */
function choicesFor(places: readonly Place[]): Target[][] {
  if (places.length === 0) return [[]]
  if (places.length === 1) return targets.map((target) => [target])
  if (places.length === 2) return targets.flatMap((first) => targets.map((second) => [first, second]))
  const same = targets.map((target) => places.map(() => target))
  const apart = targets
    .slice(0, 2)
    .flatMap((base) =>
      places.flatMap((_, at) =>
        targets
          .filter((target) => target !== base)
          .map((target) => places.map((_, index) => (index === at ? target : base))),
      ),
    )
  return [...same, ...apart]
}

/** In a query, each filter is tried alone. */
export function casesOf(route: string, operation: Operation, actors: readonly Actor[]): Case[] {
  const all = placesOf(operation)
  const steady = all.filter((place) => place.in !== 'query')
  const filters = all.filter((place) => place.in === 'query')
  const shapes = filters.length === 0 ? [steady] : [steady, ...filters.map((filter) => [...steady, filter])]
  return shapes.flatMap((places) =>
    choicesFor(places).flatMap((chosen) =>
      actors.map((actor) => ({ route, operation, actor, places, chosen })),
    ),
  )
}

/** Ids that there are not; one for each noun, as two places of a request may not always be the same. */
const missing = new Map<Noun, string>()
export const idOf = (world: World, target: Target, noun: Noun): string =>
  target ? world[target.side].ids[target.subject][noun] : missingId(noun)

function missingId(noun: Noun): string {
  const id = missing.get(noun) ?? newId()
  missing.set(noun, id)
  return id
}

/** The request of a case; ids of bodies by place, for what an operation asks of them. */
export function requestOf({ route, operation, places, chosen }: Case, world: World) {
  const [method = '', pattern = ''] = route.split(' ')
  const body = operation.body === undefined ? undefined : structuredClone(operation.body)
  const query = new URLSearchParams()
  const ids: Record<string, string> = {}
  let url = pattern.replace('::', ':')
  for (const [name, value] of Object.entries(operation.fixed ?? {})) url = url.replace(`:${name}`, value)
  places.forEach(({ in: where, name, noun }, index) => {
    const target = chosen[index] ?? null
    const id = idOf(world, target, noun)
    ids[name] = id
    if (noun === 'coverage') ids.awayIn = idOf(world, target, 'member')
    if (where === 'path') url = url.replace(`:${name}`, id)
    if (where === 'query') query.set(name, id)
    if (where === 'body') put(body ?? {}, name, id)
  })
  for (const [pointer, name] of Object.entries(operation.repeats ?? {}))
    put(body ?? {}, pointer, ids[name] ?? '')
  return { method, url: query.size > 0 ? `${url}?${query}` : url, body, ids }
}

/** Sets a value by JSON pointer, making lists and objects on the way. */
export function put(body: object, pointer: string, value: unknown): void {
  const steps = pointer.slice(1).split('/')
  let at = body as Record<string, unknown>
  steps.forEach((step, index) => {
    if (index === steps.length - 1) at[step] = value
    else {
      at[step] ??= steps[index + 1] === '0' ? [] : {}
      at = at[step] as Record<string, unknown>
    }
  })
}

const ofClients: readonly Noun[] = [
  'client',
  'opportunity',
  'interview',
  'contact',
  'task',
  'doneTask',
  'request',
  'invitation',
]

/** May the actor know that this is there? */
export function isSeen({ side, kind, standing }: Actor, noun: Noun, target: Target): boolean {
  if (!target || target.side !== side) return false
  const known = standing[target.subject] !== undefined
  if (noun === 'request') return kind === 'admin' || standing[target.subject] === 'self'
  if (noun === 'key' || noun === 'webhook' || noun === 'delivery') return kind === 'admin'
  // Of the primary coach, and one's own logins and calendars are for oneself alone.
  if (noun === 'session' || noun === 'feed') return standing[target.subject] === 'primary'
  if (ofClients.includes(noun)) return known
  return kind === 'client' ? noun === 'employer' && known : true
}

/**
 * The statuses that this case may have; null: it must succeed. Where several things are in the way, any of them may be
 * named, and one that the caller may not know about must read like one that is not there.
 */
export function refusalsFor(the: Case, world: World): number[] | null {
  const { operation, actor, places, chosen } = the
  if (actor.kind === 'nobody') return [401]
  const reasons = new Set<number>()
  if (isBarred(operation, actor)) reasons.add(403)
  if (operation.only && !operation.only(actor, requestOf(the, world).ids)) reasons.add(403)
  places.forEach(({ in: where, noun }, index) => {
    const target = chosen[index] ?? null
    if (where === 'query') return
    if (!isSeen(actor, noun, target)) reasons.add(where === 'path' ? 404 : 422)
    else if (ofClients.includes(noun) && target) {
      const standing = actor.standing[target.subject]
      if (!standing || !standingsFor(operation).includes(standing)) reasons.add(403)
    }
  })
  return reasons.size > 0 ? [...reasons] : null
}

/** Things of several clients in one request need not fit together. */
export const isMixed = ({ places, chosen }: Case): boolean =>
  new Set(chosen.filter((_, index) => places[index]?.in !== 'query').map((target) => target?.subject)).size >
  1

export const nameOf = ({ route, actor, places, chosen }: Case): string =>
  `${route} as ${actor.name} with ${places.map(({ name }, index) => {
    const target = chosen[index]
    return `${name}=${target ? `${target.side}.${target.subject}` : 'missing'}`
  })}`

type Schema = {
  type?: string
  format?: string
  properties?: Record<string, Schema>
  items?: Schema
  anyOf?: Schema[]
  $ref?: string
}

/** Where a route's schema takes an id, by the same names as an operation has them. */
export function idPlaces({ schema }: RouteOptions, schemas: Record<string, unknown>): string[] {
  const found: string[] = []
  const walk = (at: Schema | undefined, pointer: string): void => {
    if (!at) return
    if (at.$ref) walk(schemas[at.$ref.replace(/#$/, '')] as Schema, pointer)
    if (at.format === 'uuid') found.push(pointer)
    for (const [name, inner] of Object.entries(at.properties ?? {})) walk(inner, `${pointer}/${name}`)
    if (at.items) walk(at.items, `${pointer}/0`)
    for (const inner of at.anyOf ?? []) walk(inner, pointer)
  }
  const named = (part: unknown, prefix: string) => {
    const { properties = {} } = (part ?? {}) as Schema
    for (const [name, inner] of Object.entries(properties))
      if (inner.format === 'uuid' || /^ids$|Id$/.test(name)) found.push(`${prefix} ${name}`)
  }
  named(schema?.params, 'path')
  named(schema?.querystring, 'query')
  walk(schema?.body as Schema, 'body ')
  return [...new Set(found)]
}

export const declaredPlaces = (operations: readonly Operation[]): string[] =>
  operations.flatMap((operation) => [
    ...placesOf(operation).map(({ in: where, name }) => `${where} ${name}`),
    ...(operation.unset ?? []).map((pointer) => `body ${pointer}`),
  ])
