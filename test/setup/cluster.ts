import { randomBytes } from 'node:crypto'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { withClient, withDatabase } from '../../server/platform/database/address.ts'
import { startEmbedded } from '../../server/platform/database/embedded.ts'
import type { Log } from '../../server/platform/database/log.ts'
import { runMigrations } from '../../server/platform/database/migrate.ts'
import { resolveDatabaseUrls } from '../../server/platform/database/roles.ts'

/** What the test processes need to make databases of their own. */
export interface TestCluster {
  /** Address of an administrative database, as a user who may make databases and roles. */
  admin: string
  /** Database to copy: migrated, empty. */
  template: string
  /** First part of the names of everything that this run makes on the server. */
  prefix: string
  api: string
  worker: string
}

export interface RunningCluster {
  cluster: TestCluster
  stop(): Promise<void>
}

const quiet: Log = {
  info: () => undefined,
  warn: (message) => console.warn(message),
  error: (message) => console.error(message),
}

/** One server for the run: that of DATABASE_URL, else an embedded one in a temporary folder. It is left as it was. */
export async function startCluster(): Promise<RunningCluster> {
  const server = process.env.DATABASE_URL
    ? { url: process.env.DATABASE_URL, stop: async () => undefined }
    : await startTemporary()
  const prefix = `afterword_test_${randomBytes(4).toString('hex')}`
  const template = `${prefix}_template`
  try {
    const admin = withDatabase(server.url, 'postgres')
    await withClient(admin, (client) => client.query(`CREATE DATABASE ${template}`))
    const migrate = withDatabase(server.url, template)
    await runMigrations(migrate, quiet)
    const { api, worker } = await resolveDatabaseUrls({ databaseUrl: migrate }, { prefix })
    if (!api || !worker) throw new Error('The test cluster has no login roles.')
    return {
      cluster: { admin, template, prefix, api, worker },
      stop: async () => {
        if (process.env.DATABASE_URL) await removeAll(admin, prefix)
        await server.stop()
      },
    }
  } catch (error) {
    await server.stop()
    throw error
  }
}

async function startTemporary(): Promise<{ url: string; stop(): Promise<void> }> {
  const dataDir = await mkdtemp(join(tmpdir(), 'afterword-test-'))
  await chmod(dataDir, 0o755)
  const embedded = await startEmbedded({ dataDir, log: quiet, durable: false })
  return {
    url: embedded.url,
    stop: async () => {
      await embedded.stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

async function removeAll(admin: string, prefix: string): Promise<void> {
  await withClient(admin, async (client) => {
    const like = `${prefix}\\_%`
    const databases = await client.query('SELECT datname AS name FROM pg_database WHERE datname LIKE $1', [
      like,
    ])
    for (const { name } of databases.rows) await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
    const roles = await client.query('SELECT rolname AS name FROM pg_roles WHERE rolname LIKE $1', [like])
    for (const { name } of roles.rows) await client.query(`DROP ROLE IF EXISTS ${name}`)
  })
}
