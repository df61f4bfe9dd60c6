import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { sender, tellLife } from '../builders/life.ts'
import { buildPractice } from '../builders/people.ts'
import { createTestDatabase } from '../setup/database.ts'
import { whereIs } from '../setup/everything.ts'
import { temporaryFolder } from '../setup/folder.ts'
import { launchAfterword, startAfterword } from '../setup/process.ts'

const patience = 90_000

/** As an operator would look: Debian's pg_dump where the server is of its age, else every table by itself. */
async function dumped(url: string): Promise<string> {
  if (!process.env.DATABASE_URL) return ''
  const { stdout } = await promisify(execFile)('pg_dump', [url], { maxBuffer: 2 ** 30 })
  return stdout
}

test('a mark in every text of a client is nowhere after erasure, nor in the log, nor in a restored backup', async () => {
  const database = await createTestDatabase()
  onTestFinished(database.drop)
  const owner = new pg.Pool({ connectionString: database.urls.migrate, max: 2 })
  onTestFinished(() => owner.end())
  const ledger = join(await temporaryFolder(), 'ledger.ndjson')
  const running = await startAfterword({
    database,
    patience,
    env: { ERASURE_LEDGER: ledger, LOG_LEVEL: 'debug' },
  })
  const practice = await buildPractice(owner)
  const mark = `zq${randomBytes(6).toString('hex')}`
  const { client, contactId } = await tellLife(owner, running.url, practice, mark)
  const before = await whereIs(owner, mark)
  const tables = new Set(before.map((row) => row.split(':')[0]))
  for (const table of [
    'client',
    'contact',
    'interview',
    'opportunity',
    'task',
    'timeline_statement',
    'session',
    'account',
    'activity',
    'mail',
    'invitation',
  ])
    expect(tables, `the mark is in ${table} before`).toContain(table)

  // What is asked for and refused may not stay in the log either.
  for (const path of [`/v1/clients?q=${mark}`, `/v1/clients/${mark}`, `/v1/${mark}`])
    await fetch(running.url + path)
  const admin = await sender(running.url, practice.admin)
  await admin('GET', `/v1/clients?q=${mark}`)
  await admin('GET', `/v1/contacts?q=ida.${mark}`)
  await fetch(`${running.url}/v1/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: `${mark}@x.test`, password: mark }),
  })
  const tasks = async () => (await owner.query('SELECT count(*)::int AS n FROM task')).rows[0].n
  const counted = await tasks()
  const { etag } = await admin('GET', `/v1/clients/${client.id}`)
  const erased = await admin(
    'POST',
    `/v1/clients/${client.id}/erase`,
    { confirm: `Cleo ${mark}` },
    { 'if-match': etag },
  )
  expect(erased.body).toMatchObject({ kind: 'client', id: client.id })

  expect(await whereIs(owner, mark)).toEqual([])
  expect(await dumped(database.urls.migrate)).not.toContain(mark)
  expect(running.log()).not.toContain(mark)
  expect(await tasks(), 'the numbers stay').toBe(counted)
  await expect(admin('GET', `/v1/clients/${client.id}`)).rejects.toThrow('404')
  await expect(sender(running.url, client).then((send) => send('GET', '/v1/auth/me'))).rejects.toThrow('401')

  const lines = (await readFile(ledger, 'utf8')).trim().split('\n')
  const ids = lines.map((line) => JSON.parse(line).id)
  expect(ids).toContain(client.id)
  expect(ids).toContain(contactId)
  expect(await running.stop()).toBe(0)

  // A backup from before: the same ids, with their texts.
  await owner.query(`UPDATE client SET erased_at = NULL, deleted_at = NULL WHERE id = $1`, [client.id])
  await owner.query('UPDATE contact SET erased_at = NULL WHERE id = $1', [contactId])
  await owner.query('DELETE FROM erasure')
  await owner.query('UPDATE client SET name = $2, target = $2 WHERE id = $1', [client.id, mark])
  await owner.query('UPDATE contact SET notes = $2 WHERE id = $1', [contactId, mark])
  expect((await whereIs(owner, mark)).length).toBeGreaterThanOrEqual(2)
  for (let times = 0; times < 2; times++) {
    const command = [process.execPath, '--import', 'tsx', 'server/main.ts', 'erase-ledger', ledger]
    const again = launchAfterword({ database, command })
    expect(await again.ended, again.log()).toBe(0)
  }
  expect(await whereIs(owner, mark)).toEqual([])
  const { rows } = await owner.query('SELECT count(*)::int AS n FROM erasure')
  expect(rows[0].n).toBe(new Set(ids).size)
}, 180_000)
