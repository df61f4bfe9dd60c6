import { hash, verify } from '@node-rs/argon2'

/** argon2id (2) with OWASP's first recommendation: 19 MiB, two passes, one lane; about 12 ms. */
const parameters = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

/** The PHC string of a password. */
export const hashPassword = (password: string): Promise<string> => hash(password, parameters)

let decoy: Promise<string> | undefined

/** Checks a password. Without a stored hash it works as long on a decoy, so that unknown addresses take the same time. */
export async function verifyPassword(stored: string | null, password: string): Promise<boolean> {
  decoy ??= hashPassword('no account has this password')
  const matches = await verify(stored ?? (await decoy), password)
  return stored !== null && matches
}
