import type { FastifyInstance } from 'fastify'
import pg from 'pg'
import pino, { type Logger } from 'pino'
import supertest from 'supertest'
import { buildApp } from '../../server/app.ts'
import { loadConfig } from '../../server/config.ts'
import { type Context, createContext } from '../../server/context.ts'
import type { Person } from '../builders/people.ts'
import { password } from '../builders/people.ts'
import { createTestDatabase, type TestDatabase } from './database.ts'

export interface Api {
  app: FastifyInstance
  context: Context
  database: TestDatabase
  /** As the owner of the tables, for builders and for looking behind the API. */
  owner: pg.Pool
  /** A caller who has logged in for real. */
  as(person: Person): Promise<Caller>
  /** A caller without a token. */
  anyone: Caller
  close(): Promise<void>
}

type Verb = 'get' | 'post' | 'patch' | 'put' | 'delete'
/** supertest with the caller's token. */
export type Caller = Record<Verb, (path: string) => supertest.Test> & { token: string }

/** Tests ask more in a minute than people do; those of the limits set their own. */
const unlimited = { RATE_LIMIT: '0', RATE_LIMIT_NETWORK: '0' }

/** The production app on a database of its own, with a clock that tests may move. */
export async function startApi(
  env: Record<string, string> = {},
  log: Logger = pino({ level: 'silent' }),
): Promise<Api> {
  const database = await createTestDatabase()
  const config = loadConfig({
    TEST_CLOCK: env.NODE_ENV === 'production' ? '0' : '1',
    POOL_SIZE: '6',
    MAX_EVENT_LOOP_DELAY: '0',
    ...unlimited,
    ...env,
  })
  const context = await createContext(config, database.urls.api, log)
  const app = await buildApp(context)
  await app.ready()
  const owner = new pg.Pool({ connectionString: database.urls.migrate, max: 3 })
  // One that is still closing when the database is dropped is told so, and would end the run.
  owner.on('error', () => undefined)
  const agent = supertest(app.server)
  const callerWith = (token: string): Caller => {
    const send = (verb: Verb) => (path: string) =>
      token ? agent[verb](path).set('authorization', `Bearer ${token}`) : agent[verb](path)
    return {
      token,
      get: send('get'),
      post: send('post'),
      patch: send('patch'),
      put: send('put'),
      delete: send('delete'),
    }
  }
  return {
    app,
    context,
    database,
    owner,
    anyone: callerWith(''),
    async as({ email }) {
      const answer = await agent.post('/v1/auth/login').send({ email, password })
      if (answer.status !== 200) throw new Error(`${email} could not log in: ${JSON.stringify(answer.body)}`)
      return callerWith(answer.body.accessToken)
    },
    async close() {
      await app.close()
      await context.close()
      await owner.end()
      await database.drop()
    },
  }
}
