import { Secret, TOTP } from 'otpauth'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildPractice, type Person, type Practice, password } from '../builders/people.ts'
import { type Api, startApi } from '../setup/api.ts'

let api: Api
let ours: Practice

beforeAll(async () => {
  api = await startApi()
})
afterAll(() => api.close())

const post = (url: string, payload: object, token?: string, remoteAddress = '127.0.0.1') =>
  api.app.inject({
    ...{ method: 'POST', url, payload, remoteAddress },
    headers: token ? { authorization: `Bearer ${token}` } : {},
  })
const get = (url: string, token: string) =>
  api.app.inject({ method: 'GET', url, headers: { authorization: `Bearer ${token}` } })
const logIn = ({ email }: Person, more = {}) => post('/v1/auth/login', { email, password, ...more })
const verify = (challenge: string, shown: object) =>
  post('/v1/auth/second-factor/verify', { challenge, ...shown })

/** The code of a step: 0 is the present one. Each counts once, so that a test takes a later one each time. */
const codeOf = (secret: string, step = 0): string =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + step * 30_000 })

/** As if nobody had shown a code yet: so that a test need not wait for the next. */
const forgetSteps = () => api.owner.query('UPDATE second_factor SET last_step = 0')

interface Enrolled {
  token: string
  secret: string
  recoveryCodes: string[]
}

async function enrol(person: Person): Promise<Enrolled> {
  const { accessToken: token } = (await logIn(person)).json()
  const begun = await post('/v1/auth/second-factor', { password }, token)
  expect(begun.statusCode).toBe(200)
  expect(begun.headers['cache-control']).toContain('no-store')
  const { secret, otpauthUri, qr } = begun.json()
  expect(otpauthUri).toContain(encodeURIComponent(person.email))
  expect(qr).toMatch(/^<svg/)
  const confirmed = await post('/v1/auth/second-factor/confirm', { code: codeOf(secret, -1) }, token)
  expect(confirmed.statusCode).toBe(200)
  return { token, secret, recoveryCodes: confirmed.json().recoveryCodes }
}

describe('setting it up', () => {
  it('needs the password and a code, ends the other logins, and gives ten recovery codes', async () => {
    ours = await buildPractice(api.owner)
    const { accessToken: other } = (await logIn(ours.coach)).json()
    const { accessToken: token } = (await logIn(ours.coach)).json()
    expect((await post('/v1/auth/second-factor/confirm', { code: '123456' }, token)).statusCode).toBe(409)
    expect((await post('/v1/auth/second-factor', { password: 'not mine' }, token)).json()).toMatchObject({
      status: 422,
      errors: [{ pointer: '/password' }],
    })
    const { secret } = (await post('/v1/auth/second-factor', { password }, token)).json()
    const wrong = codeOf(secret, 40)
    expect((await post('/v1/auth/second-factor/confirm', { code: wrong }, token)).statusCode).toBe(422)
    expect((await logIn(ours.coach)).statusCode, 'it does not count yet').toBe(200)
    const { recoveryCodes } = (
      await post('/v1/auth/second-factor/confirm', { code: codeOf(secret) }, token)
    ).json()
    expect(new Set(recoveryCodes).size).toBe(10)
    expect((await get('/v1/auth/me', other)).statusCode).toBe(401)
    expect((await get('/v1/auth/second-factor', token)).json()).toMatchObject({
      ...{ confirmedAt: expect.any(String), recoveryCodesLeft: 10, required: false },
    })
    expect((await post('/v1/auth/second-factor', { password }, token)).statusCode).toBe(409)
  })

  it('keeps neither the secret nor a recovery code as text', async () => {
    const { secret, recoveryCodes } = await enrol((await buildPractice(api.owner)).coach)
    const { rows } = await api.owner.query(
      `SELECT string_agg(f::text, ' ') || (SELECT string_agg(r::text, ' ') FROM recovery_code r) AS stored FROM second_factor f`,
    )
    for (const one of [secret, ...recoveryCodes]) expect(rows[0].stored).not.toContain(one)
  })
})

describe('logging in with it', () => {
  it('opens nothing before the code is there, and each code counts once', async () => {
    const { coach } = await buildPractice(api.owner)
    const { secret } = await enrol(coach)
    const first = await logIn(coach)
    expect(first.statusCode).toBe(401)
    expect(first.json()).toMatchObject({ type: '/docs/problems/second-factor', expiresIn: 300 })
    expect(first.headers['set-cookie']).toBeUndefined()
    const { challenge } = first.json()
    const done = await verify(challenge, { code: codeOf(secret) })
    expect(done.statusCode).toBe(200)
    const { accessToken } = done.json()
    const { data } = (await get('/v1/sessions?sort=-createdAt', accessToken)).json()
    expect(data[0]).toMatchObject({ current: true, method: 'password', secondFactor: true })
    const again = (await logIn(coach)).json().challenge
    expect((await verify(again, { code: codeOf(secret) })).statusCode, 'the same code').toBe(401)
    await forgetSteps()
    expect((await verify(challenge, { code: codeOf(secret) })).statusCode, 'the same challenge').toBe(429)
    expect((await verify(again, { code: codeOf(secret, 1) })).statusCode).toBe(200)
  })

  it('takes no challenge that is not ours, is over, or of a wrong code', async () => {
    const { coach } = await buildPractice(api.owner)
    const { secret } = await enrol(coach)
    const { challenge } = (await logIn(coach)).json()
    const code = codeOf(secret)
    expect((await verify('x'.repeat(200), { code })).statusCode).toBe(401)
    expect((await verify(`${challenge.slice(0, -2)}AA`, { code })).statusCode).toBe(401)
    expect((await verify(challenge, {})).statusCode).toBe(401)
    expect((await verify(challenge, { code: codeOf(secret, 40) })).statusCode).toBe(401)
    const { rows } = await api.owner.query(
      `SELECT count(*)::int AS n FROM activity WHERE verb = 'second_factor_failed' AND record_id = $1`,
      [coach.id],
    )
    expect(rows[0].n).toBe(2)
  })

  it('takes a recovery code once, however it is typed', async () => {
    const { coach } = await buildPractice(api.owner)
    const { recoveryCodes } = await enrol(coach)
    const typed = (recoveryCodes[0] as string).toUpperCase().replaceAll('-', ' ')
    const used = await verify((await logIn(coach)).json().challenge, { recoveryCode: typed })
    expect(used.statusCode).toBe(200)
    const { recoveryCodesLeft } = (await get('/v1/auth/second-factor', used.json().accessToken)).json()
    expect(recoveryCodesLeft).toBe(9)
    const { challenge } = (await logIn(coach)).json()
    expect((await verify(challenge, { recoveryCode: typed })).statusCode).toBe(401)
  })

  it('limits wrong codes, and not right ones; a known device has a budget of its own', async () => {
    const { coach } = await buildPractice(api.owner)
    const { secret } = await enrol(coach)
    let deviceToken: string | undefined
    for (let i = 0; i < 14; i++) {
      await forgetSteps()
      const { challenge } = (await logIn(coach)).json()
      const answer = await verify(challenge, { code: codeOf(secret) })
      expect(answer.statusCode).toBe(200)
      deviceToken ??= answer.json().deviceToken
    }
    const wrong = codeOf(secret, 40)
    const statuses: number[] = []
    for (let i = 0; i < 3; i++) {
      const { challenge } = (await logIn(coach)).json()
      for (let j = 0; j < 6; j++) statuses.push((await verify(challenge, { code: wrong })).statusCode)
    }
    expect(statuses.slice(0, 6)).toEqual([401, 401, 401, 401, 401, 429])
    expect(statuses.filter((status) => status === 401)).toHaveLength(10)
    await forgetSteps()
    const strange = (await logIn(coach)).json().challenge
    expect((await verify(strange, { code: codeOf(secret) })).statusCode).toBe(429)
    const { challenge } = (await logIn(coach, { deviceToken })).json()
    expect((await verify(challenge, { code: codeOf(secret), deviceToken })).statusCode).toBe(200)
  })

  it('is asked for after a link in a mail and an invitation too', async () => {
    const { coach, organizationId } = await buildPractice(api.owner)
    const { secret } = await enrol(coach)
    const { hashSecret, newSecret } = await import('../../server/platform/secrets.ts')
    const token = newSecret()
    await api.owner.query(
      `INSERT INTO account_token (kind, hash, account_id, expires_at)
       SELECT 'magic', $1, account_id, now() + interval '5 minutes' FROM member WHERE id = $2`,
      [hashSecret('magic', token), coach.id],
    )
    const answer = await post('/v1/auth/magic-link/accept', { token })
    expect(answer.json()).toMatchObject({ status: 401, type: '/docs/problems/second-factor' })
    const { accessToken } = (await verify(answer.json().challenge, { code: codeOf(secret) })).json()
    expect((await get('/v1/sessions?sort=-createdAt', accessToken)).json().data[0].method).toBe('magic-link')

    const theirs = await buildPractice(api.owner)
    const { accessToken: admin } = (await logIn(theirs.admin)).json()
    const invited = await post(
      '/v1/invitations',
      { kind: 'member', email: coach.email, role: 'coach' },
      admin,
    )
    expect(invited.statusCode).toBe(201)
    const invitation = newSecret()
    const hash = hashSecret('invitation', invitation)
    await api.owner.query('UPDATE invitation SET token_hash = $1 WHERE id = $2', [hash, invited.json().id])
    await api.owner.query(
      `INSERT INTO credential_lookup (hash, kind, organization_id, subject_id) VALUES ($1, 'invitation', $2, $3)`,
      [hash, theirs.organizationId, invited.json().id],
    )
    const joined = await post('/v1/auth/invitations/accept', { token: invitation, password })
    expect(joined.json()).toMatchObject({ status: 401, type: '/docs/problems/second-factor' })
    await forgetSteps()
    const there = (await verify(joined.json().challenge, { code: codeOf(secret) })).json()
    const me = (await get('/v1/auth/me', there.accessToken)).json()
    expect(me.organization.id).toBe(theirs.organizationId)
    expect(me.organization.id).not.toBe(organizationId)
  })
})

describe('taking it away', () => {
  it('needs the password and a code; afterwards the password is enough', async () => {
    const { coach } = await buildPractice(api.owner)
    const { token, secret, recoveryCodes } = await enrol(coach)
    const remove = (proof: object) => post('/v1/auth/second-factor/remove', proof, token)
    expect((await remove({ password, code: codeOf(secret, 40) })).statusCode).toBe(422)
    expect((await remove({ password: 'not mine', code: codeOf(secret) })).statusCode).toBe(422)
    const renewed = await post(
      '/v1/auth/second-factor/recovery-codes',
      { password, recoveryCode: recoveryCodes[3] },
      token,
    )
    expect(renewed.json().recoveryCodes).toHaveLength(10)
    expect((await remove({ password, recoveryCode: recoveryCodes[4] })).statusCode).toBe(422)
    expect((await remove({ password, recoveryCode: renewed.json().recoveryCodes[0] })).statusCode).toBe(204)
    expect((await logIn(coach)).statusCode).toBe(200)
  })

  it('can be done by an admin for one who has lost it, unless they belong elsewhere too', async () => {
    const { coach, admin } = await buildPractice(api.owner)
    const { token } = await enrol(coach)
    const asAdmin = await api.as(admin)
    await asAdmin.delete(`/v1/members/${coach.id}/second-factor`).expect(204)
    expect((await get('/v1/auth/me', token)).statusCode).toBe(401)
    expect((await logIn(coach)).statusCode).toBe(200)
    const theirs = await buildPractice(api.owner)
    await api.owner.query(
      'INSERT INTO account_access (account_id, organization_id) SELECT account_id, $2 FROM member WHERE id = $1',
      [coach.id, theirs.organizationId],
    )
    await asAdmin.delete(`/v1/members/${coach.id}/second-factor`).expect(409)
    await asAdmin.delete(`/v1/members/${theirs.coach.id}/second-factor`).expect(404)
  })
})

describe('where the practice asks its admins for one', () => {
  it('an admin without does nothing else before, over REST and GraphQL; a coach goes on', async () => {
    const { admin, coach } = await buildPractice(api.owner)
    const { accessToken: token } = (await logIn(admin)).json()
    const changed = await api.app.inject({
      ...{ method: 'PATCH', url: '/v1/organization', payload: { requireSecondFactor: true } },
      headers: { authorization: `Bearer ${token}`, 'if-match': '*' },
    })
    expect(changed.statusCode).toBe(200)
    const refused = { status: 403, type: '/docs/problems/second-factor-required' }
    for (const url of ['/v1/clients', '/v1/organization', '/v1/erasure-requests', '/v1/changes'])
      expect((await get(url, token)).json(), url).toMatchObject(refused)
    const graph = await post('/graphql', { query: '{ clients { edges { node { id } } } }' }, token)
    expect(graph.json().data?.clients ?? null).toBeNull()
    expect(graph.json().errors[0].extensions.code).toBe('second-factor-required')
    expect((await get('/v1/auth/me', token)).json()).toMatchObject({ mustEnrol: true })
    const { accessToken: coaching } = (await logIn(coach)).json()
    expect((await get('/v1/clients', coaching)).statusCode).toBe(200)

    const { token: strong, secret } = await enrol(admin)
    expect((await get('/v1/auth/me', strong)).json()).toMatchObject({ mustEnrol: false })
    expect((await get('/v1/clients', strong)).statusCode).toBe(200)
    await forgetSteps()
    const proof = { password, code: codeOf(secret) }
    expect((await post('/v1/auth/second-factor/remove', proof, strong)).statusCode).toBe(409)
  })

  it('asks coaches and clients too where it is asked of all', async () => {
    const { admin, coach, client } = await buildPractice(api.owner)
    const { token: strong } = await enrol(admin)
    const [coaching, own] = [
      (await logIn(coach)).json().accessToken,
      (await logIn(client)).json().accessToken,
    ]
    const changed = await api.app.inject({
      ...{ method: 'PATCH', url: '/v1/organization' },
      payload: { requireSecondFactor: true, secondFactorOfAll: true },
      headers: { authorization: `Bearer ${strong}`, 'if-match': '*' },
    })
    expect(changed.statusCode).toBe(200)
    for (const token of [coaching, own]) {
      expect((await get('/v1/tasks', token)).json()).toMatchObject({
        ...{ status: 403, type: '/docs/problems/second-factor-required' },
      })
      expect((await get('/v1/auth/second-factor', token)).json()).toMatchObject({ required: true })
    }
    const { token } = await enrol(client)
    expect((await get('/v1/tasks', token)).statusCode).toBe(200)
  })
})
