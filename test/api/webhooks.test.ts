import { v7 as newId } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildPractice, insert, type Practice } from '../builders/people.ts'
import { type Api, type Caller, startApi } from '../setup/api.ts'
import { settled } from '../setup/settled.ts'

let api: Api
let ours: Practice
let admin: Caller

beforeAll(async () => {
  api = await startApi({ WEBHOOK_ALLOWED_NETWORKS: '127.0.0.0/8' })
  ours = await buildPractice(api.owner)
  admin = await api.as(ours.admin)
})
afterAll(() => api.close())

const url = 'https://hooks.example.com/afterword'
const made = async (body: object = {}) => {
  const answer = await admin.post('/v1/webhooks').send({ url, ...body })
  expect(answer.status, JSON.stringify(answer.body)).toBe(201)
  return answer.body as { id: string; secret: string; version: number }
}
const remove = (id: string) => admin.delete(`/v1/webhooks/${id}`).set('if-match', '*')

/** A delivery that has been made, as it would be in the log. */
async function delivery(webhookId: string, row: Record<string, unknown> = {}): Promise<string> {
  const id = newId()
  await insert(api.owner, 'webhook_delivery', {
    ...{ organization_id: ours.organizationId, webhook_id: webhookId, id, type: 'task.due', payload: '{}' },
    ...{ occurred_at: '2030-03-04T15:00:00Z', ...row },
  })
  return id
}

describe('a webhook', () => {
  it('is made, read, changed and removed; its secret is shown once and sealed at rest', async () => {
    const answer = await admin
      .post('/v1/webhooks')
      .set('idempotency-key', 'one')
      .send({ url, description: ' Site ', eventTypes: ['task.due', 'interview.*'] })
    expect(answer.status).toBe(201)
    const { secret, id, ...shown } = answer.body
    expect(answer.headers).toMatchObject({ location: `/v1/webhooks/${id}`, 'cache-control': 'no-store' })
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
    expect(shown).toMatchObject({
      ...{ url, description: 'Site', eventTypes: ['task.due', 'interview.*'], status: 'active' },
      ...{ offReason: null, failingSince: null, previousSecretUntil: null, version: 1 },
    })
    const again = await admin
      .post('/v1/webhooks')
      .set('idempotency-key', 'one')
      .send({ url, description: ' Site ', eventTypes: ['task.due', 'interview.*'] })
    expect(again.body).toEqual(answer.body)

    const one = await admin.get(`/v1/webhooks/${id}`)
    expect(one.body).toEqual({ id, ...shown })
    expect(one.headers.etag).toBe(answer.headers.etag)
    expect((await admin.get('/v1/webhooks?status=active')).body.data).toContainEqual(one.body)
    for (const table of ['webhook', 'activity', 'idempotency_record'])
      expect(
        (
          await api.owner.query(`SELECT FROM ${table} x WHERE strpos(x::text, $1) > 0`, [
            secret.slice(10, 40),
          ])
        ).rowCount,
        table,
      ).toBe(0)

    expect((await admin.patch(`/v1/webhooks/${id}`).send({ eventTypes: ['*'] })).status).toBe(428)
    const stale = await admin
      .patch(`/v1/webhooks/${id}`)
      .set('if-match', '"v7"')
      .send({ eventTypes: ['*'] })
    expect(stale.status).toBe(412)
    const changed = await admin
      .patch(`/v1/webhooks/${id}`)
      .set('if-match', one.headers.etag as string)
      .send({ eventTypes: ['*'], description: null, status: 'off' })
    expect(changed.body).toMatchObject({
      ...{ eventTypes: ['*'], description: null, status: 'off', offReason: 'by_hand', version: 2 },
    })
    const log = await admin.get(`/v1/activities?recordType=webhook&recordId=${id}`)
    expect(log.body.data.map(({ verb }: { verb: string }) => verb)).toEqual(['changed', 'created'])
    expect(log.body.data[0]).toMatchObject({ recordName: url, changes: { status: ['active', 'off'] } })
    expect((await remove(id)).status).toBe(204)
    expect((await admin.get(`/v1/webhooks/${id}`)).status).toBe(404)
  })

  it('goes to addresses that are public, or that the operator allows', async () => {
    for (const allowed of ['https://127.0.0.1:8443/x', 'http://127.0.0.9:8080/x', 'https://example.com'])
      await remove((await made({ url: allowed })).id)
    for (const refused of [
      ...[
        'https://10.0.0.1/',
        'https://169.254.169.254/latest',
        'http://93.184.216.34/',
        'https://0x0a000001/',
      ],
      ...['https://user:word@example.com/', 'ftp://example.com/', 'nonsense', 'https://[::1]/'],
    ]) {
      const answer = await admin.post('/v1/webhooks').send({ url: refused })
      expect([answer.status, answer.body.errors?.[0]?.pointer], refused).toEqual([422, '/url'])
      expect(answer.body.errors[0].message.length).toBeGreaterThan(10)
    }
    const { id } = await made()
    const patch = admin.patch(`/v1/webhooks/${id}`).set('if-match', '*').send({ url: 'https://10.0.0.1/' })
    expect((await patch).status).toBe(422)
    await remove(id)
  })

  it('asks for types that there are, and at most twenty fit into a practice', async () => {
    for (const eventTypes of [['task.nonsense'], [], ['webhook.test'], ['task.due', 'task.due']])
      expect((await admin.post('/v1/webhooks').send({ url, eventTypes })).status).toBe(400)
    const { organizationId, ...theirs } = await buildPractice(api.owner)
    const other = await api.as(theirs.admin)
    for (let n = 0; n < 19; n++)
      await insert(api.owner, 'webhook', {
        ...{ organization_id: organizationId, url, sealed_secret: 'none' },
      })
    const answers = await Promise.all([1, 2, 3].map(() => other.post('/v1/webhooks').send({ url })))
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409])
  })

  it('gets a new secret, beside which the old one holds for a while', async () => {
    const { id, secret } = await made()
    const rotated = await admin.post(`/v1/webhooks/${id}/rotate-secret`)
    expect(rotated.status, JSON.stringify(rotated.body)).toBe(200)
    expect(rotated.body.secret).not.toBe(secret)
    const hours = (Date.parse(rotated.body.previousSecretUntil) - Date.now()) / 3_600_000
    expect(hours).toBeGreaterThan(23.9)
    expect(hours).toBeLessThanOrEqual(24)
    const at = admin.post(`/v1/webhooks/${id}/rotate-secret`)
    const { body } = await at.set('if-match', rotated.headers.etag as string).send({ overlapHours: 0 })
    expect([body.previousSecretUntil, body.version]).toEqual([null, 3])
    const stale = admin.post(`/v1/webhooks/${id}/rotate-secret`).set('if-match', '"v1"')
    expect((await stale.send({})).status).toBe(412)
    await remove(id)
  })
})

describe('what is queued for it', () => {
  it('is every event that it asks for, once, in the transaction of the change', async () => {
    const all = await made()
    const some = await made({ eventTypes: ['task.completed', 'client.*'] })
    const off = await made()
    await admin.patch(`/v1/webhooks/${off.id}`).set('if-match', '*').send({ status: 'off' })
    await settled(api.owner)
    const { body: from } = await admin.get('/v1/changes?from=now')
    const coach = await api.as(ours.coach)
    const task = { clientId: ours.client.id, title: 'Call', dueAt: '2030-03-05T10:00:00Z' }
    const { id } = (await coach.post('/v1/tasks').send(task)).body
    expect((await coach.post(`/v1/tasks/${id}/complete`).send({})).status).toBe(200)

    await settled(api.owner)
    const changes = (await admin.get(`/v1/changes?cursor=${from.cursor}`)).body.data
    expect(changes.map(({ type }: { type: string }) => type)).toEqual(['task.scheduled', 'task.completed'])
    const { rows } = await api.owner.query(
      'SELECT id, payload FROM webhook_delivery WHERE webhook_id = $1 ORDER BY occurred_at, type DESC',
      [all.id],
    )
    const payloads = rows.map(({ payload }) => JSON.parse(payload))
    // As the feed of changes has it, with what Standard Webhooks asks for.
    expect(payloads).toEqual(
      changes.map((change: { occurredAt: string }) => ({
        ...{ ...change, timestamp: change.occurredAt, organizationId: ours.organizationId },
      })),
    )
    expect(rows.map((row) => row.id)).toEqual(payloads.map((payload) => payload.id))
    const types = async (webhook: string) =>
      (await admin.get(`/v1/webhooks/${webhook}/deliveries`)).body.data.map(
        ({ type }: { type: string }) => type,
      )
    expect(await types(some.id)).toEqual(['task.completed'])
    expect(await types(off.id)).toEqual([])
    await Promise.all([all, some, off].map((one) => remove(one.id)))
  })
})

describe('the log of deliveries', () => {
  it('tells the latest first, by status, type and time, with what was sent and answered', async () => {
    const { id } = await made()
    const attempt = { at: '2030-03-04T15:00:01Z', durationMs: 12, status: 500, error: 'status' }
    const failed = await delivery(id, {
      ...{ status: 'failed', tries: 10, last_status: 500, last_error: 'status', payload: '{"a": 1}' },
      attempts: JSON.stringify([{ ...attempt, answer: 'no', truncated: false }]),
    })
    const waiting = await delivery(id, { occurred_at: '2030-03-05T15:00:00Z', type: 'client.updated' })
    const ids = async (query: string) =>
      (await admin.get(`/v1/webhooks/${id}/deliveries${query}`)).body.data.map(
        (row: { id: string }) => row.id,
      )
    expect(await ids('')).toEqual([waiting, failed])
    expect(await ids('?status=failed,dropped')).toEqual([failed])
    expect(await ids('?type=client.updated')).toEqual([waiting])
    expect(await ids('?from=2030-03-05T00:00:00Z')).toEqual([waiting])
    expect(await ids('?to=2030-03-05T00:00:00Z')).toEqual([failed])
    const first = (await admin.get(`/v1/webhooks/${id}/deliveries?limit=1&count=true`)).body
    expect(first.page.total).toEqual({ count: 2, exact: true })
    expect(await ids(`?limit=1&cursor=${first.page.nextCursor}`)).toEqual([failed])
    const { body } = await admin.get(`/v1/webhooks/${id}/deliveries/${failed}`)
    expect(body).toMatchObject({
      ...{ id: failed, webhookId: id, status: 'failed', nextTryAt: null, lastStatus: 500 },
      request: { headers: { 'webhook-id': failed, 'user-agent': 'Afterword-Webhooks' }, body: '{"a": 1}' },
      attempts: [{ ...attempt, answer: 'no', truncated: false }],
    })
    expect((await admin.get(`/v1/webhooks/${id}/deliveries/${newId()}`)).status).toBe(404)
    const { id: other } = await made()
    expect((await admin.get(`/v1/webhooks/${other}/deliveries/${failed}`)).status).toBe(404)
    await Promise.all([remove(id), remove(other)])
  })

  it('a test is queued for this endpoint alone; what is off sends nothing', async () => {
    const { id } = await made({ eventTypes: ['task.due'] })
    const sent = await admin.post(`/v1/webhooks/${id}/test`)
    expect([sent.status, sent.body.type, sent.body.status]).toEqual([202, 'webhook.test', 'queued'])
    const one = await admin.get(`/v1/webhooks/${id}/deliveries/${sent.body.id}`)
    expect(JSON.parse(one.body.request.body)).toMatchObject({ id: sent.body.id, type: 'webhook.test' })
    await admin.patch(`/v1/webhooks/${id}`).set('if-match', '*').send({ status: 'off' })
    for (const verb of ['test', `deliveries/${sent.body.id}/replay`]) {
      const refused = await admin.post(`/v1/webhooks/${id}/${verb}`)
      expect([refused.status, refused.body.errors[0].code], verb).toEqual([409, 'webhook_off'])
    }
    await remove(id)
  })

  it('one, or a range of time, is sent again under the same id', async () => {
    const { id } = await made()
    const done = await delivery(id, { status: 'delivered', tries: 3, delivered_at: new Date() })
    const failed = await delivery(id, { status: 'failed', tries: 10 })
    await delivery(id, { status: 'failed', occurred_at: '2031-03-04T15:00:00Z' })
    const again = await admin.post(`/v1/webhooks/${id}/deliveries/${done}/replay`)
    expect(again.status).toBe(202)
    expect(again.body).toMatchObject({ id: done, status: 'queued', tries: 0, deliveredAt: null })
    const range = { from: '2030-03-04T00:00:00Z', to: '2030-03-05T00:00:00Z' }
    const replay = (body: object) => admin.post(`/v1/webhooks/${id}/replay`).send(body)
    expect((await replay({ ...range, status: ['dropped'] })).body).toEqual({ replayed: 0, more: false })
    expect((await replay(range)).body).toEqual({ replayed: 1, more: false })
    expect((await admin.get(`/v1/webhooks/${id}/deliveries/${failed}`)).body.status).toBe('queued')
    const reversed = await replay({ from: range.to, to: range.from })
    expect([reversed.status, reversed.body.errors[0].pointer]).toEqual([400, '/to'])
    await remove(id)
  })
})
