import type { Config } from '../../config.ts'
import { withClient } from './address.ts'
import { type Embedded, startEmbedded } from './embedded.ts'
import type { Log } from './log.ts'
import type { Duty } from './login-roles.ts'
import { runMigrations } from './migrate.ts'
import { type DatabaseUrls, resolveDatabaseUrls } from './roles.ts'
import { assertServingRole } from './serving-role.ts'
import { waitForDatabase } from './wait.ts'

export interface OpenDatabase {
  readonly urls: DatabaseUrls
  /** Whether it is the one that came with the package. */
  readonly embedded: boolean
  /** Ends the embedded server; a given one is left alone. */
  stop(): Promise<void>
}

/**
 * The database that the settings name, or the embedded one: running, migrated (unless MIGRATE=off), with an address for
 * each of `duties` under which row-level security holds. Throws StartError with what the operator can do.
 */
export async function openDatabase(config: Config, duties: readonly Duty[], log: Log): Promise<OpenDatabase> {
  let embedded: Embedded | null = null
  if (!config.databaseUrl) {
    embedded = await startEmbedded({ dataDir: config.dataDir, log })
    log.info(`${embedded.firstStart ? 'Set up' : 'Started'} the embedded PostgreSQL in ${config.dataDir}.`)
  }
  const stop = async () => embedded?.stop()
  try {
    const databaseUrl = config.databaseUrl ?? (embedded as Embedded).url
    const given = { databaseUrl, migrateUrl: config.migrateDatabaseUrl, workerUrl: config.workerDatabaseUrl }
    if (config.migrate) await runMigrations(given.migrateUrl ?? databaseUrl, log)
    else await waitForDatabase(databaseUrl, log)
    const urls = await resolveDatabaseUrls(given, { duties })
    await Promise.all(duties.map((duty) => assertServingRole(urls[duty] ?? '', duty)))
    return { urls, embedded: embedded !== null, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** What of the demo is in the database; asked as the owner. */
export async function demoState(ownerUrl: string): Promise<{ empty: boolean; demo: boolean }> {
  return withClient(ownerUrl, async (client) => {
    const { rows } = await client.query<{ empty: boolean; demo: boolean }>(
      `SELECT NOT EXISTS (SELECT FROM organization) AS empty,
        EXISTS (SELECT FROM account WHERE email = 'admin@demo.test') AS demo`,
    )
    return rows[0] ?? { empty: false, demo: false }
  })
}
