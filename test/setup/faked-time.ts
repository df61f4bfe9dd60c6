import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chown, open } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { findBinaries } from '../../server/platform/database/embedded/binaries.ts'
import { makeHome, openCluster } from '../../server/platform/database/embedded/cluster.ts'
import { serverUser } from '../../server/platform/database/embedded/server-user.ts'

const libraries = ['/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu', '/usr/local/lib', '/usr/lib']

/**
 * Settings under which a process believes that it is another time: `moment`, in milliseconds, now. The same distance for all
 * that get them, so that they agree. Needs Debian's package faketime.
 */
export function fakedTime(moment: number): Record<string, string> {
  const library = libraries
    .map((folder) => join(folder, 'faketime/libfaketime.so.1'))
    .find((path) => existsSync(path))
  if (!library) throw new Error('Debian’s package faketime is missing: apt-get install faketime')
  const seconds = (moment - Date.now()) / 1000
  return {
    LD_PRELOAD: library,
    FAKETIME: `${seconds < 0 ? '' : '+'}${seconds.toFixed(3)}`,
    FAKETIME_DONT_FAKE_MONOTONIC: '1',
    NO_FAKE_STAT: '1',
  }
}

export interface FakedServer {
  /** As its superuser. */
  url: string
  stop(): Promise<void>
}

/** The embedded PostgreSQL in a folder that the server's user reaches, at the time that `env` makes it believe in. */
export async function startServer(
  folder: string,
  port: number,
  env: Record<string, string>,
): Promise<FakedServer> {
  const user = await serverUser()
  if (user.uid !== undefined && user.gid !== undefined) await chown(folder, user.uid, user.gid)
  const home = join(folder, 'postgres')
  await makeHome(home, user)
  const binaries = await findBinaries()
  const { data, password } = await openCluster(home, binaries, user, false)
  const output = await open(join(folder, 'postgres.log'), 'a')
  const settings = [
    'fsync=off',
    `port=${port}`,
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'timezone=UTC',
    'jit=off',
  ]
  const server: ChildProcess = spawn(
    join(binaries.root, 'bin/postgres'),
    ['-D', data, ...settings.flatMap((setting) => ['-c', setting])],
    {
      ...user,
      cwd: '/',
      env: { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC', ...env },
      stdio: ['ignore', output.fd, output.fd],
    },
  )
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()))
  const url = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`
  for (let tries = 0; ; tries++) {
    const client = new pg.Client({ connectionString: url })
    client.on('error', () => undefined)
    try {
      await client.connect()
      await client.end()
      break
    } catch (error) {
      if (tries > 200 || server.exitCode !== null) throw error
      await sleep(100)
    }
  }
  return {
    url,
    async stop() {
      server.kill('SIGINT')
      await ended
      await output.close()
    },
  }
}
