/** On this channel it is told, once for each batch, that there are new events: of these organizations, or of any. */
export const newsChannel = 'afterword_changes'

interface NewsLog {
  warn(message: string): void
}

/** Least time between two notifications of one process, in milliseconds: each takes a lock of the whole database. */
const apart = 50
/** As many ids as a payload has room for. */
const mostOrganizations = 200
const anybody = '*'

/**
 * Returns what tells of an organization whose events have just been committed. The first call is passed on at once, what
 * comes within the next 50 ms together. It never throws and never waits; who listens looks by itself as well.
 * @param query runs one statement outside any transaction
 */
export function createNewsSender(
  query: (sql: string, parameters: unknown[]) => Promise<unknown>,
  log: NewsLog,
): (organizationId: string) => void {
  const waiting = new Set<string>()
  let resting = false

  const send = () => {
    resting = waiting.size > 0
    if (!resting) return
    const payload = waiting.size > mostOrganizations ? anybody : [...waiting].join(',')
    waiting.clear()
    setTimeout(send, apart).unref()
    // In a promise's callback, so that a query that throws at once is caught like one that fails.
    Promise.resolve()
      .then(() => query('SELECT pg_notify($1, $2)', [newsChannel, payload]))
      .catch((error: Error) => log.warn(`Who listens could not be told of changes: ${error.message}`))
  }
  return (organizationId) => {
    waiting.add(organizationId)
    if (!resting) send()
  }
}

/** The organizations that a notification names; null: it may be any. A sweep says only what it did. */
export const organizationsIn = (payload: string): string[] | null => {
  const ids = payload.split(',')
  return ids.every((id) => /^[0-9a-f-]{36}$/.test(id)) ? ids : null
}
