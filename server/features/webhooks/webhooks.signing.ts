import { createHmac, randomBytes } from 'node:crypto'

/*
 * Standard Webhooks (github.com/standard-webhooks/standard-webhooks): HMAC-SHA256 over id, timestamp and body, under a
 * secret that is written whsec_ and Base64.
 */

const prefix = 'whsec_'

/** A secret that nobody has had before: 256 random bits. */
export const newWebhookSecret = (): string => prefix + randomBytes(32).toString('base64')

/** What every request bears beside its signature. */
export const contentHeaders = {
  'content-type': 'application/json; charset=utf-8',
  'user-agent': 'Afterword-Webhooks',
} as const

/** The header fields of one try, signed with each secret that holds now. `seconds`: since 1970. */
export function signedHeaders(
  id: string,
  body: string,
  seconds: number,
  secrets: readonly string[],
): Record<string, string> {
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.slice(prefix.length), 'base64')
    return `v1,${createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64')}`
  })
  return {
    ...contentHeaders,
    'webhook-id': id,
    'webhook-timestamp': String(seconds),
    'webhook-signature': signatures.join(' '),
  }
}
