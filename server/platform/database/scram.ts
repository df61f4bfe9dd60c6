import { createHash, createHmac, pbkdf2Sync } from 'node:crypto'

const iterations = 4096
const mac = (key: Buffer, text: string) => createHmac('sha256', key).update(text).digest()

/**
 * What PostgreSQL stores for a password (RFC 5802, RFC 7677). Sent instead of the password itself, which would stand
 * in the server's log where statements are logged. `password` must be ASCII.
 */
export function scramVerifier(password: string, salt: Buffer): string {
  const salted = pbkdf2Sync(password, salt, iterations, 32, 'sha256')
  const stored = createHash('sha256').update(mac(salted, 'Client Key')).digest('base64')
  const server = mac(salted, 'Server Key').toString('base64')
  return `SCRAM-SHA-256$${iterations}:${salt.toString('base64')}$${stored}:${server}`
}
