import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'
import type { TestDatabase } from './database.ts'

const top = fileURLToPath(new URL('../..', import.meta.url))

export interface AfterwordOptions {
  /** Settings; nothing of the test's own environment but PATH and HOME reaches the program. */
  env?: Record<string, string>
  role?: 'api' | 'worker' | 'all'
  /** The database to use; without it the embedded one, in env.DATA_DIR. */
  database?: TestDatabase
  /** What to run instead of the program itself, such as npm start. */
  command?: string[]
  /** Milliseconds until it must be ready. */
  patience?: number
}

export interface Afterword {
  /** Where it listens; empty for a worker alone. */
  readonly url: string
  readonly pid: number
  /** Milliseconds from the start to the address. */
  readonly readyAfter: number
  /** Everything printed so far. */
  log(): string
  /** Resolves with the exit code, or the signal that ended it. */
  readonly ended: Promise<number | string | null>
  /** SIGTERM; resolves with the exit code. */
  stop(): Promise<number | string | null>
  /** SIGKILL to the process alone. */
  kill(): Promise<void>
}

/** Starts the real program and waits for the address that it prints. Whatever it started is gone after the test. */
export async function startAfterword(options: AfterwordOptions = {}): Promise<Afterword> {
  const began = Date.now()
  const { child, log, ended } = launchAfterword(options)
  const pid = child.pid as number
  for (const end = began + (options.patience ?? 30_000); ; await sleep(20)) {
    const found = /Afterword is ready (?:at (\S+)|as worker)/.exec(log())
    if (found)
      return {
        ...{ url: found[1] ?? '', pid, readyAfter: Date.now() - began, log, ended },
        stop: () => {
          child.kill('SIGTERM')
          return ended
        },
        kill: async () => {
          child.kill('SIGKILL')
          await ended
        },
      }
    if (child.exitCode !== null || child.signalCode !== null || Date.now() > end)
      throw new Error(`Afterword did not become ready (${child.exitCode ?? child.signalCode}):\n${log()}`)
  }
}

/** Starts the program without waiting, for starts that are meant to fail or to be cut short. */
export function launchAfterword({ env = {}, role, database, command }: AfterwordOptions = {}) {
  const [file = '', ...rest] = command ?? [process.execPath, '--import', 'tsx', 'server/main.ts']
  const { PATH = '', HOME = '' } = process.env
  const child: ChildProcess = spawn(file, rest, {
    cwd: top,
    detached: true,
    env: { PATH, HOME, PORT: '0', ...(role && { ROLE: role }), ...(database && urlsOf(database)), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => {
      said += chunk
    })
  const ended = new Promise<number | string | null>((resolve) => {
    child.once('close', (code, signal) => resolve(code ?? signal))
  })
  onTestFinished(() => killTree(child.pid as number))
  return { child, ended, log: () => said }
}

const urlsOf = ({ urls }: TestDatabase) => ({
  DATABASE_URL: urls.api,
  MIGRATE_DATABASE_URL: urls.migrate,
  WORKER_DATABASE_URL: urls.worker,
})

interface Process {
  pid: number
  parent: number
  command: string
}

const processes = (): Process[] =>
  execFileSync('ps', ['-A', '-ww', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' })
    .split('\n')
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line))
    .flatMap((found) =>
      found ? [{ pid: +(found[1] ?? 0), parent: +(found[2] ?? 0), command: found[3] ?? '' }] : [],
    )

/** The processes whose command line names `text`, such as a data folder. */
export const processesNaming = (text: string): Process[] =>
  processes().filter(({ pid, command }) => pid !== process.pid && command.includes(text))

/** The processes that `pid` started, and those started by them. */
export function descendantsOf(pid: number): Process[] {
  const all = processes()
  const found: Process[] = []
  for (let parents = [pid]; parents.length > 0; ) {
    const next = all.filter(({ parent }) => parents.includes(parent))
    found.push(...next)
    parents = next.map((one) => one.pid)
  }
  return found
}

function killTree(pid: number): void {
  for (const one of [pid, ...descendantsOf(pid).map((child) => child.pid)]) {
    try {
      process.kill(one, 'SIGKILL')
    } catch {
      // ended by itself meanwhile
    }
  }
}

/** Tries until `condition` holds; throws with `what` after `patience` milliseconds. */
export async function eventually(
  what: string,
  condition: () => boolean | Promise<boolean>,
  patience = 10_000,
) {
  for (const end = Date.now() + patience; !(await condition()); await sleep(50))
    if (Date.now() > end) throw new Error(`Not within ${patience} ms: ${what}`)
}
