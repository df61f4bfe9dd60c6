import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { inject } from 'vitest'
import { withClient, withDatabase } from '../../server/platform/database/address.ts'

export interface TestDatabase {
  name: string
  urls: { migrate: string; api: string; worker: string }
  drop(): Promise<void>
}

/** A migrated database of the test's own. Tests that share one have an organization of their own instead. */
export async function createTestDatabase(): Promise<TestDatabase> {
  return fresh(inject('cluster').template)
}

/** A database without anything in it, for tests of migrating; `api` and `worker` can not use it yet. */
export async function createEmptyDatabase(): Promise<TestDatabase> {
  return fresh('template0')
}

async function fresh(template: string): Promise<TestDatabase> {
  const { admin, prefix, api, worker } = inject('cluster')
  const name = `${prefix}_${randomBytes(5).toString('hex')}`
  const on = (url: string) => withDatabase(url, name)
  await withClient(admin, (client) =>
    client.query(`CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY file_copy`),
  )
  return {
    name,
    urls: { migrate: on(admin), api: on(api), worker: on(worker) },
    drop: async () => {
      await withClient(admin, async (client) => {
        // A connection that is just closing would be told that it was ended, which its pool throws where nobody catches.
        const open = `SELECT FROM pg_stat_activity WHERE datname = $1 AND backend_type = 'client backend'`
        for (let looks = 0; looks < 20 && (await client.query(open, [name])).rowCount; looks++)
          await sleep(25)
        await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
      })
    },
  }
}
