import { call } from './call.ts'
import type { Me, Triage } from './types.ts'

/** Everything that Today shows, in one answer. */
export const triage = (signal?: AbortSignal) => call<Triage>('GET', '/v1/reports/triage', { signal })

export const me = () => call<Me>('GET', '/v1/auth/me')
