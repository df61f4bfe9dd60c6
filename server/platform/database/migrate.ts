import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import { migrations } from '../../../migrations/index.ts'
import { withClient } from './address.ts'
import type { Log } from './log.ts'
import { waitForDatabase } from './wait.ts'

/** Any number; one per database and purpose. */
const lockKey = '7306366147310462002'

/**
 * Applies what is missing of the migrations, each in a transaction of its own, and returns their names. Waits for a
 * database that is not up yet. Replicas that start together wait for each other.
 */
export async function runMigrations(url: string, log: Log): Promise<string[]> {
  await waitForDatabase(url, log)
  return withClient(url, async (guard) => {
    // Asked again and again instead of waiting inside the server: a waiting statement holds a snapshot, for which
    // CREATE INDEX CONCURRENTLY in a migration would wait in turn.
    for (let told = false; ; told = true) {
      const { rows } = await guard.query<{ mine: boolean }>('SELECT pg_try_advisory_lock($1) AS mine', [
        lockKey,
      ])
      if (rows[0]?.mine) break
      if (!told) log.info('Another process is migrating the database; waiting for it.')
      await sleep(100)
    }
    if (!(await somethingMissing(guard))) return []
    const { DataSource } = await import('typeorm')
    const source = new DataSource({
      type: 'postgres',
      url,
      applicationName: 'afterword migrate',
      migrations,
      migrationsTableName: 'migration',
      migrationsTransactionMode: 'each',
      poolSize: 2,
      // Creating uuid-ossp is not ours to do.
      installExtensions: false,
    })
    await source.initialize()
    try {
      const done = await source.runMigrations()
      if (done.length > 0) log.info(`Migrated the database: ${done.map(({ name }) => name).join(', ')}`)
      return done.map(({ name }) => name)
    } finally {
      await source.destroy()
    }
  })
}

/** False when every migration of this release is in the database; the usual start then does without TypeORM's own look. */
async function somethingMissing(client: pg.Client): Promise<boolean> {
  const { rows: tables } = await client.query("SELECT to_regclass('migration') IS NOT NULL AS there")
  if (!tables[0]?.there) return true
  const { rows } = await client.query<{ name: string }>('SELECT name FROM migration')
  const done = new Set(rows.map(({ name }) => name))
  return migrations.some((migration) => !done.has(new migration().name))
}
