import { api, unwrap } from './client.ts'

/** Everything that Today shows, in one answer. */
export const triage = (signal?: AbortSignal) =>
  unwrap(api.GET('/v1/reports/triage', signal ? { signal } : {}))

export const me = () => unwrap(api.GET('/v1/auth/me'))
