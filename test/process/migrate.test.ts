import { connect, createServer, type Server, type Socket } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { migrations } from '../../migrations/index.ts'
import { withClient } from '../../server/platform/database/address.ts'
import { waitForDatabase } from '../../server/platform/database/wait.ts'
import { createEmptyDatabase, createTestDatabase } from '../setup/database.ts'
import { launchAfterword } from '../setup/process.ts'

const command = [process.execPath, '--import', 'tsx', 'server/main.ts', 'migrate']

test('four processes that migrate one empty database at once all succeed, each migration running once', async () => {
  const database = await createEmptyDatabase()
  onTestFinished(database.drop)
  const env = { DATABASE_URL: database.urls.migrate }
  const four = Array.from({ length: 4 }, () => launchAfterword({ command, env }))
  const codes = await Promise.all(four.map(({ ended }) => ended))
  expect(codes, four.map(({ log }) => log()).join('\n')).toEqual([0, 0, 0, 0])
  const said = four.filter(({ log }) => log().includes('Migrated the database'))
  expect(said).toHaveLength(1)
  const { rows } = await withClient(database.urls.migrate, (client) =>
    client.query('SELECT name, count(*)::int AS times FROM migration GROUP BY name ORDER BY min(id)'),
  )
  expect(rows).toEqual(migrations.map(({ name }) => ({ name, times: 1 })))
})

test('a database that is not up yet is waited for', async () => {
  const database = await createTestDatabase()
  onTestFinished(database.drop)
  const port = await freePort()
  const through = new URL(database.urls.migrate)
  const target = { host: through.hostname, port: Number(through.port || 5432) }
  through.hostname = '127.0.0.1'
  through.port = String(port)
  const run = launchAfterword({ command, env: { DATABASE_URL: through.href } })
  await expect.poll(run.log, { timeout: 10_000 }).toContain('does not answer yet')
  const proxy = await forward(port, target)
  onTestFinished(() => {
    proxy.close()
  })
  expect(await run.ended, run.log()).toBe(0)
})

test('what waiting does not mend is said at once, and patience ends', async () => {
  const { urls, drop, name } = await createTestDatabase()
  onTestFinished(drop)
  const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined }
  const wrong = urls.migrate.replace(name, `${name}_missing`)
  await expect(waitForDatabase(wrong, quiet)).rejects.toThrow(/refuses .*does not exist/)
  const nobody = `postgres://x:y@127.0.0.1:${await freePort()}/z`
  await expect(waitForDatabase(nobody, quiet, 300)).rejects.toThrow(
    /did not answer within 0.3 s.*ECONNREFUSED/,
  )
})

const freePort = async (): Promise<number> => {
  const server = await listening(createServer(), 0)
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address ? address.port : 0
}

const listening = (server: Server, port: number): Promise<Server> =>
  new Promise((resolve) => server.listen(port, '127.0.0.1', () => resolve(server)))

/** Passes every connection on. */
const forward = (port: number, target: { host: string; port: number }): Promise<Server> =>
  listening(
    createServer((near: Socket) => {
      const far = connect(target)
      for (const one of [near, far]) one.on('error', () => undefined)
      near.pipe(far).pipe(near)
    }),
    port,
  )
