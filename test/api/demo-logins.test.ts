import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { loadConfig } from '../../server/config.ts'
import { createContext } from '../../server/context.ts'
import { buildPractice, password } from '../builders/people.ts'
import { type Api, startApi } from '../setup/api.ts'

const email = 'coach@demo.test'
let api: Api

beforeAll(async () => {
  api = await startApi()
  const { coach } = await buildPractice(api.owner)
  await api.owner.query('UPDATE account SET email = $2 WHERE email = $1', [coach.email, email])
})
afterAll(() => api.close())

/** What a start with these settings makes of it: what logging in as the demo gives, and whether the logins are shown. */
async function asked(settings: Record<string, string>): Promise<[login: number, shown: number]> {
  const started = await createContext(
    loadConfig({ ...settings, POOL_SIZE: '1' }),
    api.database.urls.api,
    api.context.log,
  )
  onTestFinished(started.close)
  // One app for all of them, as making one takes longest: it asks its context anew with each request.
  Object.assign(api.context, { demoLogins: started.demoLogins })
  const login = await api.app.inject({ method: 'POST', url: '/v1/auth/login', payload: { email, password } })
  const shown = await api.app.inject('/v1/auth/demo')
  return [login.statusCode, shown.statusCode]
}

describe('the demo logins', () => {
  it.each<[string, Record<string, string>]>([
    ['bound to all addresses', { HOST: '0.0.0.0' }],
    ['bound to an address of the network', { HOST: '192.0.2.7' }],
    ['behind a proxy, by its public address', { PUBLIC_URL: 'https://afterword.test' }],
    ['with DEMO=off', { DEMO: 'off' }],
    ['in production', { NODE_ENV: 'production' }],
  ])('are refused and not told of %s', async (_name, settings) => {
    expect(await asked(settings)).toEqual([403, 404])
  })

  it.each<[string, Record<string, string>]>([
    ['on this machine', {}],
    ['where the operator says so', { HOST: '0.0.0.0', DEMO: '1' }],
  ])('work %s', async (_name, settings) => {
    expect(await asked(settings)).toEqual([200, 200])
  })
})
