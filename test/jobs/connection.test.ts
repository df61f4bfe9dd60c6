import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { Connection } from '../../server/platform/database/connection.ts'
import { createTestDatabase } from '../setup/database.ts'
import { startProxy } from '../setup/proxy.ts'

test('a connection that is cut half open is given up by what asked it, and its pool lends another', async () => {
  const database = await createTestDatabase()
  const url = new URL(database.urls.api)
  const proxy = await startProxy(Number(url.port || 5432))
  url.hostname = '127.0.0.1'
  url.port = String(proxy.port)
  const pool = new pg.Pool({ Client: Connection, connectionString: url.href, max: 1, query_timeout: 300 })
  pool.on('error', () => undefined)
  onTestFinished(async () => {
    await pool.end()
    await proxy.close()
    await database.drop()
  })
  const first = await pool.connect()
  first.on('error', () => undefined) // as TypeORM listens
  const { rows: before } = await first.query('SELECT pg_backend_pid() AS pid')
  proxy.stall()
  await expect(first.query('SELECT 1')).rejects.toThrow('Query read timeout')
  await sleep(50)
  await proxy.mend()
  first.release() // as of any other
  const { rows: after } = await pool.query('SELECT pg_backend_pid() AS pid')
  expect(after[0].pid).not.toBe(before[0].pid)
})
