import { chmod, mkdir, readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { withClient } from '../../server/platform/database/address.ts'
import { temporaryFolder } from '../setup/folder.ts'
import { descendantsOf, eventually, launchAfterword, processesNaming } from '../setup/process.ts'

const launch = (folder: string) =>
  launchAfterword({
    command: [process.execPath, '--import', 'tsx', 'test/process/embedded.child.ts', folder],
  })

/** Starts one and waits until it is up. */
async function up(folder: string) {
  const { child, log, ended } = launch(folder)
  await eventually('up', () => {
    if (child.exitCode !== null) throw new Error(log())
    return log().includes('up postgres:')
  })
  const url = /up (\S+)/.exec(log())?.[1] ?? ''
  return { child, log, ended, url, pid: child.pid as number }
}

const query = (url: string, sql: string) => withClient(url, (client) => client.query(sql))
const serverPid = async (folder: string) =>
  Number((await readFile(join(folder, 'postgres/data/postmaster.pid'), 'utf8')).split('\n')[0])
const nothingLeft = (folder: string) =>
  eventually('nothing is left', () => processesNaming(folder).length === 0, 5000)

test('ends with SIGTERM and leaves nothing behind', async () => {
  const folder = await temporaryFolder()
  const { child, ended, url } = await up(folder)
  await query(url, 'CREATE TABLE kept AS SELECT 42 AS answer')
  child.kill('SIGTERM')
  expect(await ended).toBe(0)
  expect(processesNaming(folder)).toEqual([])
  const again = await up(folder)
  expect((await query(again.url, 'SELECT answer FROM kept')).rows).toEqual([{ answer: 42 }])
})

test('SIGKILL takes PostgreSQL with it, and the next start finds what was written', async () => {
  const folder = await temporaryFolder()
  const first = await up(folder)
  await query(first.url, 'CREATE TABLE kept AS SELECT 42 AS answer')
  first.child.kill('SIGKILL')
  // At once: it must wait for or end the server that is still going down.
  const second = await up(folder)
  expect((await query(second.url, 'SELECT answer FROM kept')).rows).toEqual([{ answer: 42 }])
  second.child.kill('SIGKILL')
  await nothingLeft(folder)
})

test('killed together with its watcher, it leaves a server that the next start ends', async () => {
  const folder = await temporaryFolder()
  const first = await up(folder)
  const server = await serverPid(folder)
  for (const { pid, command } of [...descendantsOf(first.pid)])
    if (command.startsWith('/bin/sh')) process.kill(pid, 'SIGKILL')
  first.child.kill('SIGKILL')
  await first.ended
  const second = await up(folder)
  expect(second.log()).toContain('left behind')
  expect(await serverPid(folder)).not.toBe(server)
  second.child.kill('SIGTERM')
  await second.ended
  await nothingLeft(folder)
})

test('a PostgreSQL that dies comes back at the same address', async () => {
  const folder = await temporaryFolder()
  const { url } = await up(folder)
  process.kill(await serverPid(folder), 'SIGKILL')
  const answers = () =>
    query(url, 'SELECT 1').then(
      () => true,
      () => false,
    )
  await eventually('it is away', async () => !(await answers()))
  await eventually('it is back', answers)
})

test('of two starts on one folder at once one says that it is in use', async () => {
  const folder = await temporaryFolder()
  const both = [launch(folder), launch(folder)]
  await eventually('one has ended', () => both.some(({ child }) => child.exitCode !== null))
  const [loser, winner] = both[0]?.child.exitCode !== null ? both : both.toReversed()
  expect(loser?.child.exitCode).toBe(1)
  expect(loser?.log()).toMatch(/is in use by another Afterword.*DATA_DIR/s)
  await eventually('the other is up', () => winner?.log().includes('up postgres:') ?? false)
})

test('what a start was killed in the middle of is set up anew', async () => {
  const folder = await temporaryFolder()
  const first = launch(folder)
  const home = join(folder, 'postgres')
  await eventually('it is being set up', async () =>
    (await readdir(home).catch(() => [])).some((name) => name.startsWith('data.')),
  )
  first.child.kill('SIGKILL')
  await first.ended
  await up(folder)
})

test('the password is readable by its owner alone', async () => {
  const folder = await temporaryFolder()
  const { url } = await up(folder)
  expect((await stat(join(folder, 'postgres/password'))).mode & 0o777).toBe(0o600)
  expect((await stat(join(folder, 'postgres'))).mode & 0o777).toBe(0o700)
  const wrong = new URL(url)
  wrong.password = 'wrong'
  await expect(query(wrong.href, 'SELECT 1')).rejects.toThrow(/password authentication failed/)
})

test.runIf(process.getuid?.() === 0)('a folder out of reach is named, with what helps', async () => {
  const parent = join(await temporaryFolder(), 'private')
  await mkdir(parent)
  await chmod(parent, 0o700)
  const { ended, log } = launch(join(parent, 'data'))
  expect(await ended).toBe(1)
  expect(log()).toContain(`may not enter ${parent}.`)
  expect(log()).toContain('DATA_DIR=/var/lib/afterword')
})
