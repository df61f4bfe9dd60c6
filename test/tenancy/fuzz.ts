import { v7 as newId } from 'uuid'
import type { Api } from '../setup/api.ts'
import { type Actor, type Cast, everyMark } from './actors.ts'
import { inParallel } from './lanes.ts'
import { operations } from './matrix.operations.ts'
import { type Place, placesOf, put } from './matrix.ts'
import type { Side, World } from './world.ts'

/** Numbers from 0 to 1 that a seed repeats (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

const uuid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi

/** All tables of organizations, with the column that says whose a row is. */
async function tenantTables(api: Api): Promise<{ table: string; column: string }[]> {
  const { rows } = await api.owner.query<{ table: string }>(
    `SELECT c.relname AS table FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'organization_id' AND NOT a.attisdropped
     WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relnamespace = 'public'::regnamespace ORDER BY 1`,
  )
  return [
    ...rows.map(({ table }) => ({ table, column: 'organization_id' })),
    { table: 'organization', column: 'id' },
  ]
}

/** A hash of each table's rows of one organization. */
export async function hashesOf(api: Api, organizationId: string): Promise<Record<string, string>> {
  const hashes: Record<string, string> = {}
  for (const { table, column } of await tenantTables(api)) {
    const { rows } = await api.owner.query(
      `SELECT count(*) || ' ' || coalesce(md5(string_agg(md5(t::text), '' ORDER BY md5(t::text))), '') AS hash FROM ${table} t WHERE ${column} = $1`,
      [organizationId],
    )
    hashes[table] = rows[0].hash
  }
  return hashes
}

/** Every id that stands anywhere in an organization's rows, but for those that are of both. */
async function idsOf(api: Api, organizationId: string): Promise<string[]> {
  const found = new Set<string>()
  for (const { table, column } of await tenantTables(api)) {
    const { rows } = await api.owner.query<{ row: string }>(
      `SELECT t::text AS row FROM ${table} t WHERE ${column} = $1`,
      [organizationId],
    )
    for (const { row } of rows) for (const [id] of row.matchAll(uuid)) found.add(id)
  }
  return [...found]
}

export interface Loot {
  /** All ids of the organization. */
  ids: string[]
  cursors: string[]
  tags: string[]
}

const lists = [
  'clients',
  'tasks',
  'interviews',
  'opportunities',
  'contacts',
  'employers',
  'members',
  'activities',
  'changes',
]

/** What the organization's own people have in hand: ids, cursors of their lists, versions. */
export async function gather(api: Api, world: World, cast: Cast, side: Side): Promise<Loot> {
  const admin = cast.actors.find((actor) => actor.side === side && actor.kind === 'admin')
  const cursors: string[] = []
  const tags: string[] = ['*', '"1"', '"2"', '"3"']
  for (const name of lists) {
    const answer = await api.app.inject({
      url: `/v1/${name}?limit=1`,
      headers: { authorization: `Bearer ${admin?.token}` },
    })
    const { page, cursor } = answer.json()
    cursors.push(...[page?.nextCursor, cursor].filter(Boolean))
  }
  for (const id of [world[side].ids.ana.client, world[side].ids.bo.client]) {
    const { headers } = await api.app.inject({
      url: `/v1/clients/${id}`,
      headers: { authorization: `Bearer ${admin?.token}` },
    })
    tags.push(String(headers.etag))
  }
  return { ids: await idsOf(api, world[side].organizationId), cursors, tags }
}

export interface Outcome {
  requests: number
  statuses: Record<number, number>
  faults: string[]
}

interface Shot {
  actor: Actor
  method: string
  url: string
  headers: Record<string, string>
  body: object | undefined
}

/** Both use these, so that an answer that was kept for one could be given to the other. */
const keys = Array.from({ length: 20 }, (_, index) => `shared-key-${index}`)

/** Random requests by the people and keys of one organization, with ids of the other's wherever an id can be. */
export async function fuzz(
  api: Api,
  world: World,
  cast: Cast,
  { by, requests, random }: { by: Side; requests: number; random: () => number },
): Promise<Outcome> {
  const other: Side = by === 'ours' ? 'theirs' : 'ours'
  const [own, foreign] = [await gather(api, world, cast, by), await gather(api, world, cast, other)]
  const ownIds = new Set(own.ids)
  const secret = new Set(foreign.ids.filter((id) => !ownIds.has(id)))
  const marks = everyMark.filter((mark) => mark.startsWith(`zq${other}`) || mark.startsWith(`zqmail${other}`))
  const actors = cast.actors.filter(({ side, kind }) => side === by && kind !== 'nobody')
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T
  const chance = (part: number) => random() < part

  const idFor = ({ noun }: Place): string => {
    const drawn = random()
    if (drawn < 0.5) return world[other].ids[pick(['ana', 'bo'] as const)][noun]
    if (drawn < 0.7) return pick(foreign.ids)
    if (drawn < 0.9) return world[by].ids[pick(['ana', 'bo'] as const)][noun]
    return drawn < 0.95 ? world[other].ids.ana[noun].toUpperCase() : newId()
  }

  const rest = (): Shot => {
    const [route, listed] = pick(Object.entries(operations))
    const operation = pick([listed].flat())
    const [method = '', pattern = ''] = route.split(' ')
    const body = operation.body === undefined ? undefined : structuredClone(operation.body)
    const query = new URLSearchParams()
    const places = placesOf(operation)
    let url = pattern.replace('::', ':')
    const ids: Record<string, string> = {}
    for (const place of places) {
      // One at least is foreign: their own things alone must last until the end.
      const id =
        place === places[0] ? world[other].ids[pick(['ana', 'bo'] as const)][place.noun] : idFor(place)
      ids[place.name] = id
      if (place.in === 'path') url = url.replace(`:${place.name}`, id)
      if (place.in === 'query' && chance(0.5))
        query.set(place.name, place.name === 'ids' ? `${id},${idFor(place)}` : id)
      if (place.in === 'body' && body) put(body, place.name, id)
    }
    for (const [pointer, name] of Object.entries(operation.repeats ?? {}))
      if (body) put(body, pointer, ids[name])
    if (method === 'GET' && chance(0.4)) query.set('cursor', pick(foreign.cursors))
    if (body && chance(0.05)) Object.assign(body, { organizationId: world[other].organizationId })
    if (body && chance(0.05))
      Object.assign(body, { id: pick(foreign.ids), clientId: world[other].ids.ana.client })
    return {
      actor: pick(actors),
      method,
      url: query.size > 0 ? `${url}?${query}` : url,
      headers: {
        'if-match': pick(foreign.tags),
        ...(method === 'GET' && chance(0.3) && { 'if-none-match': pick(foreign.tags) }),
        ...(method === 'POST' && chance(0.3) && { 'idempotency-key': pick(keys) }),
        ...(chance(0.1) && { 'x-organization-id': world[other].organizationId }),
      },
      body,
    }
  }

  const graph = (): Shot => {
    const one = (name: string, noun: Place['noun'], fields: string) =>
      `${name}: ${noun}(id: "${idFor({ in: 'body', name, noun })}") { ${fields} }`
    const client =
      'id name email opportunities { nodes { id title interviews { nodes { id notes tasks { nodes { id title note } } } } } }'
    const parts = [
      one('a', 'client', client),
      one('b', 'task', 'id title note opportunity { title employer { name } }'),
      one('c', 'interview', 'id notes participants { name email } decision { words }'),
      one('d', 'opportunity', 'id title interviews { nodes { id topics } }'),
      `e: tasks(first: 5, clientId: "${idFor({ in: 'query', name: 'clientId', noun: 'client' })}") { nodes { title note } }`,
      `f: clients(first: 5, coachId: "${idFor({ in: 'query', name: 'coachId', noun: 'member' })}") { nodes { name } }`,
      `g: tasks(first: 5, after: "${pick(foreign.cursors)}") { nodes { title } }`,
      `h: clients(first: 5, after: "${pick(foreign.cursors)}") { nodes { name email } }`,
    ]
    const chosen = parts.filter(() => chance(0.4))
    const query = `{ ${(chosen.length > 0 ? chosen : parts.slice(0, 2)).join(' ')} }`
    return { actor: pick(actors), method: 'POST', url: '/graphql', headers: {}, body: { query } }
  }

  const outcome: Outcome = { requests, statuses: {}, faults: [] }
  const shots = Array.from({ length: requests }, () => (chance(0.2) ? graph() : rest()))
  await inParallel(shots, async ({ actor, method, url, headers, body }) => {
    const answer = await api.app.inject({
      method: method as 'GET',
      url,
      headers: { authorization: `Bearer ${actor.token}`, ...headers },
      ...(body && { payload: body }),
    })
    const { statusCode: status } = answer
    outcome.statuses[status] = (outcome.statuses[status] ?? 0) + 1
    const sent = `${url} ${JSON.stringify(body)} ${JSON.stringify(headers)}`.toLowerCase()
    const said = answer.body + JSON.stringify(answer.headers)
    const told = [
      ...marks.filter((mark) => said.includes(mark)),
      ...[...said.matchAll(uuid)].map(([id]) => id).filter((id) => secret.has(id) && !sent.includes(id)),
    ]
    if (told.length > 0 || status >= 500)
      outcome.faults.push(
        `${actor.name}: ${method} ${sent.slice(0, 400)}: ${status} ${told} ${answer.body.slice(0, 200)}`,
      )
  })
  return outcome
}
