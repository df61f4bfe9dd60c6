import { execFile } from 'node:child_process'
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { StartError } from '../start-error.ts'

/** A process, told from a later one with the same number by when it began. */
interface Owner {
  pid: number
  began: string
}

/**
 * Marks the data folder as ours; the returned function gives it back. Throws {@link StartError} when a living process
 * has it. What a killed process left is taken over. PostgreSQL's own lock stands behind this one: this gives the answer
 * in a sentence, before anything is touched.
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const file = join(folder, 'lock')
  const mine = join(folder, `lock.${process.pid}`)
  const me: Owner = { pid: process.pid, began: (await beginOf(process.pid)) ?? '' }
  await writeFile(mine, JSON.stringify(me), { mode: 0o644 })
  try {
    for (let attempt = 0; attempt < 5; attempt++) {
      if (await linked(mine, file)) return () => rm(file, { force: true })
      const owner = await ownerOf(file)
      if (owner && (await beginOf(owner.pid)) === owner.began) throw inUse(folder, owner.pid)
      // Renamed before it is removed: of two that take over at once only one finds it.
      await rename(file, `${mine}.stale`).catch(() => null)
      await rm(`${mine}.stale`, { force: true })
    }
    throw inUse(folder)
  } finally {
    await rm(mine, { force: true })
  }
}

/** The error for a data folder that another running Afterword has. */
export const inUse = (folder: string, pid?: number): StartError =>
  new StartError(
    `The data folder ${folder} is in use by another Afterword${pid ? ` (process ${pid})` : ''}. Stop that one, or set DATA_DIR to another folder.`,
  )

const linked = (from: string, to: string): Promise<boolean> =>
  link(from, to).then(
    () => true,
    (error: { code?: string }) => {
      if (error.code === 'EEXIST') return false
      throw error
    },
  )

const ownerOf = async (file: string): Promise<Owner | null> => {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Owner
  } catch {
    return null
  }
}

/** A text that no other process with this number shares; null when there is no such process. */
async function beginOf(pid: number): Promise<string | null> {
  if (process.platform === 'linux') {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null)
    // The name in parentheses may hold spaces; state is the first field after it, the start the twentieth.
    const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ')
    return fields && fields[0] !== 'Z' ? (fields[19] ?? null) : null
  }
  const told = await promisify(execFile)('ps', ['-o', 'lstart=', '-p', String(pid)]).catch(() => null)
  return told?.stdout.trim() || null
}
