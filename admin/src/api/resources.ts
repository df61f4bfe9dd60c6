import type { RaRecord } from 'ra-core'
import { api, ifMatch, unwrap } from './client.ts'

/*
 * react-admin names resources by a word at run time, the generated types know each path apart. This is the one
 * place where the two meet: the words are a closed list, and what comes back is a record with an id.
 */

export const resources = [
  'clients',
  'employers',
  'contacts',
  'opportunities',
  'interviews',
  'tasks',
  'members',
  'activities',
] as const
export type ResourceName = (typeof resources)[number]

export interface Page {
  data: RaRecord<string>[]
  page: {
    nextCursor: string | null
    prevCursor: string | null
    total: { count: number; exact: boolean } | null
  }
}

export type Query = Record<string, string | number | boolean | null | undefined>

const known = (name: string): ResourceName => {
  const found = resources.find((each) => each === name)
  if (!found) throw new Error(`The API has no resource "${name}".`)
  return found
}

const present = (query: Query) =>
  Object.fromEntries(
    Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== ''),
  )

/** Any method on a path by its name; the callers below say what it answers. */
const send = api.request as unknown as <T>(
  method: 'get' | 'post' | 'patch' | 'delete',
  path: string,
  init: object,
) => Promise<{ data?: T; error?: unknown; response: Response }>

export const list = (name: string, query: Query, signal?: AbortSignal) =>
  unwrap(send<Page>('get', `/v1/${known(name)}`, { params: { query: present(query) }, signal }))

export const one = (name: string, id: string, signal?: AbortSignal) =>
  unwrap(send<RaRecord<string>>('get', `/v1/${known(name)}/{id}`, { params: { path: { id } }, signal }))

export const create = (name: string, body: object) =>
  unwrap(send<RaRecord<string>>('post', `/v1/${known(name)}`, { body }))

/** Changes the version that was seen, or fails with 412 (428 where the version is not known). */
export const change = (name: string, id: string, body: object, version: number | undefined) =>
  unwrap(
    send<RaRecord<string>>('patch', `/v1/${known(name)}/{id}`, {
      params: { path: { id } },
      body,
      headers: version === undefined ? {} : ifMatch(version),
    }),
  )

export const remove = (name: string, id: string, version: number | undefined) =>
  unwrap(
    send<void>('delete', `/v1/${known(name)}/{id}`, {
      params: { path: { id } },
      headers: version === undefined ? {} : ifMatch(version),
    }),
  )

/** Brings back what was removed, as it was; with what went along with it. */
export const restore = (name: string, id: string) =>
  unwrap(send<RaRecord<string>>('post', `/v1/${known(name)}/{id}/restore`, { params: { path: { id } } }))
