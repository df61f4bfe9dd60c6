import { existsSync, readFileSync } from 'node:fs'
import type pg from 'pg'

/**
 * Milliseconds of processor time that this process and the backends of one database have taken so far; NaN where the
 * system does not say (only Linux does), or the database runs elsewhere.
 */
export async function processorTime(owner: pg.Pool): Promise<number> {
  const { rows } = await owner.query<{ pid: number }>(
    'SELECT pid FROM pg_stat_activity WHERE datname = current_database()',
  )
  const { user, system } = process.cpuUsage()
  const ofBackends = rows.map(({ pid }) => {
    const path = `/proc/${pid}/schedstat`
    return existsSync(path) ? Number(readFileSync(path, 'utf8').split(' ')[0]) / 1e6 : Number.NaN
  })
  return (user + system) / 1000 + ofBackends.reduce((sum, one) => sum + one, 0)
}
