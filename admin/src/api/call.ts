import { problemOf } from './problem.ts'
import { sessionFetch } from './session.ts'

export type Query = Record<string, string | number | boolean | readonly string[] | null | undefined>

interface Options {
  query?: Query
  body?: unknown
  version?: number | undefined
  signal?: AbortSignal | undefined
}

/** The ETag of a record's version. */
export const etagOf = (version: number): string => `"v${version}"`

function search(query: Query = {}): string {
  const pairs = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== '')
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs.map(([name, value]) => [name, String(value)]))}`
}

/** One request as the signed-in person. Throws `ApiError` for every answer that is not a success. */
export async function call<T>(method: string, path: string, options: Options = {}): Promise<T> {
  const { query, body, version, signal } = options
  const headers = new Headers({ accept: 'application/json' })
  if (body !== undefined) headers.set('content-type', 'application/json')
  if (version !== undefined) headers.set('if-match', etagOf(version))
  const request = new Request(path + search(query), {
    method,
    headers,
    credentials: 'same-origin',
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal ? { signal } : {}),
  })
  const response = await sessionFetch(request)
  if (!response.ok) throw await problemOf(response)
  return response.status === 204 ? (undefined as T) : ((await response.json()) as T)
}
