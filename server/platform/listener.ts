import pg from 'pg'

interface ListenLog {
  info(message: string): void
  warn(message: string): void
}

export interface Listener {
  stop(): Promise<void>
}

interface ListenOptions {
  url: string
  channel: string
  log: ListenLog
  onNotification(payload: string): void
  /** Called each time that listening begins: what was told in between has been missed. */
  onListening(): void
}

/** Longest wait between two attempts, and longest wait for one or for an answer, in milliseconds. */
const longestWait = 1_000
/** How often it is asked whether the other end is still there: of a connection cut half open nobody tells. */
const heartbeat = 5_000

/** Listens on a connection of its own, which must be a session (no pooler in transaction mode), and connects again when it breaks. */
export function listen({ url, channel, log, onNotification, onListening }: ListenOptions): Listener {
  let client: pg.Client | null = null
  let stopped = false
  let failures = 0
  let retry: NodeJS.Timeout | undefined
  let beating: NodeJS.Timeout | undefined

  const connect = async () => {
    const own = new pg.Client({
      connectionString: url,
      application_name: 'afterword listener',
      connectionTimeoutMillis: longestWait,
      query_timeout: longestWait,
      keepAlive: true,
    })
    client = own
    let broken = false
    const lost = (reason: string) => {
      if (broken) return
      broken = true
      clearInterval(beating)
      own.end().catch(() => undefined)
      if (stopped) return
      if (failures++ === 0) log.warn(`Not listening on ${channel}: ${reason}`)
      retry = setTimeout(connect, Math.min(longestWait, 100 * 2 ** failures))
    }
    own.on('error', (error) => lost(error.message))
    own.on('end', () => lost('the connection has ended'))
    own.on('notification', ({ payload }) => onNotification(payload ?? ''))
    try {
      await own.connect()
      await own.query(`LISTEN ${pg.escapeIdentifier(channel)}`)
      if (failures > 0) log.info(`Listening on ${channel} again.`)
      failures = 0
      clearInterval(beating)
      beating = setInterval(() => {
        own.query('SELECT 1').catch((error: Error) => lost(error.message))
      }, heartbeat)
      beating.unref()
      onListening()
    } catch (error) {
      lost((error as Error).message)
    }
  }
  void connect()

  return {
    async stop() {
      stopped = true
      clearTimeout(retry)
      clearInterval(beating)
      await client?.end().catch(() => undefined)
    },
  }
}
