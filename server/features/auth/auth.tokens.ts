import { createHash, createHmac, timingSafeEqual } from 'node:crypto'

/*
 * Refresh token n of a session is an HMAC over (session, n): it can be given again without being stored.
 * Its text is "<session id>.<n>.<HMAC>".
 */

const form = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.([1-9]\d{0,8})\.([\w-]{43})$/

const mac = (secret: Buffer, sessionId: string, generation: number): Buffer =>
  createHmac('sha256', secret).update(`refresh ${sessionId} ${generation}`).digest()

export const refreshToken = (secret: Buffer, sessionId: string, generation: number): string =>
  `${sessionId}.${generation}.${mac(secret, sessionId, generation).toString('base64url')}`

/** The session and generation of a token that we made; null for anything else. */
export function readRefreshToken(
  secret: Buffer,
  token: string,
): { sessionId: string; generation: number } | null {
  const [, sessionId = '', number = '', given = ''] = form.exec(token) ?? []
  if (!sessionId) return null
  const generation = Number(number)
  const genuine = timingSafeEqual(Buffer.from(given, 'base64url'), mac(secret, sessionId, generation))
  return genuine ? { sessionId, generation } : null
}

/** Under which a session is found before its organization is known. */
export const sessionHash = (sessionId: string): Buffer =>
  createHash('sha256').update(`session ${sessionId}`).digest()

/** How long an earlier token still gets the active one, besides the active one's parent. */
const graceMilliseconds = 10_000

export type Rotation = 'rotate' | 'repeat' | 'end'

/**
 * What a genuine token of generation `given` gets: the active one is rotated; its parent, or any within ten seconds of
 * the last rotation, gets the active one again (a lost answer, twenty tabs waking at once); an older one was stolen or
 * restored from a copy and ends the login.
 */
export function rotationFor(given: number, active: number, rotatedAt: Date, now: Date): Rotation {
  if (given === active) return 'rotate'
  if (given > active) return 'end'
  const recent = now.getTime() - rotatedAt.getTime() < graceMilliseconds
  return given === active - 1 || recent ? 'repeat' : 'end'
}
