import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { startEmbedded } from '../../server/platform/database/embedded.ts'
import { runMigrations } from '../../server/platform/database/migrate.ts'
import { resolveDatabaseUrls } from '../../server/platform/database/roles.ts'
import { temporaryFolder } from '../setup/folder.ts'
import { eventually, startAfterword } from '../setup/process.ts'
import { countOf } from './fixture.ts'
import { brokenInvariants } from './invariants.ts'
import { addTasks, createHome } from './seed.ts'

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined }

/** A server of the test's own, which is started again on the same port whenever it ends. */
async function ownServer() {
  const dataDir = await temporaryFolder()
  const server = await startEmbedded({
    ...{ dataDir, log: quiet, durable: false },
    settings: { synchronous_commit: 'on' }, // what was committed must survive the server's death
  })
  onTestFinished(() => server.stop())
  await runMigrations(server.url, quiet)
  const { api, worker } = await resolveDatabaseUrls({ databaseUrl: server.url })
  const owner = new pg.Pool({ connectionString: server.url, connectionTimeoutMillis: 2_000 })
  owner.on('error', () => undefined)
  onTestFinished(() => owner.end())
  const env = {
    DATABASE_URL: api ?? '',
    WORKER_DATABASE_URL: worker ?? '',
    MIGRATE_DATABASE_URL: server.url,
    MIGRATE: 'off',
  }
  return {
    env,
    owner,
    home: await createHome(server.url),
    async crash() {
      const file = await readFile(join(dataDir, 'postgres/data/postmaster.pid'), 'utf8')
      process.kill(Number(file.split('\n')[0]), 'SIGKILL')
    },
  }
}

const answers = (owner: pg.Pool) =>
  owner.query('SELECT').then(
    () => true,
    () => false,
  )

test('PostgreSQL is killed in the middle of a sweep, twice: the worker lives and goes on by itself', async () => {
  const { env, owner, home, crash } = await ownServer()
  const worker = await startAfterword({ role: 'worker', env })
  const back: number[] = []
  for (const total of [15_000, 30_000]) {
    await addTasks(owner, home, 15_000)
    await eventually('a sweep is under way', async () => (await countOf(owner, 'due')) > total - 15_000)
    await crash()
    await sleep(300)
    await eventually('the server is back', () => answers(owner), 50_000)
    const began = performance.now()
    await eventually('all are due', async () => (await countOf(owner, 'scheduled')) === 0, 50_000)
    back.push(Math.round(performance.now() - began))
    expect(await countOf(owner, 'due')).toBe(total)
  }
  // Its row stays locked by the run that was cut off, for ten seconds.
  const ticked = `SELECT FROM agenda_jobs WHERE name = 'tasks.sweep' AND last_run_at > $1`
  const now = new Date()
  await eventually(
    'Agenda ticks again',
    async () => (await owner.query(ticked, [now])).rowCount === 1,
    40_000,
  )
  expect(worker.log()).not.toMatch(/Nobody (handled|caught)/)
  console.log('after its return all was marked within', back, 'ms')
  expect(await brokenInvariants(owner, { onlyTime: true })).toEqual([])
  expect(await worker.stop(), worker.log()).toBe(0)
}, 180_000)
