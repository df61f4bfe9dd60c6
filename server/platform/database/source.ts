import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { DataSource, type EntitySchema } from 'typeorm'
import type { Config } from '../../config.ts'

import { isDatabaseAway } from '../errors.ts'
import { Connection } from './connection.ts'
import { SnakeCase } from './naming.ts'

// A `date` is a calendar day and stays text: as a Date it would be midnight of this process's zone.
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text)

/** Connects a pool of one serving role. It never runs migrations and never synchronizes. */
export async function connectSource(
  url: string,
  config: Config,
  name: string,
  entities: EntitySchema[],
): Promise<DataSource> {
  const source = new DataSource({
    type: 'postgres',
    url,
    entities,
    namingStrategy: new SnakeCase(),
    synchronize: false,
    migrationsRun: false,
    logging: false,
    applicationName: `afterword ${name}`,
    poolSize: config.poolSize,
    poolErrorHandler: () => {}, // an idle connection that breaks is replaced; requests report what they meet
    extra: {
      ...{ connectionTimeoutMillis: 900, idleTimeoutMillis: 30_000, keepAlive: true },
      // Longer than the database's own limit for a statement: who waits that long has been cut off.
      ...{ Client: Connection, query_timeout: 17_000 },
    },
  })
  return initialized(source)
}

const tries = 10

/** The pool gives up on a connection within a second, for the sake of requests; at the start there is time to try again. */
async function initialized(source: DataSource): Promise<DataSource> {
  for (let left = tries; ; left--) {
    try {
      return await source.initialize()
    } catch (error) {
      if (left <= 1 || !isDatabaseAway(error)) throw error
      await sleep(300)
    }
  }
}
