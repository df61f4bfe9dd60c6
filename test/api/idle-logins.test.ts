import { afterAll, beforeAll, expect, it } from 'vitest'
import { buildPractice, type Practice, password } from '../builders/people.ts'
import { type Api, startApi } from '../setup/api.ts'

let api: Api
let ours: Practice

beforeAll(async () => {
  api = await startApi()
  ours = await buildPractice(api.owner)
})
afterAll(() => api.close())

interface Tokens {
  accessToken: string
  refreshToken: string
}
const logIn = async (): Promise<Tokens> =>
  (await api.anyone.post('/v1/auth/login').send({ email: ours.coach.email, password })).body
const refresh = ({ refreshToken }: Tokens) => api.anyone.post('/v1/auth/refresh').send({ refreshToken })
const isIn = async ({ accessToken }: Tokens) =>
  (await api.anyone.get('/v1/auth/me').set('authorization', `Bearer ${accessToken}`)).status
/** As if all logins had been left alone for so long. */
const pass = (time: string) =>
  api.owner.query(
    `UPDATE session SET created_at = created_at - $1::interval, rotated_at = rotated_at - $1::interval,
       expires_at = expires_at - $1::interval`,
    [time],
  )
const daysLeft = async () =>
  (
    await api.owner.query(
      `SELECT round(extract(epoch FROM max(expires_at) - now()) / 86400)::int AS n FROM session`,
    )
  ).rows[0].n

it('a login that nobody uses ends by itself after 30 days; each use begins them anew', async () => {
  const first = await logIn()
  expect(await daysLeft()).toBe(30)
  await pass('29 days')
  expect(await isIn(first)).toBe(200)
  const second = (await refresh(first)).body as Tokens
  expect([await isIn(second), await daysLeft()]).toEqual([200, 30])
  await pass('30 days 1 second')
  expect([await isIn(second), (await refresh(second)).status]).toEqual([401, 401])
  const { rows } = await api.owner.query('SELECT ended_at FROM session')
  expect(rows, 'nobody ended it').toEqual([{ ended_at: null }])
  const { body } = await (await api.as(ours.coach)).get('/v1/sessions')
  expect(body.data).toHaveLength(1)
})
