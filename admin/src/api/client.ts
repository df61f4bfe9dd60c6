import createClient from 'openapi-fetch'
import { ApiError, type Problem } from './problem.ts'
import type { paths } from './schema.generated.ts'
import { sessionFetch } from './session.ts'

/** The API as the signed-in person, typed by openapi.yaml. */
export const api = createClient<paths>({
  baseUrl: window.location.origin,
  credentials: 'same-origin',
  fetch: sessionFetch,
})

interface Answer<T> {
  data?: T
  error?: unknown
  response: Response
}

/** The data of a successful answer; throws {@link ApiError} for every other. */
export async function unwrap<T>(pending: Promise<Answer<T>>): Promise<T> {
  const { data, error, response } = await pending
  if (response.ok) return data as T
  // An answer of a proxy may be no problem document; its status says enough.
  const problem = error && typeof error === 'object' ? (error as Problem) : {}
  throw new ApiError(response.status, { ...problem, retryAfter: response.headers.get('retry-after') })
}

/** The header that makes another's newer version win, with 412. */
export const ifMatch = (version: number) => ({ 'If-Match': `"v${version}"` })
