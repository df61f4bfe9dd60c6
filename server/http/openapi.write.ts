import { generateKeyPairSync } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import pino from 'pino'
import { buildApp } from '../app.ts'
import { loadConfig } from '../config.ts'
import type { Context } from '../context.ts'

const path = fileURLToPath(new URL('../../openapi.yaml', import.meta.url))

/** The contract as the real app tells it. No database is needed: nothing is called. */
export async function describeApi(): Promise<string> {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519', {
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  })
  const context = {
    config: loadConfig({}),
    keys: { privateKey, publicKey, kid: 'openapi', refreshSecret: Buffer.alloc(32) },
    log: pino({ level: 'silent' }),
  } as unknown as Context
  const app = await buildApp(context)
  await app.ready()
  const yaml = app.swagger({ yaml: true })
  await app.close()
  return `# Generated from the routes' schemas by "npm run openapi". Never edited by hand; a test fails when it is stale.\n${yaml}`
}

/** What is in the repository. */
export const storedDescription = (): string => readFileSync(path, 'utf8')

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(path, await describeApi())
