import type { FastifyBaseLogger } from 'fastify'
import type { Pool } from 'pg'
import type { DataSource } from 'typeorm'
import { type Config, isLoopback } from './config.ts'
import { entities } from './entities.ts'
import { type BreachedPasswords, openBreachedPasswords } from './features/auth/auth.breached.ts'
import { type Keys, loadKeys } from './features/auth/auth.keys.ts'
import { hashing } from './features/auth/auth.passwords.ts'
import type { Watching } from './http/observed.ts'
import { connectSource } from './platform/database/source.ts'
import { createNewsSender } from './platform/news.ts'
import type { ScopeSource } from './platform/scope.ts'
import { createWakeSender } from './platform/waker.ts'

/** What the API needs of the process. Made before the app, closed after it. */
export interface Context extends ScopeSource {
  readonly config: Config
  readonly api: DataSource
  /** The address for a connection that listens, which needs a session of its own. */
  readonly listenUrl: string
  readonly keys: Keys
  readonly breached: BreachedPasswords
  /** Whether @demo.test may log in: on this machine only, or where the operator says so. */
  readonly demoLogins: boolean
  readonly log: FastifyBaseLogger
  readonly watching: Watching
  close(): Promise<void>
}

/** Connects to the database as the API's role and loads the keys. */
export async function createContext(
  config: Config,
  apiUrl: string,
  log: FastifyBaseLogger,
  watching: Watching = { metrics: null, tracing: null },
): Promise<Context> {
  const breached = await openBreachedPasswords(config.breachedPasswords)
  const api = await connectSource(apiUrl, config, 'api', entities)
  const keys = await loadKeys(api)
  watchApi(watching, api)
  const stopReloading = regularly(
    () => keys.signing.reload(),
    (error) => log.warn({ err: error }, 'The signing keys could not be read again'),
  )
  return {
    config,
    api,
    keys,
    breached,
    testClock: config.testClock,
    demoLogins: config.demo || (config.seedDemo && isLocal(config)),
    wake: createWakeSender((sql, parameters) => api.query(sql, parameters), log),
    told: createNewsSender((sql, parameters) => api.query(sql, parameters), log),
    listenUrl: config.listenDatabaseUrl ?? apiUrl,
    log,
    watching,
    close: async () => {
      await stopReloading()
      await api.destroy()
      await breached.close()
    },
  }
}

function watchApi({ metrics, tracing }: Watching, api: DataSource): void {
  // The driver of TypeORM does not say what its pool is.
  const pool = (api.driver as unknown as { master: Pool }).master
  metrics?.watchPool('api', pool)
  tracing?.watchPool(pool)
  metrics?.watch('password_hashes_waiting', 'Logins that wait for a core to hash on.', () => hashing.waiting)
}

/** Does something every quarter of a minute, beside the requests; gives back how to stop, which waits for what is being done. */
function regularly(work: () => Promise<void>, failed: (error: unknown) => void): () => Promise<void> {
  let last = Promise.resolve()
  const timer = setInterval(() => {
    last = work().catch(failed)
  }, 15_000)
  timer.unref()
  return () => {
    clearInterval(timer)
    return last
  }
}

/** Reached from this machine alone: neither bound elsewhere nor, by its public address, behind a proxy. */
const isLocal = ({ host, publicUrl }: Config): boolean =>
  isLoopback(host) && isLoopback(new URL(publicUrl).hostname.replace(/^\[|\]$/g, ''))
