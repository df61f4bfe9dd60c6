import { randomBytes } from 'node:crypto'
import { seal, unseal } from '../../platform/sealed.ts'

/** Runs one statement and gives its rows. */
export type Query = (sql: string, parameters: unknown[]) => Promise<{ key: string }[]>

const purpose = 'webhook secret'

/** Seals secrets of endpoints at rest, and opens them. */
export interface Sealing {
  seal(secret: string): string
  /** Throws for what was sealed elsewhere, such as in another installation. */
  open(sealed: string): string
}

/** By the installation's own key, which the first process to ask makes. */
export async function loadSealing(query: Query): Promise<Sealing> {
  const [row] = await query('SELECT webhook_key($1) AS key', [randomBytes(32).toString('base64')])
  const key = Buffer.from(row?.key ?? '', 'base64')
  return {
    seal: (secret) => seal(key, purpose, secret),
    open(sealed) {
      const secret = unseal(key, purpose, sealed)
      if (secret === null)
        throw new Error('The secret of a webhook can not be opened with the key of this installation.')
      return secret
    },
  }
}
