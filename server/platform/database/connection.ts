import pg from 'pg'

/**
 * A connection that gives no answer within `query_timeout` is ended: cut half open, nobody tells, and its pool would lend it
 * again and again.
 */
export class Connection extends pg.Client {
  override query = ((...asked: unknown[]) => {
    const answer: unknown = (pg.Client.prototype.query as (...asked: unknown[]) => unknown).apply(this, asked)
    if (answer instanceof Promise)
      answer.catch((error: Error) => {
        if (error.message === 'Query read timeout') this.#cut()
      })
    return answer
  }) as pg.Client['query']

  #cut(): void {
    const { stream } = (this as unknown as { connection: { stream: { destroy(): void } } }).connection
    stream.destroy()
  }
}
