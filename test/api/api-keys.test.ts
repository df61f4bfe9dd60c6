import pino from 'pino'
import supertest from 'supertest'
import { v7 as newId } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildApp } from '../../server/app.ts'
import { createContext } from '../../server/context.ts'
import { type KeyScope, keyScopes } from '../../server/domain/permissions.ts'
import { isKeyText, newKeyText } from '../../server/features/api-keys/api-keys.text.ts'
import {
  buildClient,
  buildOpportunity,
  buildPractice,
  type Person,
  type Practice,
} from '../builders/people.ts'
import { type Api, type Caller, startApi } from '../setup/api.ts'

let api: Api
let ours: Practice
let theirs: Practice
let admin: Caller
let second: Person

beforeAll(async () => {
  api = await startApi()
  ours = await buildPractice(api.owner)
  theirs = await buildPractice(api.owner)
  admin = await api.as(ours.admin)
  second = await buildClient(api.owner, ours.organizationId, ours.other, { name: 'Bo Lind' })
  await buildOpportunity(api.owner, ours.organizationId, second)
})
afterAll(() => api.close())

const made = async (body: object): Promise<{ id: string; key: string; version: number }> => {
  const answer = await admin.post('/v1/api-keys').send({ name: 'Mobile app', ...body })
  expect(answer.status, JSON.stringify(answer.body)).toBe(201)
  return answer.body
}
const keyOf = async (scopes: KeyScope[], more: object = {}) => (await made({ scopes, ...more })).key
const bearing = (key: string) => (verb: 'get' | 'post' | 'patch' | 'delete', path: string) =>
  api.anyone[verb](path).set('authorization', `Bearer ${key}`)
const end = (ms: number) => new Date(Date.now() + ms).toISOString()

describe('the text of a key', () => {
  it('is aw_, the environment, 256 random bits and a checksum that finds every single mistake', () => {
    const key = newKeyText('live')
    expect(key).toMatch(/^aw_live_[0-9A-Za-z]{49}$/)
    expect(isKeyText(key)).toBe(true)
    for (let at = 8; at < key.length; at++)
      expect(
        isKeyText(`${key.slice(0, at)}${key[at] === 'a' ? 'b' : 'a'}${key.slice(at + 1)}`),
        String(at),
      ).toBe(false)
    expect(isKeyText(key.replace('live', 'test'))).toBe(false)
    expect(new Set(Array.from({ length: 1000 }, () => newKeyText('live'))).size).toBe(1000)
  })

  it('is shown once; the database holds only a hash', async () => {
    const { id, key } = await made({ scopes: ['clients:read'] })
    const [one, all] = [await admin.get(`/v1/api-keys/${id}`), await admin.get('/v1/api-keys')]
    expect(one.body).toMatchObject({
      id,
      name: 'Mobile app',
      hint: `aw_test_…${key.slice(-4)}`,
      clientIds: null,
    })
    expect(JSON.stringify([one.body, all.body])).not.toContain(key.slice(8, 40))
    for (const table of ['api_key', 'credential_lookup', 'activity']) {
      const { rows } = await api.owner.query(
        `SELECT count(*)::int AS n FROM ${table} x WHERE x::text LIKE $1`,
        [`%${key.slice(8, 40)}%`],
      )
      expect(rows[0].n, table).toBe(0)
    }
  })
})

describe('a key that does not hold', () => {
  it('unknown, mistyped, revoked or expired: 401, the same answer', async () => {
    const revoked = await made({ scopes: ['clients:read'] })
    expect((await admin.delete(`/v1/api-keys/${revoked.id}`).set('if-match', '*')).status).toBe(204)
    const expired = await made({ scopes: ['clients:read'], expiresAt: end(3_600_000) })
    await api.owner.query(`UPDATE api_key SET expires_at = now() - interval '1 second' WHERE id = $1`, [
      expired.id,
    ])
    const good = await keyOf(['clients:read'])
    const mistyped = `${good.slice(0, 20)}${good[20] === 'x' ? 'y' : 'x'}${good.slice(21)}`
    const answers = await Promise.all(
      [newKeyText('test'), mistyped, revoked.key, expired.key, 'aw_', 'aw_test_x'].map(async (key) => {
        const { status, headers, body } = await bearing(key)('get', '/v1/clients')
        const { requestId, ...rest } = body
        return { status, authenticate: headers['www-authenticate'], rest }
      }),
    )
    expect(answers[0]?.status).toBe(401)
    for (const answer of answers) expect(answer).toEqual(answers[0])
    expect((await bearing(good)('get', '/v1/clients')).status).toBe(200)
  })

  it('a revoked one is refused at once by another instance that has used it before', async () => {
    const context = await createContext(api.context.config, api.database.urls.api, pino({ level: 'silent' }))
    const other = await buildApp(context)
    await other.ready()
    try {
      const { id, key } = await made({ scopes: ['tasks:read'] })
      const there = () => supertest(other.server).get('/v1/tasks').set('authorization', `Bearer ${key}`)
      expect((await there()).status).toBe(200)
      expect((await admin.delete(`/v1/api-keys/${id}`).set('if-match', '*')).status).toBe(204)
      expect((await there()).status, 'the very next request').toBe(401)
    } finally {
      await other.close()
      await context.close()
    }
  })

  it('in an address it is refused, whatever else is sent', async () => {
    const key = await keyOf(['clients:read'])
    expect((await api.anyone.get(`/v1/clients?access_token=${key}`)).status).toBe(400)
    expect((await bearing(key)('get', `/v1/clients?q=${key}`)).status).toBe(400)
  })
})

describe('managing keys', () => {
  it('is for admins alone, and never for keys', async () => {
    const everything = bearing(await keyOf([...keyScopes]))
    const { id } = await made({ scopes: ['clients:read'] })
    const coach = await api.as(ours.coach)
    const client = await api.as(ours.client)
    const body = { name: 'Mine', scopes: ['clients:read'] }
    const statuses = await Promise.all([
      ...[coach, client].flatMap((who) => [
        who.get('/v1/api-keys'),
        who.post('/v1/api-keys').send(body),
        who.get(`/v1/api-keys/${id}`),
        who.patch(`/v1/api-keys/${id}`).set('if-match', '*').send({ name: 'Mine' }),
        who.delete(`/v1/api-keys/${id}`).set('if-match', '*'),
      ]),
      everything('get', '/v1/api-keys'),
      everything('post', '/v1/api-keys').send(body),
      everything('patch', `/v1/api-keys/${id}`).set('if-match', '*').send({ name: 'Mine' }),
      everything('delete', `/v1/api-keys/${id}`).set('if-match', '*'),
    ])
    expect(statuses.map(({ status }) => status)).toEqual(statuses.map(() => 403))
    const foreign = await api.as(theirs.admin)
    expect((await foreign.get(`/v1/api-keys/${id}`)).status).toBe(404)
    expect((await foreign.delete(`/v1/api-keys/${id}`).set('if-match', '*')).status).toBe(404)
    expect((await foreign.get('/v1/api-keys')).body.data).toEqual([])
  })

  it('the name changes; the end comes sooner, never later', async () => {
    const { id, version } = await made({ scopes: ['clients:read'], expiresAt: end(7_200_000) })
    const patch = (body: object, tag = '*') =>
      admin.patch(`/v1/api-keys/${id}`).set('if-match', tag).send(body)
    const sooner = end(3_600_000)
    const changed = await patch({ name: 'Export', expiresAt: sooner }, `"v${version}"`)
    expect([changed.status, changed.body.name, changed.body.expiresAt]).toEqual([200, 'Export', sooner])
    const refused = await Promise.all([
      patch({ expiresAt: end(7_200_000) }),
      patch({ expiresAt: end(-1000) }),
      patch({ expiresAt: null }),
      patch({ scopes: [...keyScopes] }),
      patch({ name: 'Again' }, `"v${version}"`),
    ])
    expect(refused.map(({ status }) => status)).toEqual([422, 422, 400, 400, 412])
    expect((await admin.patch(`/v1/api-keys/${id}`).send({ name: 'x' })).status).toBe(428)
    expect((await admin.delete(`/v1/api-keys/${id}`).set('if-match', '*')).status).toBe(204)
    expect((await admin.delete(`/v1/api-keys/${id}`).set('if-match', '*')).status, 'again').toBe(204)
    expect((await patch({ name: 'Late' })).status).toBe(409)
  })

  it('refuses what is not right, at its place', async () => {
    const cases: [object, number, string?][] = [
      [{ scopes: [] }, 400],
      [{ scopes: ['api-keys:write'] }, 400],
      [{ scopes: ['clients:read'], expiresAt: end(-1000) }, 422, '/expiresAt'],
      [{ scopes: ['clients:read'], clientIds: [ours.client.id, theirs.client.id] }, 422, '/clientIds/1'],
      [{ scopes: ['clients:read'], clientIds: [newId()] }, 422, '/clientIds/0'],
      [{ scopes: ['clients:read'], clientIds: [] }, 400],
    ]
    for (const [body, status, pointer] of cases) {
      const answer = await admin.post('/v1/api-keys').send({ name: 'x', ...body })
      expect(answer.status, JSON.stringify(body)).toBe(status)
      if (pointer) expect(answer.body.errors[0].pointer).toBe(pointer)
    }
  })

  it('sent twice with an Idempotency-Key it is one key, shown again', async () => {
    const send = () =>
      admin
        .post('/v1/api-keys')
        .set('idempotency-key', 'k-1')
        .send({ name: 'Once', scopes: ['tasks:read'] })
    const [first, again] = [await send(), await send()]
    expect([first.status, again.status]).toEqual([201, 201])
    expect(again.body).toEqual(first.body)
  })

  it('notes the last use, to the minute', async () => {
    const { id, key } = await made({ scopes: ['clients:read'] })
    await bearing(key)('get', '/v1/clients')
    await expect
      .poll(async () => (await admin.get(`/v1/api-keys/${id}`)).body.lastUsedAt, { timeout: 10_000 })
      .toMatch(/:00Z$/)
    const { rows } = await api.owner.query('SELECT version FROM api_key WHERE id = $1', [id])
    expect(rows[0].version, 'a use is no change').toBe(1)
  })
})

describe('scopes', () => {
  const paths: [string, KeyScope][] = [
    ['/v1/clients', 'clients:read'],
    ['/v1/employers', 'employers:read'],
    ['/v1/contacts', 'contacts:read'],
    ['/v1/opportunities', 'opportunities:read'],
    ['/v1/interviews', 'interviews:read'],
    ['/v1/tasks', 'tasks:read'],
    ['/v1/members', 'members:read'],
    ['/v1/reports/triage', 'reports:read'],
    ['/v1/activities', 'activities:read'],
    ['/v1/changes', 'changes:read'],
  ]
  it.each(paths)('%s needs %s', async (path, scope) => {
    const others = keyScopes.filter((name) => name !== scope)
    expect((await bearing(await keyOf(others))('get', path)).status, 'with all others').toBe(403)
    expect((await bearing(await keyOf([scope]))('get', path)).status, 'with it alone').toBe(200)
  })

  const writes = (): [string, KeyScope, object][] => [
    ['/v1/clients', 'clients:write', { name: 'New', primaryCoachId: ours.coach.id }],
    ['/v1/employers', 'employers:write', { name: 'New' }],
    ['/v1/contacts', 'contacts:write', { name: 'New', employerId: ours.opportunity.employerId }],
    [
      '/v1/opportunities',
      'opportunities:write',
      { title: 'New', clientId: ours.client.id, employerId: ours.opportunity.employerId },
    ],
    [
      '/v1/interviews',
      'interviews:write',
      {
        opportunityId: ours.opportunity.id,
        startsAt: '2030-03-04T15:00:00Z',
        durationMinutes: 60,
        timeZone: 'America/New_York',
        format: 'video',
        participants: [{ name: 'Ada Okafor' }],
      },
    ],
    ['/v1/tasks', 'tasks:write', { clientId: ours.client.id, title: 'Call', dueAt: '2030-03-04T15:00:00Z' }],
  ]
  it('each resource is written with its scope alone, and by the key itself', async () => {
    for (const [path, scope, body] of writes()) {
      const others = keyScopes.filter((name) => name !== scope)
      const refused = await bearing(await keyOf(others))('post', path).send(body)
      expect(refused.status, `${path} without`).toBe(403)
      const { id, key } = await made({ scopes: [scope] })
      const written = await bearing(key)('post', path).send(body)
      expect([written.status, written.body.errors], `${path} with`).toEqual([201, undefined])
      const { rows } = await api.owner.query(
        `SELECT DISTINCT actor_kind, actor_id FROM event WHERE organization_id = $1 AND actor_kind = 'key' AND actor_id = $2`,
        [ours.organizationId, id],
      )
      expect(rows, path).toEqual([{ actor_kind: 'key', actor_id: id }])
    }
    const { rows } = await api.owner.query(
      `SELECT count(*)::int AS n FROM contact c JOIN api_key k ON k.organization_id = c.organization_id AND k.id = c.created_by`,
    )
    expect(rows[0].n, 'contacts by keys').toBeGreaterThan(0)
  })
})

describe('a key for named clients', () => {
  it('sees and changes theirs; of all others it is 404, and lists leave them out', async () => {
    const key = bearing(await keyOf([...keyScopes], { clientIds: [ours.client.id] }))
    const idsOf = async (path: string) =>
      (await key('get', path)).body.data.map(
        (row: { id: string; clientId?: string }) => row.clientId ?? row.id,
      )
    expect(await idsOf('/v1/clients')).toEqual([ours.client.id])
    for (const path of ['/v1/opportunities', '/v1/interviews', '/v1/tasks'])
      expect(new Set([...(await idsOf(path)), ours.client.id]), path).toEqual(new Set([ours.client.id]))
    expect((await key('get', `/v1/clients/${second.id}`)).status).toBe(404)
    expect((await key('get', `/v1/clients/${theirs.client.id}`)).status).toBe(404)
    const task = { title: 'Call', dueAt: '2030-03-04T15:00:00Z' }
    expect((await key('post', '/v1/tasks').send({ ...task, clientId: ours.client.id })).status).toBe(201)
    const hidden = await key('post', '/v1/tasks').send({ ...task, clientId: second.id })
    expect([hidden.status, hidden.body.errors[0].pointer]).toEqual([422, '/clientId'])
    const triaged = (await key('get', '/v1/reports/triage')).body.data as { client: { id: string } }[]
    expect(triaged.filter(({ client }) => client.id !== ours.client.id)).toEqual([])
  })

  it('is not told of clients who withhold their pipeline', async () => {
    const key = bearing(await keyOf([...keyScopes], { clientIds: [second.id] }))
    const count = async () => (await key('get', '/v1/opportunities')).body.data.length
    expect(await count()).toBe(1)
    await api.owner.query('UPDATE client SET consent_pipeline = false WHERE id = $1', [second.id])
    expect(await count()).toBe(0)
    await api.owner.query('UPDATE client SET consent_pipeline = true WHERE id = $1', [second.id])
  })
})
