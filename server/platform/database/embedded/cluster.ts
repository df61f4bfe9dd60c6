import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chown, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { StartError } from '../start-error.ts'
import type { Binaries } from './binaries.ts'
import type { ServerUser } from './server-user.ts'

export interface Cluster {
  /** PostgreSQL's own data directory. */
  readonly data: string
  readonly password: string
  /** True when it was made just now. */
  readonly isNew: boolean
}

/**
 * Opens the cluster in `home`, or makes it. It is made beside its place and renamed, so that a start that is killed
 * leaves no half of one. Throws {@link StartError} for data of another major version.
 */
export async function openCluster(
  home: string,
  binaries: Binaries,
  user: ServerUser,
  durable: boolean,
): Promise<Cluster> {
  const data = join(home, 'data')
  const passwordFile = join(home, 'password')
  const version = (await readFile(join(data, 'PG_VERSION'), 'utf8').catch(() => '')).trim()
  if (version && version !== binaries.major)
    throw new StartError(
      `The data in ${data} is of PostgreSQL ${version}, this release brings ${binaries.major}. Move it over with pg_dumpall and psql, or set DATA_DIR to another folder.`,
    )
  if (version) return { data, password: await readFile(passwordFile, 'utf8'), isNew: false }

  await rm(passwordFile, { force: true })
  await writeFile(passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600 })
  await own(passwordFile, user)
  const half = join(home, `data.${process.pid}`)
  for (const name of await readdir(home))
    if (name.startsWith('data.')) await rm(join(home, name), { recursive: true, force: true, maxRetries: 5 })
  await mkdir(half, { mode: 0o700 })
  await own(half, user)
  const settings = [
    ...['--pgdata', half, '--username', 'postgres', '--pwfile', passwordFile],
    ...['--auth', 'scram-sha-256', '--encoding', 'UTF8', '--locale', 'C', '--no-sync', '--no-instructions'],
    // The same order of texts on every machine, whatever locales it has.
    ...['--locale-provider', 'builtin', '--builtin-locale', 'C.UTF-8'],
    ...(durable ? [] : ['--no-data-checksums', '--wal-segsize=4']),
  ]
  try {
    const env = { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' }
    await promisify(execFile)(binaries.initdb, settings, { ...user, cwd: '/', env })
  } catch (error) {
    await rm(half, { recursive: true, force: true })
    throw new StartError(`PostgreSQL could not set up its data in ${data}: ${(error as Error).message}`)
  }
  await rename(half, data)
  return { data, password: await readFile(passwordFile, 'utf8'), isNew: true }
}

/** Hands a path to the user that runs the server, when that is not us. */
export async function own(path: string, { uid, gid }: ServerUser): Promise<void> {
  if (uid !== undefined && gid !== undefined) await chown(path, uid, gid)
}

/** Makes the folder that only the server's user enters. */
export async function makeHome(home: string, user: ServerUser): Promise<void> {
  await mkdir(home, { recursive: true, mode: 0o700 })
  await own(home, user)
}
