import pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../setup/database.ts'
import { launchAfterword, startAfterword } from '../setup/process.ts'

/** npm run setup, with these words. */
async function setUp(database: TestDatabase, url: string, ...words: string[]) {
  const command = [process.execPath, '--import', 'tsx', 'server/main.ts', 'setup', ...words]
  const { ended, log } = launchAfterword({ database, command, env: { PUBLIC_URL: url, LOG_LEVEL: 'error' } })
  return { code: await ended, said: log(), token: /#token=([\w-]{43})/.exec(log())?.[1] }
}

const post = (url: string, body: object) =>
  fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })

test('setup makes an organization and its first admin, by a link that works once; again it changes nothing', async () => {
  const database = await createTestDatabase()
  onTestFinished(database.drop)
  const owner = new pg.Pool({ connectionString: database.urls.migrate, max: 1 })
  onTestFinished(() => owner.end())
  const organizations = async () => (await owner.query('SELECT name, time_zone FROM organization')).rows
  const env = { LOG_LEVEL: 'error' }
  const { url } = await startAfterword({ database, role: 'api', env, patience: 50_000 })
  const words = ['--organization', 'Harbour Careers', '--email', 'Ana@Harbour.test']

  expect(await setUp(database, url, '--email', 'ana@harbour.test')).toMatchObject({ code: 1 })
  expect((await setUp(database, url, ...words, '--time-zone', 'Mars/Base')).said).toContain('is no time zone')
  expect(await organizations()).toEqual([])

  const first = await setUp(database, url, ...words, '--time-zone', 'Europe/Berlin')
  expect(first, first.said).toMatchObject({ code: 0, token: expect.any(String) })
  expect(first.said).toContain(`${url}/reset#token=`)
  expect(await organizations()).toEqual([{ name: 'Harbour Careers', time_zone: 'Europe/Berlin' }])

  const email = 'ana@harbour.test'
  const password = 'four words that hold'
  const accept = () => post(`${url}/v1/auth/password-reset/accept`, { token: first.token, password })
  expect((await accept()).status).toBe(204)
  expect((await accept()).status, 'once').toBe(401)
  const login = await post(`${url}/v1/auth/login`, { email, password })
  expect(login.status).toBe(200)
  const { accessToken } = (await login.json()) as { accessToken: string }
  const me = await fetch(`${url}/v1/auth/me`, { headers: { authorization: `Bearer ${accessToken}` } })
  expect(await me.json()).toMatchObject({ role: 'admin', organization: { name: 'Harbour Careers' } })

  const second = await setUp(database, url, ...words)
  expect([second.code, second.token], second.said).toEqual([0, undefined])
  expect(second.said).toContain('has a login already')
  const again = await setUp(database, url, ...words, '--again')
  expect(again.token).not.toBe(first.token)
  expect(await organizations()).toHaveLength(1)
  expect(await setUp(database, url, '--email', 'nobody@harbour.test', '--again')).toMatchObject({ code: 1 })
})
