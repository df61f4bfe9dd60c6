import { withClient } from '../../server/platform/database/address.ts'

/**
 * Moves the clock of a test's own database, for every process that runs on it with TEST_CLOCK=1, and wakes the sweep.
 * @param migrateUrl address as the tables' owner
 * @param move to an instant, or by an interval of PostgreSQL such as "2 days 3 hours"
 * @returns what app_now() says from now on
 */
export async function moveClock(migrateUrl: string, move: { to: string } | { by: string }): Promise<Date> {
  return withClient(migrateUrl, async (client) => {
    if ('to' in move)
      await client.query('UPDATE test_clock SET clock_offset = $1::timestamptz - now()', [move.to])
    else await client.query('UPDATE test_clock SET clock_offset = clock_offset + $1::interval', [move.by])
    await client.query(`SET app.test_clock = '1'`)
    const { rows } = await client.query<{ now: Date }>('SELECT app_now() AS now')
    await client.query('NOTIFY afterword_wake')
    return rows[0]?.now as Date
  })
}
