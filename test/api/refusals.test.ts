import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { buildPractice, type Practice, password } from '../builders/people.ts'
import { type Api, type Caller, startApi } from '../setup/api.ts'
import { type LogCanary, logCanary, markers } from '../setup/log-canary.ts'

let api: Api
let canary: LogCanary
let practice: Practice
let coach: Caller
let client: Caller
const ids: Record<string, string> = {}

beforeAll(async () => {
  canary = logCanary()
  api = await startApi({}, canary.log)
  practice = await buildPractice(api.owner)
  coach = await api.as(practice.coach)
  client = await api.as(practice.client)
  const { rows } = await api.owner.query('SELECT id, email FROM account')
  for (const { id, email } of rows) ids[email] = id
})
afterAll(() => api.close())
beforeEach(() => void canary.lines.splice(0))

interface Line {
  level: number
  reqId: string
  refused: Record<string, unknown>
}
const warn = 40
const refusals = (): Line[] =>
  canary.lines.map((line) => JSON.parse(line)).filter(({ refused }) => refused !== undefined)
/** The one refusal since the test began, with the id that the answer has. */
function only(answer: { headers: Record<string, unknown> }): Line {
  const found = refusals()
  expect(found).toHaveLength(1)
  const [line] = found as [Line]
  expect(line.reqId).toBe(answer.headers['x-request-id'])
  expect(canary.found()).toEqual([])
  return line
}
const logIn = (email: string, given: string) =>
  api.anyone.post('/v1/auth/login').send({ email, password: given })

describe('a failed login leaves one line with the reason, and no value', () => {
  it('for a wrong password, whose account it was', async () => {
    const answer = await logIn(practice.coach.email, markers.password)
    expect([answer.status, only(answer)]).toMatchObject([
      401,
      {
        level: warn,
        refused: {
          kind: 'unauthorized',
          route: '/v1/auth/login',
          login: { reason: 'wrong_password', method: 'password', accountId: ids[practice.coach.email] },
        },
      },
    ])
  })

  it('for an unknown address, none', async () => {
    const answer = await logIn(markers.mail, markers.password)
    const { login } = only(answer).refused
    expect(login).toEqual({ reason: 'unknown_address', method: 'password' })
  })

  it('for the tries that reach no hash any more', async () => {
    const { coach: guessed } = await buildPractice(api.owner)
    for (let i = 0; i < 30; i++) await logIn(guessed.email, `${markers.password} ${i}`)
    canary.lines.splice(0)
    const answer = await logIn(guessed.email, markers.password)
    expect([answer.status, only(answer).refused]).toMatchObject([
      429,
      { kind: 'too-many-requests', login: { reason: 'too_many_tries', method: 'password' } },
    ])
  })

  it('for a dead link, and for a refresh token that is not ours', async () => {
    const link = await api.anyone.post('/v1/auth/magic-link/accept').send({ token: 'x'.repeat(43) })
    expect(only(link).refused.login).toEqual({ reason: 'dead_link', method: 'magic-link' })
    canary.lines.splice(0)
    const refreshed = await api.anyone.post('/v1/auth/refresh').send({ refreshToken: markers.token })
    expect(only(refreshed).refused.login).toEqual({ reason: 'token_not_ours', method: 'refresh' })
  })

  it('for a refresh token that was used before: somebody else may have it', async () => {
    const { refreshToken } = (await logIn(practice.admin.email, password)).body
    let next = refreshToken
    for (let i = 0; i < 3; i++)
      next = (await api.anyone.post('/v1/auth/refresh').send({ refreshToken: next })).body.refreshToken
    await api.owner.query(`UPDATE session SET rotated_at = now() - interval '1 minute'`)
    canary.lines.splice(0)
    const answer = await api.anyone.post('/v1/auth/refresh').send({ refreshToken })
    expect(answer.status).toBe(401)
    expect(only(answer).refused.login).toEqual({ reason: 'token_used_before', method: 'refresh' })
  })
})

describe('a refused request leaves one line with who asked, where and why', () => {
  it('without a genuine token, nobody', async () => {
    const answer = await api.anyone.get('/v1/tasks').set('authorization', `Bearer ${markers.token}`)
    const { level, refused } = only(answer)
    expect([level, refused]).toEqual([warn, { kind: 'unauthorized', method: 'GET', route: '/v1/tasks' }])
  })

  it('for want of a right', async () => {
    const answer = await client.get('/v1/api-keys')
    expect([answer.status, only(answer)]).toMatchObject([
      403,
      {
        level: warn,
        refused: {
          kind: 'forbidden',
          route: '/v1/api-keys',
          organizationId: practice.organizationId,
          accountId: ids[practice.client.email],
          sessionId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        },
      },
    ])
  })

  it('with a login that has ended', async () => {
    const gone = await api.as(practice.other)
    await api.owner.query(`UPDATE session SET ended_at = now() WHERE account_id = $1`, [
      ids[practice.other.email],
    ])
    canary.lines.splice(0)
    const answer = await gone.get('/v1/tasks')
    expect([answer.status, only(answer).refused]).toMatchObject([
      401,
      { kind: 'unauthorized', accountId: ids[practice.other.email] },
    ])
  })

  it('for a record that is not theirs to see', async () => {
    const elsewhere = await buildPractice(api.owner)
    const answer = await coach.get(`/v1/clients/${elsewhere.client.id}`)
    expect([answer.status, only(answer).refused]).toMatchObject([
      404,
      { kind: 'not-found', route: '/v1/clients/:id', accountId: ids[practice.coach.email] },
    ])
  })

  it('for what the rules of input refuse, by the codes and not by the words', async () => {
    const answer = await coach.post('/v1/employers').send({ name: 'Lumen', [markers.name]: markers.note })
    const { refused } = only(answer)
    expect(refused).toMatchObject({
      kind: 'validation-failed',
      codes: expect.arrayContaining(['unknown']),
      route: '/v1/employers',
    })
  })

  it('in the graph, once for a kind', async () => {
    const query = `{ a: task(id: "${markers.query}") { id } b: task(id: "${markers.query}") { id } }`
    const answer = await coach.post('/graphql').send({ query })
    expect(only(answer).refused).toMatchObject({
      kind: 'validation-failed',
      route: '/graphql',
      accountId: ids[practice.coach.email],
    })
  })

  it('in a change by the graph that names what is not theirs', async () => {
    const elsewhere = await buildPractice(api.owner)
    const query =
      'mutation ($id: ID!) { updateClient(input: { id: $id, version: 1, name: "Eve" }) { userErrors { message } } }'
    const answer = await coach.post('/graphql').send({ query, variables: { id: elsewhere.client.id } })
    expect(answer.body.data.updateClient.userErrors).toHaveLength(1)
    expect(only(answer).refused).toMatchObject({
      kind: 'not-found',
      route: '/graphql',
      accountId: ids[practice.coach.email],
    })
  })
})
