import { randomBytes } from 'node:crypto'
import { crc32 } from 'node:zlib'

/*
 * The text of an API key: aw_<environment>_<43 characters of 256 random bits><6 of their checksum>, in base 62 so that a
 * double click selects all of it. The prefix lets scanners for lost secrets find it, and the checksum lets anybody tell
 * offline that it is one, typed without a mistake.
 */

const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

function base62(value: bigint, length: number): string {
  let text = ''
  for (let rest = value; text.length < length; rest /= 62n) text = digits.charAt(Number(rest % 62n)) + text
  return text
}

const checksumOf = (text: string): string => base62(BigInt(crc32(text)), 6)

/** Keys of a server whose clock tests may move say so. */
export type KeyEnvironment = 'live' | 'test'

/** A key that nobody has had before. */
export function newKeyText(environment: KeyEnvironment): string {
  const text = `aw_${environment}_${base62(BigInt(`0x${randomBytes(32).toString('hex')}`), 43)}`
  return text + checksumOf(text)
}

/** Does a bearer token mean to be an API key, and no token of a login? */
export const looksLikeKey = (token: string): boolean => token.startsWith('aw_')

const form = /^(aw_[a-z]{1,10}_[0-9A-Za-z]{43})([0-9A-Za-z]{6})$/

/** Is it a key without a typing mistake? Says nothing about whether there is such a key. */
export function isKeyText(token: string): boolean {
  const [, text = '', checksum] = form.exec(token) ?? []
  return checksum !== undefined && checksumOf(text) === checksum
}

/** Does an address carry a key, where servers on the way would write it down? */
export const holdsKey = (address: string): boolean => /\baw_[a-z]{1,10}_[0-9A-Za-z]{30}/.test(address)

/** What may be shown of a key later, so that people can tell theirs apart. */
export const hintOf = (text: string): string =>
  `${text.slice(0, text.lastIndexOf('_') + 1)}…${text.slice(-4)}`
