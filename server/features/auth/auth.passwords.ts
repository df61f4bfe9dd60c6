import { hash, verify } from '@node-rs/argon2'
import { createQueue } from '../../platform/queue.ts'

/** argon2id (2) with OWASP's first recommendation: 19 MiB, two passes, one lane; about 12 ms. */
const parameters = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

/**
 * Hashing takes all of a core: so many at once, so many waiting, and whoever comes after is told to try again. It holds
 * for the process, as its cores do.
 */
export const hashing = createQueue({ atOnce: 2, waiting: 100 })

/** The PHC string of a password. Throws `overloaded` when too many wait. */
export const hashPassword = (password: string): Promise<string> =>
  hashing.run(() => hash(password, parameters))

/** Made when the process begins, so that the first who asks for an unknown address does not wait longer. */
const decoy = hash('no account has this password', parameters)

/** Checks a password. Without a stored hash it works as long on a decoy, so that unknown addresses take the same time. */
export async function verifyPassword(stored: string | null, password: string): Promise<boolean> {
  const against = stored ?? (await decoy)
  const matches = await hashing.run(() => verify(against, password))
  return stored !== null && matches
}
