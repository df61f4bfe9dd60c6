import { setTimeout as sleep } from 'node:timers/promises'
import { partsOf, withClient } from './address.ts'
import type { Log } from './log.ts'
import { StartError } from './start-error.ts'

/** Not there yet, starting, stopping, or full: worth another try. */
const passing = new Set([
  ...[
    'ECONNREFUSED',
    'ECONNRESET',
    'ENOTFOUND',
    'EAI_AGAIN',
    'ETIMEDOUT',
    'EHOSTUNREACH',
    'ENETUNREACH',
    'ENOENT',
  ],
  ...['57P03', '57P01', '57P02', '53300', '08006', '08001', '08004'],
])

/** Waits until the database answers, at most `patience` milliseconds. Throws {@link StartError} that says what is wrong. */
export async function waitForDatabase(url: string, log: Log, patience = 30_000): Promise<void> {
  const { shown, user } = partsOf(url)
  const end = Date.now() + patience
  for (let wait = 100, told = false; ; wait = Math.min(wait * 2, 2000)) {
    try {
      return await withClient(url, async (client) => {
        await client.query('SELECT 1')
      })
    } catch (error) {
      const why = reasonOf(error)
      if (!isPassing(error)) throw new StartError(`The database ${shown} refuses ${user}: ${why}`)
      if (Date.now() + wait > end)
        throw new StartError(`The database ${shown} did not answer within ${patience / 1000} s: ${why}`)
      if (!told)
        log.warn(`The database ${shown} does not answer yet (${why}); trying for ${patience / 1000} s.`)
      told = true
      await sleep(wait)
    }
  }
}

/** `localhost` is tried at two addresses; Node then hands over both errors in one. */
const each = (error: unknown): { code?: string; message: string }[] =>
  error instanceof AggregateError ? error.errors.flatMap(each) : [error as Error]

const isPassing = (error: unknown): boolean =>
  each(error).some(
    ({ code, message }) => passing.has(code ?? '') || /timeout|terminated unexpectedly/i.test(message),
  )

const reasonOf = (error: unknown): string => [...new Set(each(error).map((one) => one.message))].join(', ')
