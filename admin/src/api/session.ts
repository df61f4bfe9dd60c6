import { ApiError, problemOf } from './problem.ts'

interface Tokens {
  accessToken: string
  expiresIn: number
}

/** Says that this browser has a login to restore; holds no secret. */
const MARK = 'afterword.signed-in'
const EARLY = 30_000

let token: { value: string; expiresAt: number } | null = null
let refreshing: Promise<string> | null = null
let language = 'en'

/** The language in which the server shall write its sentences. */
export function setLanguage(locale: string): void {
  language = locale
}

const panelHeaders = () => ({ 'x-afterword-client': 'panel', 'accept-language': language })

async function authCall(path: string, body?: unknown): Promise<Tokens> {
  const init: RequestInit = {
    method: 'POST',
    credentials: 'same-origin',
    headers: { ...panelHeaders(), ...(body ? { 'content-type': 'application/json' } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
  }
  const response = await fetch(path, init).catch((cause: unknown) => {
    throw new ApiError(0, {}, { cause })
  })
  if (!response.ok) throw await problemOf(response)
  return response.status === 204 ? { accessToken: '', expiresIn: 0 } : ((await response.json()) as Tokens)
}

function keep(tokens: Tokens): string {
  token = { value: tokens.accessToken, expiresAt: Date.now() + tokens.expiresIn * 1000 }
  localStorage.setItem(MARK, '1')
  return tokens.accessToken
}

/** Logs in by something else than a password: the link of a mail, an invitation. */
export async function enterBy(path: string, body: unknown): Promise<void> {
  keep(await authCall(path, body))
}

/** A call that needs no login. Throws {@link ApiError}. */
export async function callOutside<T>(path: string, body: unknown): Promise<T | null> {
  const response = await fetch(path, {
    method: 'POST',
    credentials: 'same-origin',
    headers: { ...panelHeaders(), 'content-type': 'application/json' },
    body: JSON.stringify(body),
  }).catch((cause: unknown) => {
    throw new ApiError(0, {}, { cause })
  })
  if (!response.ok) throw await problemOf(response)
  const text = await response.text()
  return text ? (JSON.parse(text) as T) : null
}

/** Takes up the login that a cookie of this browser holds. */
export async function resume(): Promise<void> {
  localStorage.setItem(MARK, '1')
  await refresh()
}

/** Logs in; the refresh token stays in its HttpOnly cookie, the access token in this module. */
export async function login(email: string, password: string, organizationId?: string): Promise<void> {
  keep(await authCall('/v1/auth/login', { email, password, ...(organizationId && { organizationId }) }))
}

/** Ends the login here and on the server; a server that cannot be reached does not keep anybody signed in. */
export async function logout(): Promise<void> {
  const was = isSignedIn()
  forget()
  if (!was) return
  const choices = Object.entries(localStorage) as [string, string][]
  await authCall('/v1/auth/logout').catch(() => undefined)
  // The server has had all storage cleared (Clear-Site-Data); colours and language are the reader's, not the login's.
  for (const [key, value] of choices) localStorage.setItem(key, value)
}

function forget(): void {
  token = null
  localStorage.removeItem(MARK)
}

export const isSignedIn = () => token !== null || localStorage.getItem(MARK) !== null

/** One refresh for everybody who waits. A refusal ends the login; no answer does not. */
function refresh(): Promise<string> {
  refreshing ??= authCall('/v1/auth/refresh')
    .then(keep)
    .catch((error: unknown) => {
      if (error instanceof ApiError && [400, 401, 403].includes(error.status)) forget()
      throw error
    })
    .finally(() => {
      refreshing = null
    })
  return refreshing
}

/** An access token good for at least some seconds; throws {@link ApiError} 401 when there is no login. */
export async function accessToken(): Promise<string> {
  if (token && token.expiresAt - EARLY > Date.now()) return token.value
  if (!isSignedIn()) throw new ApiError(401, {})
  return refresh()
}

/** `fetch` as the signed-in person: adds the headers, refreshes once when the token was refused. */
export async function sessionFetch(request: Request): Promise<Response> {
  const again = request.clone()
  const response = await send(request, await accessToken())
  if (response.status !== 401) return response
  token = null
  return send(again, await accessToken())
}

async function send(request: Request, bearer: string): Promise<Response> {
  for (const [name, value] of Object.entries(panelHeaders())) request.headers.set(name, value)
  request.headers.set('authorization', `Bearer ${bearer}`)
  try {
    return await fetch(request)
  } catch (cause) {
    if (request.signal.aborted) throw cause
    throw new ApiError(0, {}, { cause })
  }
}
