import type { AuthProvider } from 'ra-core'
import { ApiError } from '../api/problem.ts'
import { me } from '../api/reports.ts'
import { accessToken, isSignedIn, logout } from '../api/session.ts'
import type { Me } from '../api/types.ts'
import { dropDrafts } from '../interviews/draft.ts'
import { forgetPages } from './dataProvider.ts'

let known: Promise<Me> | null = null

/** Who is signed in, asked once for a login. */
export function whoAmI(): Promise<Me> {
  known ??= me().catch((error: unknown) => {
    known = null
    throw error
  })
  return known
}

/** Has it asked again: something about the login itself has changed. */
export function forgetMe(): void {
  known = null
}

export const authProvider: AuthProvider = {
  /** By whatever way `enter` goes. */
  async login({ enter }: { enter: () => Promise<void> }) {
    known = null
    await enter()
  },
  async logout() {
    known = null
    forgetPages()
    dropDrafts()
    if (isSignedIn()) await logout()
  },
  /** A reload has no access token: one refresh restores the session. Without a network nobody is thrown out. */
  async checkAuth() {
    if (!isSignedIn()) throw { message: false }
    try {
      await accessToken()
    } catch (error) {
      if (error instanceof ApiError && (error.status === 0 || error.status >= 500)) return
      throw error
    }
  },
  async checkError(error: unknown) {
    if (error instanceof ApiError && error.status === 401) throw error
  },
  async getIdentity() {
    const { id, name, ...rest } = await whoAmI()
    return { id, fullName: name, ...rest }
  },
  /**
   * The role; null for somebody who is not signed in. Never fails for want of a login: to send people to the
   * login page is checkAuth's alone, or the two would send them there again and again.
   */
  async getPermissions() {
    if (!isSignedIn()) return null
    try {
      return (await whoAmI()).role
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) return null
      throw error
    }
  },
}
