/** An API process tells the workers here that it has committed an earlier moment; the payload is that moment. */
export const wakeChannel = 'afterword_wake'

interface WakeLog {
  warn(message: string): void
}

/** Least time between two notifications of one process, in milliseconds: each takes a lock of the whole database. */
const apart = 50

/**
 * Returns what tells sleeping workers of a moment that has just been committed. The first call is passed on at once,
 * what comes within the next 50 ms together, by its earliest moment. It never throws and never waits: a notification
 * that is lost costs a worker's longest sleep, no more.
 * @param query runs one statement outside any transaction
 */
export function createWakeSender(
  query: (sql: string, parameters: unknown[]) => Promise<unknown>,
  log: WakeLog,
): (moment: Date) => void {
  let earliest: Date | null = null
  let resting = false

  const send = () => {
    if (!earliest) {
      resting = false
      return
    }
    const moment = earliest.toISOString()
    earliest = null
    resting = true
    setTimeout(send, apart).unref()
    // In a promise's callback, so that a query that throws at once is caught like one that fails.
    Promise.resolve()
      .then(() => query('SELECT pg_notify($1, $2)', [wakeChannel, moment]))
      .catch((error: Error) => log.warn(`The workers could not be woken: ${error.message}`))
  }

  return (moment) => {
    if (Number.isNaN(moment.getTime())) return
    if (!earliest || moment < earliest) earliest = moment
    if (!resting) send()
  }
}
