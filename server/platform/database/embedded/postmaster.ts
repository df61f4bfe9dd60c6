import { execFile } from 'node:child_process'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'

/** The file in which a running PostgreSQL says who it is and how far its start has come. */
export interface Postmaster {
  pid: number
  /** Differs between two runs. */
  run: string
  ready: boolean
}

/** What postmaster.pid says; null when there is none. It stays behind when the server is killed. */
export async function postmasterOf(data: string): Promise<Postmaster | null> {
  const text = await readFile(join(data, 'postmaster.pid'), 'utf8').catch(() => null)
  const lines = text?.split('\n')
  if (!lines?.[0]) return null
  return { pid: Number(lines[0]), run: `${lines[0]} ${lines[2]}`, ready: lines[7]?.trim() === 'ready' }
}

const commandOf = async (pid: number): Promise<string | null> => {
  if (process.platform === 'linux')
    return readFile(`/proc/${pid}/cmdline`, 'utf8').then(
      (text) => text.replaceAll('\0', ' ') || null,
      () => null,
    )
  const told = await promisify(execFile)('ps', ['-o', 'command=', '-p', String(pid)]).catch(() => null)
  return told?.stdout.trim() || null
}

/**
 * Ends a PostgreSQL that still runs on `data` although nobody owns it any more: fast, then at once, then by force.
 * Resolves true when there was one. A process that merely has the number in the file is left alone.
 */
export async function endStrayServer(data: string): Promise<boolean> {
  const stray = await postmasterOf(data)
  if (!stray) return false
  const running = async () => (await commandOf(stray.pid))?.includes(data) ?? false
  if (!(await running())) {
    // Another program has the number now; PostgreSQL would take it for its own and refuse to start.
    if (await commandOf(stray.pid)) await rm(join(data, 'postmaster.pid'), { force: true })
    return false
  }
  for (const [signal, patience] of [
    ['SIGINT', 5000],
    ['SIGQUIT', 2500],
    ['SIGKILL', 2500],
  ] as const) {
    try {
      process.kill(stray.pid, signal)
    } catch {
      return true
    }
    for (const end = Date.now() + patience; Date.now() < end; await sleep(25))
      if (!(await running())) return true
  }
  return true
}
