import { createHash, randomBytes } from 'node:crypto'

/** A secret that can not be guessed: 256 random bits in the characters of an address (base64url, 43 of them). */
export const newSecret = (): string => randomBytes(32).toString('base64url')

/** What is stored of a secret. It is random, so that one round of SHA-256 is enough; the kind keeps the uses apart. */
export const hashSecret = (kind: string, secret: string): Buffer =>
  createHash('sha256').update(`${kind} ${secret}`).digest()
