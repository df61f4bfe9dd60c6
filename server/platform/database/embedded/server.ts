import { readFile, rename, stat } from 'node:fs/promises'
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Log } from '../log.ts'
import { StartError } from '../start-error.ts'
import type { Binaries } from './binaries.ts'
import type { Cluster } from './cluster.ts'
import { inUse } from './lock.ts'
import { endStrayServer, postmasterOf } from './postmaster.ts'
import type { ServerUser } from './server-user.ts'
import { type Watched, watch } from './watcher.ts'

interface ServerOptions {
  binaries: Binaries
  cluster: Cluster
  user: ServerUser
  log: Log
  /** Named in messages. */
  dataDir: string
  /** File for what PostgreSQL prints. */
  output: string
  settings: Record<string, string>
}

interface Server {
  readonly port: number
  stop(): Promise<void>
}

const readyWithin = 60_000
const largeLog = 5_000_000

/** Starts PostgreSQL, waits until it takes connections, and starts it again on the same port whenever it ends by itself. */
export async function runServer(options: ServerOptions): Promise<Server> {
  const { log, output, cluster } = options
  const size = await stat(output).catch(() => null)
  if (size && size.size > largeLog) await rename(output, `${output}.1`)
  if (await endStrayServer(cluster.data)) log.warn('Stopped the database that an earlier start left behind.')

  let { port, watched } = await launchOnFreePort(options)
  let stopping = false
  const keepUp = async () => {
    for (let wait = 200; ; wait = Math.min(wait * 2, 5000)) {
      await watched.ended
      if (stopping) return
      log.error('The embedded PostgreSQL ended; starting it again.')
      await endStrayServer(cluster.data)
      await sleep(wait)
      if (stopping) return
      const began = Date.now()
      watched = await start(options, port)
      await ready(options, watched).catch((error: Error) => log.error(error.message))
      if (Date.now() - began > 30_000) wait = 200
    }
  }
  const kept = keepUp()
  const stop = async () => {
    stopping = true
    await watched.stop()
    await kept
    await watched.stop()
    // Only when the watcher itself was killed is there anything left to do.
    await endStrayServer(cluster.data)
  }
  return { port, stop }
}

async function launchOnFreePort(options: ServerOptions): Promise<{ port: number; watched: Watched }> {
  for (let attempt = 1; ; attempt++) {
    const port = await freePort()
    const watched = await start(options, port)
    try {
      await ready(options, watched)
      return { port, watched }
    } catch (error) {
      await watched.stop()
      const taken = (error as Error).message.includes('could not bind')
      if (!taken || attempt === 5) throw error
    }
  }
}

const start = (
  { binaries, cluster, settings, user, output }: ServerOptions,
  port: number,
): Promise<Watched> => {
  const all = { listen_addresses: '127.0.0.1', port: String(port), unix_socket_directories: '', ...settings }
  const flags = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  return watch([binaries.postgres, '-D', cluster.data, ...flags], user, output)
}

/** Waits until postmaster.pid of this run says "ready". A file of an earlier run says so too, hence its process is asked. */
async function ready(options: ServerOptions, watched: Watched): Promise<void> {
  let code: number | null | undefined
  const ended = watched.ended.then((value) => {
    code = value
  })
  for (const end = Date.now() + readyWithin; Date.now() < end; ) {
    if (code !== undefined) throw await startFailure(options)
    const now = await postmasterOf(options.cluster.data)
    if (now?.ready && alive(now.pid)) return
    await Promise.race([ended, sleep(15)])
  }
  throw new StartError(`PostgreSQL was not ready within ${readyWithin / 1000} s; see ${options.output}.`)
}

const alive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as { code?: string }).code === 'EPERM'
  }
}

async function startFailure({ output, dataDir }: ServerOptions): Promise<StartError> {
  const said = (await readFile(output, 'utf8').catch(() => '')).trim().split('\n').slice(-8).join('\n')
  if (said.includes('lock file "postmaster.pid" already exists')) return inUse(dataDir)
  return new StartError(`PostgreSQL did not start. The end of ${output}:\n${said}`)
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
