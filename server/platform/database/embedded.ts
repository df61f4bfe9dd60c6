import { mkdir, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import pg from 'pg'
import { copyBinaries, findBinaries } from './embedded/binaries.ts'
import { makeHome, openCluster } from './embedded/cluster.ts'
import { lockFolder } from './embedded/lock.ts'
import { runServer } from './embedded/server.ts'
import { blockedFolder, type ServerUser, serverUser } from './embedded/server-user.ts'
import type { Log } from './log.ts'
import { StartError } from './start-error.ts'

export interface EmbeddedOptions {
  /** Folder for everything; made when missing. */
  dataDir: string
  log: Log
  /** False gives up surviving a power cut, for tests. */
  durable?: boolean
  /** More settings of PostgreSQL, by name. */
  settings?: Record<string, string>
}

export interface Embedded {
  /** Address as its superuser, of the database `afterword`. */
  readonly url: string
  /** True when the data was made by this start. */
  readonly firstStart: boolean
  stop(): Promise<void>
}

const notDurable = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', wal_level: 'minimal' }

/**
 * Starts the PostgreSQL that comes with the package, on a free port of 127.0.0.1. It ends with this process, however
 * that ends, and is started again when it ends by itself. Throws {@link StartError} when the folder is in use, can not
 * be written, or can not be reached by the user that runs the server.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const { log, durable = true } = options
  const dataDir = resolve(options.dataDir)
  const user = await serverUser()
  await makeFolder(dataDir)
  await refuseBlocked(dataDir, user)
  const unlock = await lockFolder(dataDir)
  try {
    const home = join(dataDir, 'postgres')
    await makeHome(home, user)
    const found = await findBinaries()
    // Inside the clone, which may lie in a home of mode 700.
    const blocked = await blockedFolder(join(found.root, 'bin'), user)
    const binaries = blocked ? await copyBinaries(found, dataDir) : found
    const cluster = await openCluster(home, binaries, user, durable)
    const server = await runServer({
      ...{ binaries, cluster, user, log, dataDir, output: join(home, 'log') },
      settings: {
        max_connections: '200',
        jit: 'off',
        timezone: 'UTC',
        log_timezone: 'UTC',
        ...(durable ? {} : { ...notDurable, max_wal_senders: '0' }),
        ...options.settings,
      },
    })
    const stop = async () => {
      await server.stop()
      await unlock()
    }
    const url = `postgres://postgres:${cluster.password}@127.0.0.1:${server.port}/afterword`
    try {
      await createDatabase(url)
    } catch (error) {
      await stop()
      throw error
    }
    return { url, firstStart: cluster.isNew, stop }
  } catch (error) {
    await unlock()
    throw error
  }
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o755 })
    if (!(await stat(folder)).isDirectory()) throw new Error('it is not a folder')
  } catch (error) {
    throw new StartError(
      `The data folder ${folder} can not be made: ${(error as Error).message}. Set DATA_DIR to a folder that can be written, such as /var/lib/afterword.`,
    )
  }
}

async function refuseBlocked(folder: string, user: ServerUser): Promise<void> {
  const blocked = await blockedFolder(folder, user)
  if (!blocked) return
  const who = user.uid === undefined ? 'this user' : 'the user "postgres", who runs the database,'
  throw new StartError(
    `The data folder ${folder} can not be used: ${who} may not enter ${blocked}. Set DATA_DIR to a folder that can be reached, such as DATA_DIR=/var/lib/afterword, or allow entering with: chmod o+x ${blocked}`,
  )
}

async function createDatabase(url: string): Promise<void> {
  const address = new URL(url)
  address.pathname = '/postgres'
  const client = new pg.Client(address.href)
  await client.connect()
  try {
    const { rowCount } = await client.query("SELECT FROM pg_database WHERE datname = 'afterword'")
    if (!rowCount) await client.query('CREATE DATABASE afterword')
  } finally {
    await client.end()
  }
}
