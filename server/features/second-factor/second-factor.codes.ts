import { randomBytes } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'
import { seal, unseal } from '../../platform/sealed.ts'
import { hashSecret } from '../../platform/secrets.ts'

/*
 * One-time codes by time (RFC 6238) as every authenticator app takes them: six digits, 30 seconds, SHA-1. Recovery codes
 * are 120 random bits, so that one round of SHA-256 is enough.
 */

const period = 30

/** A new secret of 160 bits, in base 32. */
export const newTotpSecret = (): string => new Secret({ size: 20 }).base32

const totp = (secret: string, account = '', practice = '') =>
  new TOTP({
    secret: Secret.fromBase32(secret),
    issuer: `Afterword ${practice}`.trim(),
    label: account,
    period,
  })

/** What a QR code for an authenticator app says. */
export const otpauthUri = (secret: string, account: string, practice: string): string =>
  totp(secret, account, practice).toString()

/** The step whose code this is, of the present one and its neighbours; null for a wrong code. */
export function stepOf(secret: string, code: string, now = Date.now()): number | null {
  const delta = totp(secret).validate({ token: code, timestamp: now, window: 1 })
  return delta === null ? null : Math.floor(now / 1000 / period) + delta
}

const letters = 'abcdefghijklmnopqrstuvwxyz234567'

/** Ten codes of 24 letters, in groups of four. */
export const newRecoveryCodes = (): string[] =>
  Array.from({ length: 10 }, () =>
    [...randomBytes(24)]
      .map((byte, at) => `${at > 0 && at % 4 === 0 ? '-' : ''}${letters[byte % 32]}`)
      .join(''),
  )

/** However it was typed: capitals, spaces and hyphens do not count. */
export const recoveryHash = (code: string): Buffer =>
  hashSecret('recovery code', code.toLowerCase().replace(/[\s-]/g, ''))

const purpose = 'secret of a second factor'

/** As the secret is stored: opened by the server's secret alone. */
export const sealSecret = (serverSecret: Buffer, secret: string): string =>
  seal(serverSecret, purpose, secret)

/** The secret that was stored so. */
export function secretOf(serverSecret: Buffer, sealed: string): string {
  const secret = unseal(serverSecret, purpose, sealed)
  if (!secret) throw new Error('A second factor was sealed with another secret of the server.')
  return secret
}
