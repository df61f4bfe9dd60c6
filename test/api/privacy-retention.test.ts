import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { topics } from '../../server/domain/privacy/catalogue.ts'
import { carryOutRetention, fileRest } from '../../server/features/privacy/retention.jobs.ts'
import { createWorkerPool } from '../../server/platform/worker-pool.ts'
import { buildClient, buildPractice, type Practice } from '../builders/people.ts'
import { type Api, type Caller, startApi } from '../setup/api.ts'
import { moveClock } from '../setup/clock.ts'
import { temporaryFolder } from '../setup/folder.ts'

let api: Api
let practice: Practice
let admin: Caller
let pool: ReturnType<typeof createWorkerPool>

beforeAll(async () => {
  api = await startApi()
  practice = await buildPractice(api.owner)
  admin = await api.as(practice.admin)
  pool = createWorkerPool(api.database.urls.worker, true)
})
afterAll(async () => {
  await pool.end()
  await api.close()
})

const path = '/v1/organization/retention'
const keep = async (body: object, tag?: string) =>
  admin
    .patch(path)
    .set('if-match', tag ?? ((await admin.get(path)).headers.etag as string))
    .send(body)
const preview = async (body: object = {}) => (await admin.post(`${path}:preview`).send(body)).body

describe('how long things are kept', () => {
  it('is the admins’ to say, and kept for ever until they do; of ended logins 90 days', async () => {
    for (const person of [practice.coach, practice.client]) {
      const caller = await api.as(person)
      expect((await caller.get(path)).status).toBe(403)
      expect((await caller.patch(path).set('if-match', '*').send({ eventsDays: 30 })).status).toBe(403)
      expect((await caller.post(`${path}:preview`).send({})).status).toBe(403)
    }
    const nothing = {
      clientsMonths: null,
      eventsDays: null,
      activitiesMonths: null,
      sessionsDays: null,
      mailsDays: null,
    }
    expect((await admin.get(path)).body).toMatchObject({ ...nothing, sessionsDays: 90 })
    expect((await keep({ eventsDays: 5 })).status, 'too few days').toBe(400)
    expect((await keep({ eventsDays: 40 }, '"v99"')).status).toBe(412)
    expect((await keep({ eventsDays: 40, sessionsDays: 9 })).body).toMatchObject({
      ...nothing,
      eventsDays: 40,
      sessionsDays: 9,
    })
    expect((await keep({ eventsDays: null, sessionsDays: null })).body).toMatchObject(nothing)
  })

  it('previews, then erases clients closed for longer, and no others', async () => {
    const other = await buildPractice(api.owner)
    const old = await buildClient(api.owner, practice.organizationId, practice.coach, { name: 'Long Gone' })
    const back = await buildClient(api.owner, practice.organizationId, practice.coach)
    const elsewhere = await buildClient(api.owner, other.organizationId, other.coach, { status: 'archived' })
    for (const [person, status] of [
      [old, 'placed'],
      [back, 'archived'],
    ] as const)
      await admin.patch(`/v1/clients/${person.id}`).set('if-match', '*').send({ status })
    await moveClock(api.database.urls.migrate, { by: '13 months' })
    const young = await buildClient(api.owner, practice.organizationId, practice.coach)
    await admin.patch(`/v1/clients/${young.id}`).set('if-match', '*').send({ status: 'archived' })
    await admin.patch(`/v1/clients/${back.id}`).set('if-match', '*').send({ status: 'active' })

    expect(await preview()).toMatchObject({ clients: 0 })
    expect(await preview({ clientsMonths: 12 })).toMatchObject({ clients: 1 })
    expect((await carryOutRetention(pool)).erased, 'nothing is set').toBe(0)
    await keep({ clientsMonths: 12 })
    expect(await carryOutRetention(pool)).toMatchObject({ erased: 1 })
    expect(await carryOutRetention(pool)).toMatchObject({ erased: 0 })
    const { rows } = await api.owner.query('SELECT id FROM client WHERE erased_at IS NOT NULL')
    expect(rows).toEqual([{ id: old.id }])
    const ledger = await api.owner.query('SELECT kind, subject_id, cause FROM erasure')
    expect(ledger.rows).toEqual([{ kind: 'client', subject_id: old.id, cause: 'retention' }])
    const event = await api.owner.query(
      `SELECT actor_kind FROM event WHERE subject_id = $1 AND type = 'client.erased'`,
      [old.id],
    )
    expect(event.rows).toEqual([{ actor_kind: 'job' }])
    for (const kept of [back, young]) expect((await admin.get(`/v1/clients/${kept.id}`)).status).toBe(200)
    expect(elsewhere.id).not.toBe(old.id)

    const file = join(await temporaryFolder(), 'ledger')
    expect(await fileRest(pool, null), 'no file, nothing is marked').toBe(0)
    expect(await fileRest(pool, file)).toBe(1)
    expect(await fileRest(pool, file)).toBe(0)
    expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ kind: 'client', id: old.id })
  })

  it('deletes old events and logins in batches, of this practice alone', async () => {
    const other = await buildPractice(api.owner)
    const event = `INSERT INTO event (organization_id, type, subject_id, actor_kind, occurred_at)
      SELECT $1, 'client.updated', new_id(), 'job', '2001-01-01' FROM generate_series(1, $2::int)`
    await api.owner.query(event, [practice.organizationId, 4_500])
    await api.owner.query(event, [other.organizationId, 3])
    await api.owner.query(
      `INSERT INTO session (organization_id, account_id, member_id, expires_at)
       SELECT organization_id, account_id, id, '2001-01-01' FROM member WHERE id = $1`,
      [practice.coach.id],
    )
    expect(await preview({ eventsDays: 500, sessionsDays: 30 })).toMatchObject({ events: 4_500, sessions: 1 })
    await keep({ eventsDays: 500, sessionsDays: 30 })
    expect((await carryOutRetention(pool)).purged).toEqual({ events: 4_500, sessions: 1 })
    const { rows } = await api.owner.query(
      `SELECT count(*)::int AS n FROM event WHERE occurred_at < '2002-01-01'`,
    )
    expect(rows[0].n).toBe(3)
    expect((await admin.get('/v1/auth/me')).status, 'a living login stays').toBe(200)
  })
})

describe('sent mails and the activity log', () => {
  it('lose their text and go when they are old enough', async () => {
    const mail = `INSERT INTO mail (organization_id, kind, recipient, subject, text, status, created_at)
      VALUES ($1, 'reset', 'a@b.test', 's', 'a text', $2, now() - interval '10 days')`
    for (const status of ['sent', 'queued']) await api.owner.query(mail, [practice.organizationId, status])
    await api.owner.query(
      `INSERT INTO activity (organization_id, record_type, record_id, verb, actor_kind, occurred_at)
       VALUES ($1, 'client', new_id(), 'changed', 'job', '2001-01-01')`,
      [practice.organizationId],
    )
    expect(await preview({ mailsDays: 9, activitiesMonths: 120 })).toMatchObject({ mails: 1, activities: 1 })
    await keep({ mailsDays: 9, activitiesMonths: 120 })
    expect((await carryOutRetention(pool)).purged).toEqual({ activities: 1, mails: 1 })
    const { rows } = await api.owner.query('SELECT status, text FROM mail ORDER BY status')
    expect(rows).toEqual([
      { status: 'queued', text: 'a text' },
      { status: 'sent', text: null },
    ])
  })
})

describe('what nobody has to set', () => {
  it('goes when its time is over: tries to log in, dead links, devices, answers kept for a key', async () => {
    const { admin: person } = practice
    const { rows } = await api.owner.query('SELECT id FROM account WHERE email = $1', [person.email])
    const [{ id }] = rows
    for (const age of ['1 hour', '500 days']) {
      await api.owner.query(
        `INSERT INTO login_try (bucket, last_at) VALUES (sha256($1::text::bytea), now() - $1::interval)`,
        [age],
      )
      await api.owner.query(
        `INSERT INTO account_token (hash, kind, account_id, expires_at) VALUES (sha256($1::text::bytea), 'reset', $2, now() - $1::interval)`,
        [age, id],
      )
      await api.owner.query(
        `INSERT INTO known_device (account_id, hash, last_at) VALUES ($2, sha256($1::text::bytea), now() - $1::interval)`,
        [age, id],
      )
      await api.owner.query(
        `INSERT INTO idempotency_record (organization_id, actor_id, path, key_hash, request_hash, answer, created_at)
         SELECT $2, new_id(), '/v1/employers', sha256(n::text::bytea), '', '', now() - $1::interval FROM generate_series(1, 3000) n`,
        [age, practice.organizationId],
      )
    }
    const count = async (table: string, where = 'true') =>
      (await api.owner.query(`SELECT count(*)::int AS n FROM ${table} WHERE ${where}`)).rows[0].n
    expect((await carryOutRetention(pool)).purged).toEqual({ 'idempotency records': 3000 })
    expect(await count('login_try', `last_at < now() - interval '1 day'`)).toBe(0)
    expect(await count('account_token')).toBe(1)
    expect(await count('known_device', `last_at < now() - interval '400 days'`)).toBe(0)
    expect(await count('idempotency_record')).toBe(3000)
  })
})

describe('what is stored', () => {
  it('is told to everybody, in their language, with how long', async () => {
    for (const person of [practice.admin, practice.coach, practice.client]) {
      const caller = await api.as(person)
      const answer = await caller.get('/v1/privacy/inventory').set('accept-language', 'de')
      expect(answer.status, JSON.stringify(answer.body)).toBe(200)
      expect(answer.body.topics.map(({ topic }: { topic: string }) => topic)).toEqual([...topics])
      expect(answer.body.topics[0].howLong).toContain('12 Monate')
    }
    const [english] = (await admin.get('/v1/privacy/inventory')).body.topics
    expect(english.title).toBe('Clients')
    const client = english.tables.find(({ table }: { table: string }) => table === 'client')
    expect(client.columns).toContainEqual({ column: 'email', onErasure: 'cleared' })
  })
})
