import { api, unwrap } from './client.ts'
import type { components } from './schema.generated.ts'

type Schemas = components['schemas']

export type Session = Schemas['Session']
export type SecondFactor = Schemas['SecondFactor']
export type NewSecondFactor = Schemas['NewSecondFactor']

/** The password, and a code of the app or a recovery code. */
export interface Proof {
  password: string
  code?: string
  recoveryCode?: string
}

export const changePassword = (body: { currentPassword: string; password: string }): Promise<unknown> =>
  unwrap(api.POST('/v1/auth/password', { body }))

export const listSessions = async (): Promise<Session[]> =>
  (await unwrap(api.GET('/v1/sessions', { params: { query: { limit: 200, sort: '-lastUsedAt' } } }))).data
export const endSession = (id: string): Promise<unknown> =>
  unwrap(api.DELETE('/v1/sessions/{id}', { params: { path: { id } } }))
/** All others; this one goes on. */
export const endOtherSessions = (): Promise<unknown> =>
  unwrap(api.POST('/v1/auth/logout-everywhere', { body: { keepThis: true } }))

export const readSecondFactor = (): Promise<SecondFactor> => unwrap(api.GET('/v1/auth/second-factor'))
export const beginSecondFactor = (password: string): Promise<NewSecondFactor> =>
  unwrap(api.POST('/v1/auth/second-factor', { body: { password } }))
export const confirmSecondFactor = async (code: string): Promise<string[]> =>
  (await unwrap(api.POST('/v1/auth/second-factor/confirm', { body: { code } }))).recoveryCodes
export const removeSecondFactor = (body: Proof): Promise<unknown> =>
  unwrap(api.POST('/v1/auth/second-factor/remove', { body }))
export const renewRecoveryCodes = async (body: Proof): Promise<string[]> =>
  (await unwrap(api.POST('/v1/auth/second-factor/recovery-codes', { body }))).recoveryCodes

export const resetSecondFactor = (memberId: string): Promise<unknown> =>
  unwrap(api.DELETE('/v1/members/{id}/second-factor', { params: { path: { id: memberId } } }))

/** What somebody typed: six digits are the app's code, anything else a recovery code. */
export function shownBy(typed: string): { code: string } | { recoveryCode: string } {
  const code = typed.replace(/\s/g, '')
  return /^\d{6}$/.test(code) ? { code } : { recoveryCode: typed.trim() }
}
