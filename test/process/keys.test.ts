import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { buildPractice, password } from '../builders/people.ts'
import { createTestDatabase } from '../setup/database.ts'
import { launchAfterword, startAfterword } from '../setup/process.ts'

interface Tokens {
  accessToken: string
  refreshToken: string
}

const post = async <T>(url: string, body: object): Promise<T> => {
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })
  expect(answer.status).toBe(200)
  return (await answer.json()) as T
}
const kidOf = ({ accessToken }: Tokens): string =>
  JSON.parse(Buffer.from(accessToken.split('.')[0] ?? '', 'base64url').toString()).kid

test('keys follow each other over two servers: the next is taken by both, one that is thrown away by neither', async () => {
  const database = await createTestDatabase()
  onTestFinished(database.drop)
  const owner = new pg.Pool({ connectionString: database.urls.migrate, max: 1 })
  onTestFinished(() => owner.end())
  const env = { LOG_LEVEL: 'error' }
  const start = () => startAfterword({ database, role: 'api', env, patience: 50_000 })
  const [one, two] = await Promise.all([start(), start()])
  const { coach } = await buildPractice(owner)
  const statusAt = async (url: string, { accessToken }: Tokens) =>
    (await fetch(`${url}/v1/auth/me`, { headers: { authorization: `Bearer ${accessToken}` } })).status
  const published = async (url: string): Promise<string[]> => {
    const { keys } = (await (await fetch(`${url}/.well-known/jwks.json`)).json()) as {
      keys: { kid: string }[]
    }
    return keys.map(({ kid }) => kid)
  }
  const rotate = async (...words: string[]) => {
    const command = [process.execPath, '--import', 'tsx', 'server/main.ts', 'rotate-keys', ...words]
    const { ended, log } = launchAfterword({ database, command, env })
    expect(await ended, log()).toBe(0)
  }
  const refresh = (url: string, { refreshToken }: Tokens) =>
    post<Tokens>(`${url}/v1/auth/refresh`, { refreshToken })

  const first = await post<Tokens>(`${one.url}/v1/auth/login`, { email: coach.email, password })
  expect(await statusAt(two.url, first)).toBe(200)

  await rotate()
  // As if ten minutes had gone by; a server that starts now signs with the next key at once.
  await owner.query(`UPDATE signing_key SET signs_from = now() - interval '1 second' WHERE kid <> $1`, [
    kidOf(first),
  ])
  const three = await start()
  const next = await refresh(three.url, first)
  expect(kidOf(next)).not.toBe(kidOf(first))
  expect(await statusAt(one.url, next), 'a key that it has not heard of yet').toBe(200)
  expect(await statusAt(two.url, next)).toBe(200)
  expect(await statusAt(three.url, first), 'the key before still holds').toBe(200)
  expect(await published(one.url)).toEqual(expect.arrayContaining([kidOf(first), kidOf(next)]))

  await rotate('--now')
  const end = Date.now() + 75_000
  const refused = async () =>
    (await Promise.all([one, two, three].map(({ url }) => statusAt(url, next)))).every(
      (status) => status === 401,
    )
  while (!(await refused())) {
    expect(Date.now(), 'every server refuses it within a minute').toBeLessThan(end)
    await sleep(500)
  }
  const last = await refresh(one.url, next)
  expect(await statusAt(two.url, last), 'the login goes on').toBe(200)
}, 180_000)
