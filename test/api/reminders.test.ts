import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPost, type Post } from '../jobs/reminders.fixture.ts'
import { type Api, startApi } from '../setup/api.ts'

let api: Api
beforeAll(async () => {
  api = await startApi({ PUBLIC_URL: 'https://afterword.test' })
})
afterAll(() => api.close())

const post = (path: string, body: object) => api.anyone.post(`/v1/task-actions:${path}`).send(body)

/** A practice one of whose tasks has fallen due, and the link in the mail about it to one of its people. */
async function reminded(to: 'client' | 'coach' = 'client', task: Record<string, unknown> = {}) {
  const office = await createPost(api.database)
  const taskId = await office.addTask(task)
  await office.at('2026-03-02T16:00:05Z')
  const mails = await office.arrived()
  const mail = mails.find((one) => one.to === office.practice[to].email)?.mail
  const token = /\/act#token=([\w-]{43})/.exec(mail?.text ?? '')?.[1] as string
  const line = mail?.headerLines.find(({ key }) => key === 'list-unsubscribe')?.line ?? ''
  const unsubscribe = /<https:\/\/afterword\.test(\/v1\/mail\/unsubscribe\/[\w-]+)>/.exec(line)?.[1] as string
  return { office, taskId, token, unsubscribe }
}

const stateOf = async (office: Post, taskId: string) =>
  (await office.owner.query('SELECT status, version, outcome FROM task WHERE id = $1', [taskId])).rows[0]

describe('the link of a reminder', () => {
  it('shows what it is about and changes nothing, however it is fetched', async () => {
    const { office, taskId, token } = await reminded()
    const before = await stateOf(office, taskId)
    for (let i = 0; i < 3; i++) {
      const { status, body, headers } = await post('look', { token })
      expect([status, headers['cache-control']]).toEqual([200, 'no-store'])
      expect(body).toMatchObject({
        ...{
          title: 'Thank the other person by email',
          organization: 'Harbour Careers',
          client: null,
          status: 'due',
        },
        ...{ actions: ['done', 'snooze', 'answered'], used: false, undoUntil: null, taskId },
      })
    }
    for (const path of ['act', 'look', 'undo'].map((verb) => `/v1/task-actions:${verb}`)) {
      for (const method of ['GET', 'HEAD'] as const) {
        const { statusCode } = await api.app.inject({ method, url: `${path}?token=${token}` })
        expect([404, 405]).toContain(statusCode)
      }
    }
    expect(await stateOf(office, taskId)).toEqual(before)
  })

  it('acts once, as the person to whom it went, and can be taken back for a minute', async () => {
    const { office, taskId, token } = await reminded()
    const { body, status } = await post('act', { token, action: 'done' })
    expect([status, body.status, body.used, body.actions]).toEqual([200, 'done', true, []])
    expect(Date.parse(body.undoUntil)).toBeGreaterThan(0)
    const again = await post('act', { token, action: 'snooze' })
    expect([again.status, again.body.errors[0].code]).toEqual([409, 'link_used'])
    const { rows } = await office.owner.query(
      `SELECT actor_kind, actor_id, session_id FROM activity WHERE record_id = $1 AND verb = 'changed' ORDER BY occurred_at DESC LIMIT 1`,
      [taskId],
    )
    expect(rows).toEqual([{ actor_kind: 'client', actor_id: office.practice.client.id, session_id: null }])
    const undone = await post('undo', { token })
    expect([undone.status, undone.body.status, undone.body.actions]).toEqual([200, 'due', []])
    expect((await post('act', { token, action: 'done' })).status).toBe(409)
    expect((await stateOf(office, taskId)).status).toBe('due')
  })

  it('acts once, though ten click at once', async () => {
    const { office, taskId, token } = await reminded()
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => post('act', { token, action: 'snooze' })),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(9).fill(409)])
    expect(await stateOf(office, taskId)).toMatchObject({ status: 'scheduled' })
  })

  it('says that they have answered', async () => {
    const { office, taskId, token } = await reminded('coach', { kind: 'follow_up', channel: 'phone' })
    expect((await post('look', { token })).body.client).toBe('Ana Ruiz')
    expect((await post('act', { token, action: 'answered' })).status).toBe(200)
    expect(await stateOf(office, taskId)).toMatchObject({ status: 'done', outcome: 'reached' })
  })

  it('does what its reader may do by now, and nothing once they have gone, or after 14 days', async () => {
    const first = await reminded('coach')
    const allowed = (is: boolean) =>
      first.office.owner.query('UPDATE client SET consent_pipeline = $2 WHERE id = $1', [
        first.office.practice.client.id,
        is,
      ])
    await allowed(false)
    for (const verb of ['look', 'act'])
      expect(
        (await post(verb, { token: first.token, ...(verb === 'act' && { action: 'done' }) })).status,
      ).toBe(404)
    await allowed(true)
    expect((await post('act', { token: first.token, action: 'done' })).status).toBe(200)
    await allowed(false)
    expect((await post('undo', { token: first.token })).status).toBe(404)
    await first.office.owner.query('UPDATE member SET active = false WHERE id = $1', [
      first.office.practice.coach.id,
    ])
    expect((await post('look', { token: first.token })).status).toBe(401)
    const second = await reminded()
    await second.office.owner.query(`UPDATE reminder SET expires_at = now() WHERE organization_id = $1`, [
      second.office.practice.organizationId,
    ])
    for (const token of [second.token, 'x'.repeat(43)]) {
      expect((await post('look', { token })).status).toBe(401)
      expect((await post('act', { token, action: 'done' })).status).toBe(401)
      expect((await post('undo', { token })).status).toBe(401)
    }
    const third = await reminded()
    expect((await post('undo', { token: third.token })).status).toBe(409)
    await third.office.owner.query(`UPDATE task SET status = 'skipped' WHERE id = $1`, [third.taskId])
    expect((await post('act', { token: third.token, action: 'done' })).body.errors[0].code).toBe(
      'task_skipped',
    )
  })
})

it('of an erased client is gone with its link, its memory and their settings', async () => {
  const { office, token, unsubscribe } = await reminded()
  const { organizationId, client } = office.practice
  expect((await api.anyone.post(unsubscribe)).status).toBe(204)
  await office.addTask({ due_at: '2026-03-02T16:30:00Z' })
  await office.owner.query(`SELECT * FROM erase_people($1, ARRAY[$2::uuid], '{}', 'request')`, [
    organizationId,
    client.id,
  ])
  await office.at('2026-03-02T16:30:05Z')
  expect(await office.arrived()).toEqual([])
  expect((await post('look', { token })).status).toBe(401)
  expect((await api.anyone.post(unsubscribe)).status).toBe(404)
  const { rows } = await office.owner.query(
    `SELECT (SELECT count(*)::int FROM reminder WHERE client_id = $1) AS reminders,
       (SELECT count(*)::int FROM notification_setting WHERE client_id = $1) AS settings,
       (SELECT count(*)::int FROM mail WHERE client_id = $1) AS mails,
       (SELECT count(*)::int FROM credential_lookup l WHERE l.kind = 'mail_action' AND l.organization_id = $2
          AND NOT EXISTS (SELECT FROM reminder r WHERE r.id = l.subject_id)) AS links`,
    [client.id, organizationId],
  )
  expect(rows).toEqual([{ reminders: 0, settings: 0, mails: 0, links: 0 }])
})

describe('unsubscribing', () => {
  it('takes one POST without a login, and no GET; the settings take it back', async () => {
    const { office, unsubscribe } = await reminded()
    const { client } = office.practice
    const unsubscribed = async () =>
      (
        await office.owner.query('SELECT unsubscribed_at FROM notification_setting WHERE client_id = $1', [
          client.id,
        ])
      ).rows[0]?.unsubscribed_at ?? null
    for (const method of ['GET', 'HEAD'] as const) {
      const { statusCode, headers } = await api.app.inject({ method, url: unsubscribe })
      expect([statusCode, headers.location]).toEqual([
        302,
        expect.stringMatching(/^https:\/\/afterword\.test\/unsubscribe#token=/),
      ])
    }
    expect(await unsubscribed()).toBeNull()
    const forms = [
      { 'content-type': 'application/x-www-form-urlencoded', body: 'List-Unsubscribe=One-Click' },
      {
        'content-type': 'multipart/form-data; boundary=b',
        body: '--b\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--b--\r\n',
      },
    ]
    for (const { body, ...headers } of forms) {
      const { statusCode } = await api.app.inject({
        method: 'POST',
        url: unsubscribe,
        headers,
        payload: body,
      })
      expect(statusCode).toBe(204)
      expect(await unsubscribed()).toBeInstanceOf(Date)
    }
    const late = '2026-03-02T17:00:00Z'
    await office.addTask({ due_at: late })
    await office.at('2026-03-02T17:00:05Z')
    expect((await office.arrived()).map(({ to }) => to)).toEqual([office.practice.coach.email])
    const caller = await api.as(client)
    const { body, headers } = await caller.get('/v1/notification-settings')
    expect([body.unsubscribed, body.nextDigestAt]).toEqual([true, null])
    const back = await caller
      .patch('/v1/notification-settings')
      .set('if-match', headers.etag as string)
      .send({ unsubscribed: false })
    expect([back.status, back.body.unsubscribed]).toEqual([200, false])
    await office.addTask({ due_at: '2026-03-02T17:30:00Z' })
    await office.at('2026-03-02T17:30:05Z')
    expect((await office.arrived()).map(({ to }) => to)).toContain(client.email)
    for (const forged of [
      unsubscribe.slice(0, -2),
      `${unsubscribe.slice(0, -3)}AAA`,
      '/v1/mail/unsubscribe/x',
    ])
      expect((await api.anyone.post(forged)).status).toBe(404)
  })
})

describe('settings', () => {
  it('are one’s own, else the practice’s, else ours', async () => {
    const { practice } = await createPost(api.database)
    const [coach, admin] = [await api.as(practice.coach), await api.as(practice.admin)]
    const first = await coach.get('/v1/notification-settings')
    expect(first.body).toMatchObject({
      ...{ id: practice.coach.id, digest: null, digestAt: null, unsubscribed: false, version: 1 },
      effective: { digest: true, digestAt: '07:30', dueMails: true, quietFrom: '21:00', quietTo: '07:00' },
      timeZone: 'America/New_York',
    })
    const fields = 'digest digestAt dueMails quietFrom quietTo'
    const graph = await coach.post('/graphql').send({
      query: `{ notificationSettings { id ${fields} unsubscribed timeZone nextDigestAt version
        effective { ${fields} } inherited { ${fields} } } notificationDefaults { id } }`,
    })
    expect(graph.body.data).toEqual({ notificationSettings: first.body, notificationDefaults: null })
    const etag = (answer: { headers: Record<string, string> }) => answer.headers.etag as string
    const shared = await admin.get('/v1/organization/notifications')
    const changed = await admin
      .patch('/v1/organization/notifications')
      .set('if-match', etag(shared))
      .send({ digestAt: '06:45', dueMails: false })
    expect([changed.status, changed.body]).toMatchObject([
      200,
      { digestAt: '06:45', dueMails: false, version: 2 },
    ])
    expect((await coach.get('/v1/organization/notifications')).status).toBe(403)
    const patch = (caller: typeof coach, body: object, tag = etag(first)) =>
      caller.patch('/v1/notification-settings').set('if-match', tag).send(body)
    const own = await patch(coach, { digestAt: '09:00', quietFrom: '20:00', quietTo: '09:00' })
    expect(own.body).toMatchObject({
      ...{ digestAt: '09:00', dueMails: null, version: 2 },
      effective: { digestAt: '09:00', dueMails: false, quietFrom: '20:00', quietTo: '09:00' },
    })
    expect((await patch(coach, { digest: false })).status).toBe(412)
    expect((await coach.patch('/v1/notification-settings').send({ digest: false })).status).toBe(428)
    expect((await patch(coach, { quietTo: null }, etag(own))).body.errors).toMatchObject([
      { pointer: '/quietTo', code: 'quiet_incomplete' },
    ])
    expect((await patch(coach, { digestAt: '24:00' }, etag(own))).status).toBe(400)
    const cleared = await patch(coach, { digestAt: null }, etag(own))
    expect(cleared.body).toMatchObject({ digestAt: null, effective: { digestAt: '06:45' }, version: 3 })
    const parallel = await Promise.all(
      Array.from({ length: 5 }, () => patch(admin, { digest: false }, '"v1"')),
    )
    expect(parallel.map(({ status }) => status).sort()).toEqual([200, 412, 412, 412, 412])
  })
})
