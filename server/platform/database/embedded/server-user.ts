import { execFile } from 'node:child_process'
import { dirname, resolve } from 'node:path'
import { promisify } from 'node:util'
import { StartError } from '../start-error.ts'

const run = promisify(execFile)

/** Who runs PostgreSQL: nothing for "the user that we are", ids when we are root, which PostgreSQL refuses. */
export interface ServerUser {
  readonly uid?: number
  readonly gid?: number
}

const name = 'postgres'

/** The user `postgres`, made if it is missing, when we are root; otherwise ourselves. */
export async function serverUser(): Promise<ServerUser> {
  if (process.getuid?.() !== 0) return {}
  const known = await idsOf(name)
  if (known) return known
  await run('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/bin/false', name]).catch(
    () => null, // another start may have been first; what counts is whether the user is there now
  )
  const made = await idsOf(name)
  if (made) return made
  throw new StartError(
    'PostgreSQL does not run as root, and the user "postgres" could not be made. Make it, start as another user, or set DATABASE_URL.',
  )
}

async function idsOf(user: string): Promise<Required<ServerUser> | null> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', user]), run('id', ['-g', user])])
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) }
  } catch {
    return null
  }
}

/**
 * The outermost folder on the way to `folder` (itself included) that the user may not enter; null when all is well.
 * Asked by a process of that user, so that access lists count as well as modes.
 */
export async function blockedFolder(folder: string, user: ServerUser): Promise<string | null> {
  const way = [resolve(folder)]
  for (let at = way[0] as string; dirname(at) !== at; at = dirname(at)) way.unshift(dirname(at))
  const script = 'for folder; do [ -x "$folder" ] || { printf %s "$folder"; exit 0; }; done'
  const { stdout } = await run('sh', ['-c', script, 'sh', ...way], { ...user, cwd: '/' })
  return stdout || null
}
