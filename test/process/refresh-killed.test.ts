import pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { buildPractice, password } from '../builders/people.ts'
import { type CommitProxy, startCommitProxy } from '../setup/commit-proxy.ts'
import { createTestDatabase, type TestDatabase } from '../setup/database.ts'
import { startAfterword } from '../setup/process.ts'

/** npm run torture:logins makes 200. */
const rounds = Number(process.env.ROUNDS ?? 3)

const post = async (url: string, body: object) => {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return { status: answer.status, body: (await answer.json()) as Record<string, string> }
}

/** The database as it is reached through the proxy. */
function through(database: TestDatabase, { port }: CommitProxy): TestDatabase {
  const by = (url: string) => Object.assign(new URL(url), { hostname: '127.0.0.1', port: String(port) }).href
  const { migrate, api, worker } = database.urls
  return { ...database, urls: { migrate, api: by(api), worker } }
}

test(
  'a server that is killed between the commit of a refresh and its answer logs nobody out',
  async () => {
    const database = await createTestDatabase()
    onTestFinished(database.drop)
    const owner = new pg.Pool({ connectionString: database.urls.migrate, max: 1 })
    onTestFinished(() => owner.end())
    const { hostname, port } = new URL(database.urls.api)
    const proxy = await startCommitProxy(Number(port), hostname)
    onTestFinished(proxy.close)
    const start = (of: TestDatabase) =>
      startAfterword({ database: of, role: 'api', env: { LOG_LEVEL: 'error' }, patience: 50_000 })
    const steady = await start(database)

    const { coach } = await buildPractice(owner)
    let login = await post(`${steady.url}/v1/auth/login`, { email: coach.email, password })
    expect(login.status).toBe(200)
    const generation = async (): Promise<number> =>
      (await owner.query('SELECT generation FROM session WHERE ended_at IS NULL')).rows[0].generation

    for (let round = 0; round < rounds; round++) {
      const doomed = await start(through(database, proxy))
      const before = await generation()
      const { refreshToken = '' } = login.body
      const committed = proxy.holdNextCommit()
      const lost = post(`${doomed.url}/v1/auth/refresh`, { refreshToken }).catch(() => 'no answer')
      await committed
      await doomed.kill()
      expect(await lost).toBe('no answer')
      expect(await generation(), 'it was committed').toBe(before + 1)
      login = await post(`${steady.url}/v1/auth/refresh`, { refreshToken })
      expect(login.status, `round ${round}`).toBe(200)
      const me = await fetch(`${steady.url}/v1/auth/me`, {
        headers: { authorization: `Bearer ${login.body.accessToken}` },
      })
      expect(me.status).toBe(200)
      login = await post(`${steady.url}/v1/auth/refresh`, { refreshToken: login.body.refreshToken })
      expect(login.status, 'and goes on from there').toBe(200)
    }
    console.log(`killed between commit and answer ${rounds} times: nobody was logged out`)
  },
  60_000 + rounds * 15_000,
)
