import { v7 as newId } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildContact, buildPractice, insert, type Practice } from '../builders/people.ts'
import { type Api, type Caller, startApi } from '../setup/api.ts'

let api: Api
let ours: Practice
let theirs: Practice
let coach: Caller
let other: Caller
let admin: Caller
let client: Caller

beforeAll(async () => {
  api = await startApi()
  ours = await buildPractice(api.owner)
  theirs = await buildPractice(api.owner)
  coach = await api.as(ours.coach)
  other = await api.as(ours.other)
  admin = await api.as(ours.admin)
  client = await api.as(ours.client)
})
afterAll(() => api.close())

/** What answers without a token, by intent. Anything else that does is an accident. */
const open = new Set([
  'POST /v1/auth/login',
  'POST /v1/auth/refresh',
  'POST /v1/auth/logout',
  'GET /v1/auth/demo',
  'POST /v1/auth/invitations/look',
  'POST /v1/auth/invitations/accept',
  'POST /v1/auth/password-reset',
  'POST /v1/auth/password-reset/accept',
  'POST /v1/auth/magic-link',
  'POST /v1/auth/magic-link/accept',
  'POST /v1/auth/second-factor/verify',
  'POST /v1/task-actions::look',
  'POST /v1/task-actions::act',
  'POST /v1/task-actions::undo',
  'GET /v1/mail/unsubscribe/:token',
  'POST /v1/mail/unsubscribe/:token',
  'GET /graphiql',
  'GET /graphiql/start.js',
  'GET /graphiql/main.css',
  'GET /graphiql/main.js',
  'GET /graphiql/editorWorkerService.js',
  'GET /graphiql/graphql.js',
  'GET /graphiql/json.js',
  'GET /docs',
  'GET /docs/deprecations',
  'GET /docs/guide',
  'GET /docs/docs.css',
  'GET /docs/openapi.yaml',
  'GET /docs/problems',
  'GET /docs/problems/:kind',
  'GET /v1/auth/oidc',
  'GET /v1/auth/oidc/start',
  'GET /v1/auth/oidc/callback',
  'GET /.well-known/jwks.json',
  'GET /calendar/:token.ics',
  'GET /health/live',
  'GET /health/ready',
])

describe('without a token', () => {
  it('every route but those meant to be open answers 401', async () => {
    const found: string[] = []
    for (const { method, url } of api.app.routeTable) {
      for (const verb of [method].flat().filter((name) => name !== 'HEAD' && name !== 'OPTIONS')) {
        const panel =
          url === '/' || url === '/*' || /^\/(assets\/|[\w.-]+\.(svg|png|ico|txt|webmanifest)$)/.test(url)
        if (open.has(`${verb} ${url}`) || panel) continue
        const path = url.replace('::', ':').replace(/:id\b/g, newId())
        const answer = await api.app.inject({
          method: verb as 'GET',
          url: path,
          ...(verb !== 'GET' && { payload: {} }),
        })
        found.push(`${verb} ${url} ${answer.statusCode}`)
      }
    }
    expect(found.length).toBeGreaterThan(35)
    expect(found.filter((line) => !line.endsWith(' 401'))).toEqual([])
  })

  it.each([
    ['nothing of a token', 'abc'],
    ['no signature', `${Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url')}.e30.`],
    ['an empty one', ''],
  ])('a token that is %s is refused', async (_name, token) => {
    const answer = await api.anyone.get('/v1/tasks').set('authorization', `Bearer ${token}`)
    expect(answer.status).toBe(401)
    expect(answer.headers['www-authenticate']).toBe('Bearer')
  })

  it('a token signed by another key, or for another purpose, is refused', async () => {
    const [header, payload, signature] = coach.token.split('.') as [string, string, string]
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString())
    const altered = Buffer.from(JSON.stringify({ ...claims, org: theirs.organizationId })).toString(
      'base64url',
    )
    for (const token of [
      `${header}.${altered}.${signature}`,
      `${header}.${payload}.${'A'.repeat(signature.length)}`,
    ])
      expect((await api.anyone.get('/v1/tasks').set('authorization', `Bearer ${token}`)).status).toBe(401)
  })
})

describe('who sees what', () => {
  const idsOf = async (caller: Caller, path: string) => {
    const answer = await caller.get(path)
    expect(answer.status, path).toBe(200)
    return answer.body.data.map(({ id }: { id: string }) => id)
  }

  it('a coach sees their own clients, an admin all of the organization, a client themselves', async () => {
    expect(await idsOf(coach, '/v1/clients')).toEqual([ours.client.id])
    expect(await idsOf(other, '/v1/clients')).toEqual([])
    expect(await idsOf(admin, '/v1/clients')).toEqual([ours.client.id])
    expect(await idsOf(client, '/v1/clients')).toEqual([ours.client.id])
    expect(await idsOf(other, '/v1/opportunities')).toEqual([])
    expect(await idsOf(client, '/v1/opportunities')).toEqual([ours.opportunity.id])
  })

  it('what is another organization’s is the same 404 as what does not exist', async () => {
    for (const [path, foreign] of [
      ['/v1/clients', theirs.client.id],
      ['/v1/opportunities', theirs.opportunity.id],
      ['/v1/employers', theirs.opportunity.employerId],
      ['/v1/members', theirs.coach.id],
    ] as const) {
      const seen = await Promise.all([foreign, newId()].map((id) => admin.get(`${path}/${id}`)))
      const [one, two] = seen.map(({ status, body: { requestId, instance, ...rest } }) => ({ status, rest }))
      expect(one?.status, path).toBe(404)
      expect(one).toEqual(two)
    }
  })

  it('a foreign or invisible id in a body is 422 at its pointer, and nothing is written', async () => {
    const body = { title: 'Analyst', employerId: ours.opportunity.employerId, clientId: ours.client.id }
    const cases = [
      { ...body, clientId: theirs.client.id, pointer: '/clientId' },
      { ...body, employerId: theirs.opportunity.employerId, pointer: '/employerId' },
    ]
    const count = async () => (await api.owner.query('SELECT count(*)::int AS n FROM opportunity')).rows[0].n
    const before = await count()
    for (const { pointer, ...wrong } of cases) {
      const answer = await coach.post('/v1/opportunities').send(wrong)
      expect([answer.status, answer.body.errors[0]]).toMatchObject([
        422,
        { pointer, code: 'reference_not_found' },
      ])
    }
    const hidden = await other.post('/v1/opportunities').send(body)
    expect([hidden.status, hidden.body.errors[0].pointer]).toEqual([422, '/clientId'])
    expect(await count()).toBe(before)
  })

  it('a participant of another employer or organization is refused, and nothing is written', async () => {
    const elsewhere = await buildContact(
      api.owner,
      ours.organizationId,
      (await coach.post('/v1/employers').send({ name: 'Elsewhere' })).body.id,
    )
    const foreign = await buildContact(api.owner, theirs.organizationId, theirs.opportunity.employerId)
    for (const contactId of [elsewhere, foreign]) {
      const answer = await coach.post('/v1/interviews').send({
        opportunityId: ours.opportunity.id,
        startsAt: '2030-03-04T15:00:00Z',
        durationMinutes: 60,
        timeZone: 'America/New_York',
        format: 'video',
        participants: [{ name: 'Somebody New' }, { contactId }],
      })
      expect([answer.status, answer.body.errors[0].pointer]).toEqual([422, '/participants/1/contactId'])
    }
    const { rows } = await api.owner.query(
      `SELECT (SELECT count(*) FROM interview)::int AS interviews, (SELECT count(*) FROM contact WHERE name = 'Somebody New')::int AS people`,
    )
    expect(rows[0]).toEqual({ interviews: 0, people: 0 })
  })

  it('a viewing coach reads and may not write; an assignment that has ended shows nothing', async () => {
    const share = (level: string, ends_on: string | null) =>
      insert(api.owner, 'client_coach', {
        organization_id: ours.organizationId,
        client_id: ours.client.id,
        member_id: ours.other.id,
        level,
        ends_on,
      })
    const unshare = () => api.owner.query('DELETE FROM client_coach')
    const task = { clientId: ours.client.id, title: 'Call', dueAt: '2030-01-07T15:00:00Z' }
    await share('viewing', null)
    expect(await idsOf(other, '/v1/clients')).toEqual([ours.client.id])
    expect((await other.post('/v1/tasks').send(task)).status).toBe(403)
    const contactId = await buildContact(api.owner, ours.organizationId, ours.opportunity.employerId)
    const patch = () =>
      other.patch(`/v1/contacts/${contactId}`).set('if-match', '*').send({ notes: 'Prefers mail' })
    expect((await patch()).status).toBe(403)
    await unshare()
    await share('coaching', null)
    expect((await other.post('/v1/tasks').send(task)).status).toBe(201)
    expect((await patch()).status).toBe(200)
    await unshare()
    await share('coaching', '2020-01-01')
    expect(await idsOf(other, '/v1/clients')).toEqual([])
    expect((await other.post('/v1/tasks').send(task)).status).toBe(422)
    await unshare()
  })

  it('a client may not add clients, see the members or change what all share', async () => {
    const employer = `/v1/employers/${ours.opportunity.employerId}`
    expect((await client.patch(employer).set('if-match', '*').send({ name: 'Mine' })).status).toBe(403)
    expect((await client.post('/v1/employers').send({ name: 'Mine' })).status).toBe(403)
    expect((await client.post('/v1/clients').send({ name: 'Somebody' })).status).toBe(403)
    expect((await client.get('/v1/members')).status).toBe(403)
  })
})

describe('a login', () => {
  it('answers alike for an unknown address and a wrong password', async () => {
    const answers = await Promise.all(
      [ours.coach.email, 'nobody@people.test'].map((email) =>
        api.anyone.post('/v1/auth/login').send({ email, password: 'wrong' }),
      ),
    )
    const [one, two] = answers.map(({ status, body: { requestId, ...rest } }) => ({ status, rest }))
    expect(one?.status).toBe(401)
    expect(one).toEqual(two)
  })

  it('is renewed by its refresh token; a lost answer survives, an older token ends it', async () => {
    const login = await api.anyone
      .post('/v1/auth/login')
      .send({ email: ours.coach.email, password: 'a password for tests' })
    const refresh = (refreshToken: string) => api.anyone.post('/v1/auth/refresh').send({ refreshToken })
    const first = login.body.refreshToken
    const second = (await refresh(first)).body.refreshToken
    expect(second).not.toBe(first)
    expect((await refresh(first)).body.refreshToken, 'the parent of the active one gets it again').toBe(
      second,
    )
    const tabs = await Promise.all(Array.from({ length: 20 }, () => refresh(second)))
    expect(tabs.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 200))
    await api.owner.query(`UPDATE session SET rotated_at = now() - interval '1 minute'`)
    const accessToken = String(tabs[0]?.body.accessToken)
    const me = () => api.anyone.get('/v1/auth/me').set('authorization', `Bearer ${accessToken}`)
    expect((await me()).status).toBe(200)
    expect((await refresh(first)).status, 'two generations old').toBe(401)
    expect((await me()).status, 'the whole login has ended').toBe(401)
  })

  it('keeps the panel’s refresh token in a cookie that needs the panel’s header', async () => {
    const login = await api.anyone
      .post('/v1/auth/login')
      .set('x-afterword-client', 'panel')
      .send({ email: ours.coach.email, password: 'a password for tests' })
    expect(login.body.refreshToken).toBeUndefined()
    const cookie = String(login.headers['set-cookie'])
    expect(cookie).toMatch(/HttpOnly.*SameSite=Strict/)
    const renew = () => api.anyone.post('/v1/auth/refresh').set('cookie', cookie.split(';')[0] as string)
    expect((await renew()).status).toBe(401)
    expect((await renew().set('x-afterword-client', 'panel')).status).toBe(200)
  })

  it('ends with the member’s deactivation and with logging out', async () => {
    const login = await api.anyone
      .post('/v1/auth/login')
      .send({ email: ours.other.email, password: 'a password for tests' })
    const me = () => api.anyone.get('/v1/auth/me').set('authorization', `Bearer ${login.body.accessToken}`)
    expect((await me()).status).toBe(200)
    await api.owner.query('UPDATE member SET active = false WHERE id = $1', [ours.other.id])
    expect((await me()).status).toBe(401)
    await api.owner.query('UPDATE member SET active = true WHERE id = $1', [ours.other.id])
    expect((await me()).status).toBe(200)
    expect(
      (await api.anyone.post('/v1/auth/logout').send({ refreshToken: login.body.refreshToken })).status,
    ).toBe(204)
    expect((await me()).status).toBe(401)
  })
})
