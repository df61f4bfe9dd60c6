import type { DataSource } from 'typeorm'

/**
 * From now on nothing that the API writes stays: each transaction does all its work, answers as if it had been committed,
 * and is rolled back. So a matrix of writes finds the same data before each of them.
 */
export function nothingStays(source: DataSource): void {
  const seen = new WeakSet<object>()
  const create = source.createQueryRunner.bind(source)
  source.createQueryRunner = (mode) => {
    const runner = create(mode)
    const connect = runner.connect.bind(runner)
    runner.connect = async () => {
      const client = await connect()
      if (!seen.has(client)) {
        seen.add(client)
        const query = client.query.bind(client)
        client.query = (text: unknown, ...rest: unknown[]) =>
          query(text === 'COMMIT' ? 'ROLLBACK' : text, ...rest)
      }
      return client
    }
    return runner
  }
}
