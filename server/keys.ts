import { parseArgs } from 'node:util'
import type { Logger } from 'pino'
import type { Config } from './config.ts'
import { replaceKeys, rotateKeys } from './features/auth/auth.keys.ts'
import { openDatabase } from './platform/database/open.ts'
import { connectSource } from './platform/database/source.ts'
import { StartError } from './platform/database/start-error.ts'

/**
 * Changes the keys that sign access tokens before their time. The next one is published at once and signs in ten minutes,
 * so that nobody notices; with --now, for a key that may be known to others, it signs at once and every other ends.
 */
export async function changeKeys(config: Config, log: Logger, args: string[]): Promise<void> {
  const now = isNow(args)
  const database = await openDatabase(config, ['api'], log)
  const source = await connectSource(database.urls.api as string, config, 'api', [])
  try {
    if (now) await replaceKeys(source)
    else await rotateKeys(source)
  } finally {
    await source.destroy()
    await database.stop()
  }
  console.log(
    now
      ? 'A new key signs from now on. Within a minute every access token from before is refused; logins renew theirs.'
      : 'The next key is published, and signs in ten minutes. Tokens from before hold until they are over.',
  )
}

function isNow(args: string[]): boolean {
  try {
    return parseArgs({ args, options: { now: { type: 'boolean' } } }).values.now ?? false
  } catch (error) {
    throw new StartError(`${(error as Error).message}. npm run keys:rotate [-- --now]`)
  }
}
