import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildPractice, type Person, type Practice, password } from '../builders/people.ts'
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

const logIn = async ({ email }: Person, agent = 'Test/1'): Promise<Tokens> => {
  const headers = { 'user-agent': agent }
  const answer = await api.app.inject({
    ...{ method: 'POST', url: '/v1/auth/login', headers, remoteAddress: '192.0.2.7' },
    payload: { email, password },
  })
  expect(answer.statusCode).toBe(200)
  return answer.json()
}
const call = (method: 'GET' | 'POST' | 'DELETE', url: string, { accessToken }: Tokens, payload?: object) =>
  api.app.inject({
    ...{ method, url, headers: { authorization: `Bearer ${accessToken}` } },
    ...(payload && { payload }),
  })
const refresh = ({ refreshToken }: Tokens) =>
  api.app.inject({ method: 'POST', url: '/v1/auth/refresh', payload: { refreshToken } })
const idOf = async (tokens: Tokens): Promise<string> =>
  (await call('GET', '/v1/sessions', tokens)).json().data.find(({ current }: { current: boolean }) => current)
    .id

describe('the list of one’s logins', () => {
  it('says of each where, by what and until when, and which one asks', async () => {
    const one = await logIn(ours.coach, 'Desk/1')
    const two = await logIn(ours.coach, 'Phone/1')
    const { data } = (await call('GET', '/v1/sessions?sort=-createdAt&limit=2', two)).json()
    expect(data).toMatchObject([
      { current: true, userAgent: 'Phone/1', ip: '192.0.2.7', method: 'password', secondFactor: false },
      { current: false, userAgent: 'Desk/1' },
    ])
    const days = (Date.parse(data[0].expiresAt) - Date.parse(data[0].createdAt)) / 86_400_000
    expect(days).toBeCloseTo(30, 1)
    expect(await idOf(one)).toBe(data[1].id)
  })

  it('has neither those of others nor those that have ended', async () => {
    const mine = await logIn(ours.client)
    await logIn(ours.admin)
    const other = await logIn(ours.client)
    await call('POST', '/v1/auth/logout-everywhere', other, {})
    const again = await logIn(ours.client)
    const { data } = (await call('GET', '/v1/sessions', again)).json()
    expect(data).toHaveLength(1)
    expect((await call('GET', '/v1/sessions', mine)).statusCode).toBe(401)
  })
})

describe('ending a login', () => {
  it('refuses its tokens at once, and no other’s', async () => {
    const kept = await logIn(ours.coach)
    const lost = await logIn(ours.coach)
    const url = `/v1/sessions/${await idOf(lost)}`
    expect((await call('DELETE', url, kept)).statusCode).toBe(204)
    expect((await call('GET', '/v1/auth/me', lost)).statusCode).toBe(401)
    expect((await refresh(lost)).statusCode).toBe(401)
    expect((await call('GET', '/v1/auth/me', kept)).statusCode).toBe(200)
    expect((await call('DELETE', url, kept)).statusCode).toBe(404)
  })

  it('is for one’s own alone: an admin too gets the answer of a login that is not there', async () => {
    const coach = await logIn(ours.coach)
    const admin = await logIn(ours.admin)
    expect((await call('DELETE', `/v1/sessions/${await idOf(coach)}`, admin)).statusCode).toBe(404)
    expect((await call('GET', '/v1/auth/me', coach)).statusCode).toBe(200)
  })

  it('everywhere ends all of them, in other organizations too; one may be kept', async () => {
    const theirs = await buildPractice(api.owner)
    await api.owner.query(
      `WITH person AS (UPDATE member SET account_id = (SELECT account_id FROM member WHERE id = $1) WHERE id = $2 RETURNING account_id, organization_id)
       INSERT INTO account_access (account_id, organization_id) SELECT account_id, organization_id FROM person`,
      [ours.coach.id, theirs.coach.id],
    )
    const inOrganization = async (organizationId: string): Promise<Tokens> =>
      (
        await api.app.inject({
          ...{ method: 'POST', url: '/v1/auth/login' },
          payload: { email: ours.coach.email, password, organizationId },
        })
      ).json()
    const [here, there] = [
      await inOrganization(ours.organizationId),
      await inOrganization(theirs.organizationId),
    ]
    expect((await call('POST', '/v1/auth/logout-everywhere', here, { keepThis: true })).statusCode).toBe(204)
    expect((await call('GET', '/v1/auth/me', there)).statusCode).toBe(401)
    expect((await call('GET', '/v1/auth/me', here)).statusCode).toBe(200)
    const answer = await call('POST', '/v1/auth/logout-everywhere', here, {})
    expect(answer.headers['set-cookie']).toContain('afterword=;')
    expect((await refresh(here)).statusCode).toBe(401)
  })
})

it('ends 90 days after it began, however often it is refreshed', async () => {
  const tokens = await logIn(ours.admin)
  const id = await idOf(tokens)
  await api.owner.query(`UPDATE session SET created_at = now() - interval '89 days' WHERE id = $1`, [id])
  const next: Tokens = (await refresh(tokens)).json()
  const { rows } = await api.owner.query(
    `SELECT extract(epoch FROM expires_at - now()) / 86400 AS days FROM session WHERE id = $1`,
    [id],
  )
  expect(Number(rows[0].days)).toBeCloseTo(1, 2)
  await api.owner.query(
    `UPDATE session SET created_at = created_at - interval '2 days', expires_at = created_at + interval '88 days' WHERE id = $1`,
    [id],
  )
  expect((await refresh(next)).statusCode).toBe(401)
  expect((await call('GET', '/v1/auth/me', next)).statusCode).toBe(401)
})
