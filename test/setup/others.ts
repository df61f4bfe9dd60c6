import type pg from 'pg'
import { expect } from 'vitest'

/**
 * Sends while another transaction holds its change back, which commits once the request waits for it. `sql` is that
 * change, in one statement.
 */
export async function whileOthersWrite<Answer>(
  owner: pg.Pool,
  sql: string,
  values: unknown[],
  send: () => PromiseLike<Answer>,
): Promise<Answer> {
  const other = await owner.connect()
  try {
    await other.query('BEGIN')
    await other.query(sql, values)
    const answer = Promise.resolve(send())
    await waiting(owner, await pidOf(other))
    await other.query('COMMIT')
    return await answer
  } finally {
    other.release()
  }
}

/**
 * Sends the first, holds it just before it writes to `table`, sends the second once it stands there, lets both go on
 * when the second waits for the first. So the second begins while the first has written and not committed.
 */
export async function oneAfterTheOther<Answer>(
  owner: pg.Pool,
  table: string,
  [first, second]: [() => PromiseLike<Answer>, () => PromiseLike<Answer>],
): Promise<[Answer, Answer]> {
  const holding = await owner.connect()
  try {
    await holding.query('BEGIN')
    await holding.query(`LOCK TABLE ${table} IN SHARE MODE`)
    const one = Promise.resolve(first())
    const pid = await waiting(owner, await pidOf(holding))
    const other = Promise.resolve(second())
    await waiting(owner, pid)
    await holding.query('COMMIT')
    return await Promise.all([one, other])
  } finally {
    holding.release()
  }
}

const pidOf = async (client: pg.PoolClient): Promise<number> =>
  (await client.query('SELECT pg_backend_pid() AS pid')).rows[0].pid

/** Until exactly one waits for this one; who that is. */
async function waiting(owner: pg.Pool, pid: number): Promise<number> {
  const sql = 'SELECT pid FROM pg_stat_activity WHERE $1 = ANY(pg_blocking_pids(pid))'
  let found: { pid: number }[] = []
  await expect
    .poll(
      async () => {
        found = (await owner.query(sql, [pid])).rows
        return found.length
      },
      { timeout: 15_000 },
    )
    .toBe(1)
  return (found[0] as { pid: number }).pid
}
