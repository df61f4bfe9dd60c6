import { expect, onTestFinished, test } from 'vitest'
import { withClient } from '../../server/platform/database/address.ts'
import { createTestDatabase } from '../setup/database.ts'
import { temporaryFolder } from '../setup/folder.ts'
import {
  type Afterword,
  descendantsOf,
  eventually,
  launchAfterword,
  processesNaming,
  startAfterword,
} from '../setup/process.ts'

const patience = 90_000
const answers = async ({ url }: Afterword) => (await fetch(`${url}/.well-known/jwks.json`)).status
const nothingLeft = (folder: string) =>
  eventually('nothing is left', () => processesNaming(folder).length === 0, 8000)

test('the first start sets everything up, the second is ready in seconds, SIGTERM leaves nothing', async () => {
  const DATA_DIR = await temporaryFolder()
  const first = await startAfterword({ env: { DATA_DIR }, patience })
  expect(await answers(first)).toBe(200)
  const family = descendantsOf(first.pid).map(({ pid }) => pid)
  expect(family.length).toBeGreaterThan(0)
  const began = Date.now()
  expect(await first.stop(), first.log()).toBe(0)
  expect(Date.now() - began).toBeLessThan(10_000)
  expect(processesNaming(DATA_DIR)).toEqual([])

  const second = await startAfterword({ env: { DATA_DIR }, patience })
  console.log(`ready after ${first.readyAfter} ms, the second time after ${second.readyAfter} ms`)
  expect(second.readyAfter).toBeLessThan(50_000)
  expect(await answers(second)).toBe(200)
}, 120_000)

test('SIGKILL leaves nothing either, and the next start works', async () => {
  const DATA_DIR = await temporaryFolder()
  const first = await startAfterword({ env: { DATA_DIR, DEMO: 'off' }, patience })
  await first.kill()
  await nothingLeft(DATA_DIR)
  const second = await startAfterword({ env: { DATA_DIR, DEMO: 'off' }, patience })
  expect(await answers(second)).toBe(200)
}, 120_000)

const signals: Record<string, (npm: number) => void> = {
  npm: (npm) => process.kill(npm, 'SIGTERM'),
  'the process group': (npm) => process.kill(-npm, 'SIGTERM'),
  'the program alone': (npm) => process.kill(programOf(npm), 'SIGTERM'),
  'npm, as SIGKILL': (npm) => process.kill(npm, 'SIGKILL'),
  'npm, as SIGINT to the group': (npm) => process.kill(-npm, 'SIGINT'),
}

test('under npm start, a signal to npm, to its group or to the program ends everything', async () => {
  const started = await Promise.all(
    Object.entries(signals).map(async ([to, send]) => {
      const DATA_DIR = await temporaryFolder()
      const command = ['npm', 'start']
      return {
        to,
        send,
        DATA_DIR,
        run: await startAfterword({ command, env: { DATA_DIR, DEMO: 'off' }, patience }),
      }
    }),
  )
  for (const { to, send, DATA_DIR, run } of started) {
    const program = programOf(run.pid)
    send(run.pid)
    await nothingLeft(DATA_DIR)
    await eventually(`the program is gone after a signal to ${to}`, () => !alive(program), 5000)
    await run.ended
    expect(run.log(), to).not.toContain('Not finished')
  }
}, 180_000)

const programOf = (npm: number): number => {
  const found = descendantsOf(npm).find(({ command }) => /^\S*node .*server\/main\.ts/.test(command))
  if (!found) throw new Error('The program was not found under npm.')
  return found.pid
}

const alive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

test('a given database is used, and its connections may break', async () => {
  const database = await createTestDatabase()
  onTestFinished(database.drop)
  const running = await startAfterword({ database, patience })
  await withClient(database.urls.migrate, (client) =>
    client.query(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
    ),
  )
  await eventually('it answers', async () => (await answers(running)) === 200)
  expect(await running.stop(), running.log()).toBe(0)
})

test('refuses to serve requests as the owner', async () => {
  const database = await createTestDatabase()
  onTestFinished(database.drop)
  const { migrate } = database.urls
  const run = launchAfterword({ database, env: { DATABASE_URL: migrate } })
  expect(await run.ended).toBe(1)
  expect(run.log()).toMatch(/DATABASE_URL can not be used for requests: .* is a superuser/)
})

test('all mistakes in the settings are said at once, without a stack', async () => {
  const run = launchAfterword({ env: { PORT: 'x', ROLE: 'y', DATABASE_URL: 'z' } })
  expect(await run.ended).toBe(1)
  for (const name of ['PORT', 'ROLE', 'DATABASE_URL']) expect(run.log()).toContain(name)
  expect(run.log()).not.toMatch(/\n\s+at /)
})

test('a port that is taken and a data folder that is a file are said in a sentence', async () => {
  const database = await createTestDatabase()
  onTestFinished(database.drop)
  const first = await startAfterword({ database, patience })
  const { port } = new URL(first.url)
  const second = launchAfterword({ database, env: { PORT: port } })
  expect(await second.ended).toBe(1)
  expect(second.log()).toContain(`Port ${port} on 127.0.0.1 is in use. Set PORT to another one.`)

  const third = launchAfterword({ env: { DATA_DIR: '/dev/null/data' } })
  expect(await third.ended).toBe(1)
  expect(third.log()).toMatch(/The data folder \/dev\/null\/data can not be made.*Set DATA_DIR/)
})
