import type { Logger } from 'pino'
import { type Config, ConfigError, loadConfig } from './config.ts'
import { createLogger } from './logger.ts'
import { openDatabase } from './platform/database/open.ts'
import { StartError } from './platform/database/start-error.ts'
import { endInOrder } from './signals.ts'

/** The process: settings in, roles started, signals drained. `migrate` only migrates; `setup` makes the first admin; `rotate-keys` changes the keys of tokens; `erase-ledger` brings a restored backup up to the ledger of erasures. */
async function main(command: string | undefined, file: string | undefined): Promise<void> {
  const config = loadConfig(process.env)
  const log = createLogger(config)
  if (command === 'migrate') {
    const { stop } = await openDatabase({ ...config, migrate: true }, [], log)
    await stop()
    return
  }
  if (command === 'erase-ledger') return eraseLedger(config, log, file)
  if (command === 'setup') {
    const { setUp } = await import('./setup.ts')
    return setUp(config, log, process.argv.slice(3))
  }
  if (command === 'rotate-keys') {
    const { changeKeys } = await import('./keys.ts')
    return changeKeys(config, log, process.argv.slice(3))
  }
  if (command !== undefined)
    throw new StartError(
      `"${command}" is no command; there are: migrate, setup, rotate-keys, erase-ledger <file>`,
    )

  // Only now: migrating needs nothing of the API.
  const starting = import('./start.ts').then(({ start }) => start(config, log))
  endInOrder({ log, env: process.env, stop: async () => (await starting.catch(() => null))?.stop() })
  const running = await starting
  announce(config, running)
}

async function eraseLedger(config: Config, log: Logger, file: string | undefined): Promise<void> {
  if (!file) throw new StartError('Say which file: npm run erase:ledger -- <file>')
  const { replayLedger } = await import('./features/privacy/ledger.replay.ts')
  const { urls, stop } = await openDatabase(config, [], log)
  try {
    log.info(`Erased again whoever is in the ledger: ${await replayLedger(urls.migrate, file)}`)
  } finally {
    await stop()
  }
}

function announce({ role }: Config, { url, demo }: { url: string | null; demo: boolean }): void {
  const lines = [url ? `Afterword is ready at ${url}` : `Afterword is ready as ${role}`]
  if (url && demo)
    lines.push(
      '  log in as   admin@demo.test, coach@demo.test or client@demo.test',
      '  password    afterword-demo',
    )
  console.log(`\n${lines.join('\n')}\n`)
}

main(process.argv[2], process.argv[3]).then(
  () => undefined,
  (error: Error) => {
    // What the operator can mend is said without a stack.
    const known = error instanceof ConfigError || error instanceof StartError
    console.error(known ? error.message : (error.stack ?? error.message))
    process.exit(1)
  },
)
