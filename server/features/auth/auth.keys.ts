import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes } from 'node:crypto'
import type { DataSource } from 'typeorm'

/** The secrets of this installation, the same for all replicas: kept in the database, reached by one function. */
export interface Keys {
  /** Signs access tokens: Ed25519, PEM. */
  readonly privateKey: string
  readonly publicKey: string
  /** The public key's thumbprint; stands in each token's header. */
  readonly kid: string
  /** Makes refresh tokens. */
  readonly refreshSecret: Buffer
}

/** Loads the keys; the first process to ask makes them. */
export async function loadKeys(source: DataSource): Promise<Keys> {
  const pair = generateKeyPairSync('ed25519', {
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  })
  const privateKey = await keep(source, 'token-signing-key', pair.privateKey)
  const refreshSecret = await keep(source, 'refresh-secret', randomBytes(32).toString('base64'))
  const publicKey = createPublicKey(createPrivateKey(privateKey))
  return {
    privateKey,
    publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    kid: createHash('sha256')
      .update(publicKey.export({ type: 'spki', format: 'der' }))
      .digest('base64url')
      .slice(0, 16),
    refreshSecret: Buffer.from(refreshSecret, 'base64'),
  }
}

async function keep(source: DataSource, name: string, candidate: string): Promise<string> {
  const [row] = await source.query('SELECT keep_secret($1, $2) AS value', [name, candidate])
  return row.value
}
