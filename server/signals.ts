import { readFileSync } from 'node:fs'
import type { Log } from './platform/database/log.ts'

/** Time for all of the ending; whatever is left then is cut off. */
const patience = 9_500
/** npm passes a signal on to us that its process group has already been sent; such an echo is no second wish. */
const echo = 1_000

interface Ending {
  log: Log
  /** Drains and closes everything. */
  stop(): Promise<void>
  /** The environment, asked only whether npm started us. */
  env: Readonly<Record<string, string | undefined>>
}

/**
 * Ends the process in order on SIGTERM or SIGINT, at once on a second one. Errors that nobody caught are logged; the
 * process lives through those of the database, which comes back, and ends in order on all others.
 */
export function endInOrder({ log, stop, env }: Ending): void {
  let since: number | null = null

  const end = (reason: string, code: number) => {
    if (since !== null) {
      if (Date.now() - since > echo) process.exit(code || 130)
      return
    }
    since = Date.now()
    log.info(`${reason}: finishing what is under way.`)
    setTimeout(() => {
      log.error(`Not finished within ${patience / 1000} s; ending all the same.`)
      process.exit(1)
    }, patience).unref()
    stop().then(
      () => process.exit(code),
      (error: Error) => {
        log.error(`Ending failed: ${error.stack}`)
        process.exit(1)
      },
    )
  }

  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => end(signal, 0))
  process.on('unhandledRejection', (error) => log.error(`Nobody handled: ${described(error)}`))
  process.on('uncaughtException', (error) => {
    log.error(`Nobody caught: ${described(error)}`)
    if (!isConnectionError(error)) end('An error in the program', 1)
  })
  if (env.npm_lifecycle_event) endWithParent(() => end('npm is gone', 0))
}

/** Where npm or its shell is killed, without passing a signal on, we would be left running. */
function endWithParent(end: () => void): void {
  // Between npm and us may stand the shell that npm gave our command line to; it does not notice either.
  const shell = readOf(process.ppid, 'cmdline').includes('main.ts') ? process.ppid : null
  const above = () =>
    `${process.ppid} ${shell && (/^PPid:\s*(\d+)/m.exec(readOf(shell, 'status'))?.[1] ?? '')}`
  const parents = above()
  const timer = setInterval(() => {
    if (above() === parents) return
    clearInterval(timer)
    end()
  }, 500)
  timer.unref()
}

/** Empty where there is no /proc; there `sh -c` becomes the program itself, so that nothing stands between. */
function readOf(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8')
  } catch {
    return ''
  }
}

const described = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error)

/** Of PostgreSQL (five-character codes), of the network, or of the driver that lost its connection. */
function isConnectionError(error: Error & { code?: unknown }): boolean {
  if (typeof error.code === 'string' && /^([0-9A-Z]{5}|E[A-Z]+)$/.test(error.code)) return true
  return /connection (terminated|ended|timeout|reset)|timeout expired/i.test(error.message)
}
