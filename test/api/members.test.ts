import { v7 as newId } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  buildClient,
  buildMember,
  buildPractice,
  insert,
  type Person,
  type Practice,
} from '../builders/people.ts'
import { type Api, type Caller, startApi } from '../setup/api.ts'

let api: Api
let ours: Practice
let admin: Caller
let coach: Caller
let client: Caller

beforeAll(async () => {
  api = await startApi()
})
afterAll(() => api.close())

/** A practice of its own for each group, as admins come and go. */
async function begin() {
  ours = await buildPractice(api.owner)
  admin = await api.as(ours.admin)
  coach = await api.as(ours.coach)
  client = await api.as(ours.client)
}

const change = (who: Caller, path: string, body: object, tag = '*') =>
  who.patch(path).set('if-match', tag).send(body)
const sessionsOf = async (person: Person): Promise<number> =>
  (
    await api.owner.query(
      'SELECT count(*)::int AS n FROM session WHERE member_id = $1 AND ended_at IS NULL',
      [person.id],
    )
  ).rows[0].n

describe('the organization', () => {
  beforeAll(begin)

  it('is read by members and changed by admins, by version', async () => {
    const seen = await coach.get('/v1/organization')
    expect(seen.body).toMatchObject({
      id: ours.organizationId,
      policy: 'before-decision',
      requireSecondFactor: false,
      secondFactorOfAll: false,
    })
    const changed = await change(
      admin,
      '/v1/organization',
      { name: 'Quay Careers', timeZone: 'Europe/Berlin' },
      seen.headers.etag,
    )
    expect([changed.status, changed.body.name, changed.body.timeZone]).toEqual([
      200,
      'Quay Careers',
      'Europe/Berlin',
    ])
    const statuses = await Promise.all([
      change(admin, '/v1/organization', { name: 'Late' }, seen.headers.etag),
      admin.patch('/v1/organization').send({ name: 'x' }),
      change(coach, '/v1/organization', { name: 'Mine' }),
      change(client, '/v1/organization', { name: 'Mine' }),
      client.get('/v1/organization'),
      change(admin, '/v1/organization', { timeZone: 'Mars/Olympus' }),
    ])
    expect(statuses.map(({ status }) => status)).toEqual([412, 428, 403, 403, 403, 400])
  })
})

describe('members', () => {
  beforeAll(begin)

  it('show their mail address to admins and to themselves', async () => {
    const emailOf = async (who: Caller, id: string) => (await who.get(`/v1/members/${id}`)).body.email
    expect(await emailOf(admin, ours.other.id)).toBe(ours.other.email)
    expect(await emailOf(coach, ours.coach.id)).toBe(ours.coach.email)
    expect(await emailOf(coach, ours.other.id)).toBeNull()
    expect((await client.get('/v1/members')).status).toBe(403)
  })

  it('change their own name, language and zone; the rest is the admin’s', async () => {
    const path = `/v1/members/${ours.coach.id}`
    const own = { name: 'Robin Vale', locale: 'de', timeZone: 'Europe/Berlin' }
    expect((await change(coach, path, own)).body).toMatchObject(own)
    for (const body of [{ role: 'admin' }, { active: false }, { ...own, role: 'coach' }])
      expect((await change(coach, path, body)).status).toBe(403)
    expect((await change(coach, `/v1/members/${ours.other.id}`, { name: 'X' })).status).toBe(403)
  })

  it('get a role that counts from the next request on', async () => {
    const other = await api.as(ours.other)
    expect((await other.get('/v1/api-keys')).status).toBe(403)
    await change(admin, `/v1/members/${ours.other.id}`, { role: 'admin' })
    expect((await other.get('/v1/api-keys')).status).toBe(200)
    await change(admin, `/v1/members/${ours.other.id}`, { role: 'coach' })
    expect((await other.get('/v1/api-keys')).status).toBe(403)
  })

  it('are deactivated only when they lead no clients, and their logins end at once', async () => {
    const other = await api.as(ours.other)
    const led = await change(admin, `/v1/members/${ours.coach.id}`, { active: false })
    expect([led.status, led.body.errors[0].code]).toEqual([409, 'leads_clients'])
    expect((await change(admin, `/v1/members/${ours.other.id}`, { active: false })).status).toBe(200)
    expect((await other.get('/v1/clients')).status).toBe(401)
    expect(await sessionsOf(ours.other)).toBe(0)
    await expect(api.as(ours.other)).rejects.toThrow('could not log in')
    expect((await change(admin, `/v1/members/${ours.other.id}`, { active: true })).status).toBe(200)
    expect((await (await api.as(ours.other)).get('/v1/clients')).status).toBe(200)
  })

  it('can have all their logins ended by an admin', async () => {
    const first = await api.as(ours.other)
    const second = await api.as(ours.other)
    expect((await coach.delete(`/v1/members/${ours.other.id}/sessions`)).status).toBe(403)
    expect((await admin.delete(`/v1/members/${ours.other.id}/sessions`)).status).toBe(204)
    expect([(await first.get('/v1/clients')).status, (await second.get('/v1/clients')).status]).toEqual([
      401, 401,
    ])
    expect((await admin.delete(`/v1/members/${newId()}/sessions`)).status).toBe(404)
  })
})

describe('the last admin', () => {
  beforeAll(begin)

  it('stays one', async () => {
    const path = `/v1/members/${ours.admin.id}`
    for (const body of [{ role: 'coach' }, { active: false }]) {
      const answer = await change(admin, path, body)
      expect([answer.status, answer.body.errors[0].code]).toEqual([409, 'last_admin'])
    }
    expect((await admin.post(`${path}/deactivate`).send({})).status).toBe(409)
  })

  it('also when two admins demote each other at the same moment, again and again', async () => {
    const second = await buildMember(api.owner, ours.organizationId, { role: 'admin' })
    const other = await api.as(second)
    for (let round = 0; round < 15; round++) {
      const answers = await Promise.all([
        change(admin, `/v1/members/${second.id}`, { role: 'coach' }),
        change(other, `/v1/members/${ours.admin.id}`, { role: 'coach' }),
      ])
      expect(answers.filter(({ status }) => status === 200).length).toBeLessThanOrEqual(1)
      const { rows } = await api.owner.query(
        `SELECT count(*)::int AS n FROM member WHERE organization_id = $1 AND role = 'admin' AND active`,
        [ours.organizationId],
      )
      expect(rows[0].n).toBeGreaterThanOrEqual(1)
      await api.owner.query(`UPDATE member SET role = 'admin' WHERE id = ANY($1)`, [
        [second.id, ours.admin.id],
      ])
    }
  })
})

describe('deactivating with a handover', () => {
  beforeAll(begin)

  it('gives clients and open tasks to another, each with its event', async () => {
    const second = await buildClient(api.owner, ours.organizationId, ours.coach, { name: 'Bo Lind' })
    await insert(api.owner, 'client_coach', {
      organization_id: ours.organizationId,
      client_id: second.id,
      member_id: ours.other.id,
      level: 'viewing',
    })
    await coach.post('/v1/tasks').send({ clientId: second.id, title: 'Call', dueAt: '2030-03-04T15:00:00Z' })
    const path = `/v1/members/${ours.coach.id}/deactivate`
    for (const handOverTo of [null, ours.coach.id, newId()]) {
      const refused = await admin.post(path).send({ handOverTo })
      expect([refused.status, refused.body.errors[0].pointer]).toEqual([422, '/handOverTo'])
    }
    expect((await coach.post(path).send({ handOverTo: ours.other.id })).status).toBe(403)
    const answer = await admin.post(path).send({ handOverTo: ours.other.id })
    expect([answer.status, answer.body.active]).toEqual([200, false])
    const other = await api.as(ours.other)
    const clients = (await other.get('/v1/clients')).body.data as { id: string; access: string }[]
    expect(clients.map(({ id, access }) => [id, access]).sort()).toEqual(
      [
        [ours.client.id, 'primary'],
        [second.id, 'primary'],
      ].sort(),
    )
    const { body } = await other.get(`/v1/tasks?coachId=me&clientId=${second.id}`)
    expect(body.data).toHaveLength(1)
    const { rows } = await api.owner.query(`SELECT type FROM event WHERE subject_id = $1 ORDER BY id`, [
      body.data[0].id,
    ])
    expect(rows.map(({ type }) => type)).toContain('task.reassigned')
    expect((await coach.get('/v1/clients')).status).toBe(401)
  })
})

describe('coaches of a client', () => {
  beforeAll(begin)
  const path = (memberId = '') => `/v1/clients/${ours.client.id}/coaches${memberId && `/${memberId}`}`

  it('are added, changed and removed by the primary coach, and see accordingly', async () => {
    const other = await api.as(ours.other)
    const see = async () => (await other.get(`/v1/clients/${ours.client.id}`)).status
    const write = async () =>
      (
        await other
          .post('/v1/tasks')
          .send({ clientId: ours.client.id, title: 'Call', dueAt: '2030-03-04T15:00:00Z' })
      ).status
    expect([await see(), await write()]).toEqual([404, 422])
    const added = await coach.put(path(ours.other.id)).send({ level: 'viewing' })
    expect(added.body.data.map(({ level }: { level: string }) => level)).toEqual(['primary', 'viewing'])
    expect([await see(), await write()]).toEqual([200, 403])
    await coach.put(path(ours.other.id)).send({ level: 'coaching', endsOn: '2199-01-01' })
    expect([await see(), await write()]).toEqual([200, 201])
    expect((await other.put(path(ours.other.id)).send({ level: 'viewing' })).status).toBe(403)
    expect((await coach.delete(path(ours.other.id))).status).toBe(204)
    expect([await see(), await write()]).toEqual([404, 422])
    expect((await coach.delete(path(ours.other.id))).status).toBe(404)
  })

  it('end by their day, which still counts', async () => {
    const other = await api.as(ours.other)
    await coach.put(path(ours.other.id)).send({ level: 'viewing', endsOn: '2199-01-01' })
    const endsOn = async (days: number) =>
      api.owner.query(
        `UPDATE client_coach SET ends_on = (app_now() AT TIME ZONE 'America/New_York')::date + $2::int WHERE client_id = $1`,
        [ours.client.id, days],
      )
    await endsOn(0)
    expect((await other.get(`/v1/clients/${ours.client.id}`)).status).toBe(200)
    await endsOn(-1)
    expect((await other.get(`/v1/clients/${ours.client.id}`)).status).toBe(404)
    expect((await coach.get(path())).body.data[1].ended).toBe(true)
  })

  it('refuses what is not right', async () => {
    const answers = await Promise.all([
      coach.put(path(ours.coach.id)).send({ level: 'viewing' }),
      coach.put(path(newId())).send({ level: 'viewing' }),
      coach.put(path(ours.other.id)).send({ level: 'primary' }),
      coach.put(path(ours.other.id)).send({ level: 'viewing', endsOn: '2020-01-01' }),
      coach.delete(path(ours.coach.id)),
      client.put(path(ours.other.id)).send({ level: 'viewing' }),
      client.get(path()),
    ])
    expect(answers.map(({ status }) => status)).toEqual([409, 404, 400, 400, 409, 403, 200])
  })

  it('answers for a coach of another practice as for one who is not there', async () => {
    const elsewhere = await buildPractice(api.owner)
    const [foreign, missing] = await Promise.all(
      [elsewhere.coach.id, newId()].map((id) => coach.put(path(id)).send({ level: 'viewing' })),
    )
    const { instance: _, requestId: __, ...said } = missing?.body ?? {}
    expect(foreign?.body).toMatchObject(said)
    expect([foreign?.status, said.detail]).toEqual([404, expect.stringContaining('no such coach')])
  })
})

describe('coverage', () => {
  beforeAll(begin)
  const today = () => new Intl.DateTimeFormat('en-CA', { timeZone: 'America/New_York' }).format(new Date())
  const body = (more: object = {}) => ({
    memberId: ours.coach.id,
    delegateId: ours.other.id,
    startsOn: today(),
    endsOn: today(),
    ...more,
  })

  it('lets the stand-in see and work, not give away, while it lasts', async () => {
    const other = await api.as(ours.other)
    const client = `/v1/clients/${ours.client.id}`
    await coach
      .post('/v1/tasks')
      .send({ clientId: ours.client.id, title: 'Call', dueAt: '2030-03-04T15:00:00Z' })
    expect((await other.get(client)).status).toBe(404)
    const made = await coach.post('/v1/coverages').send(body())
    expect([made.status, made.body.status, made.body.delegate.name]).toEqual([201, 'active', 'Sam Vale'])
    expect((await other.get(client)).body.access).toBe('coaching')
    expect((await other.get('/v1/tasks?coachId=me')).body.data).toHaveLength(1)
    expect((await other.get('/v1/clients?coachId=me')).body.data).toHaveLength(1)
    const answers = await Promise.all([
      other
        .post('/v1/tasks')
        .send({ clientId: ours.client.id, title: 'Mail', dueAt: '2030-03-04T15:00:00Z' }),
      change(other, client, { primaryCoachId: ours.other.id }),
      other.put(`${client}/coaches/${ours.other.id}`).send({ level: 'coaching' }),
      coach.get(client),
    ])
    expect(answers.map(({ status }) => status)).toEqual([201, 403, 403, 200])
    expect((await coach.get(`${client}/coaches`)).body.data[0].coveredBy).toMatchObject([
      { memberId: ours.other.id },
    ])
    expect((await coach.delete(`/v1/coverages/${made.body.id}`)).status).toBe(204)
    expect((await other.get(client)).status).toBe(404)
  })

  it('has not begun before its day, and is over after it', async () => {
    const other = await api.as(ours.other)
    const client = `/v1/clients/${ours.client.id}`
    const { body: made } = await admin
      .post('/v1/coverages')
      .send(body({ startsOn: '2198-01-01', endsOn: '2198-02-01' }))
    expect([made.status, (await other.get(client)).status]).toEqual(['planned', 404])
    await api.owner.query(
      `UPDATE coverage SET starts_on = '2020-01-01', ends_on = '2020-02-01' WHERE id = $1`,
      [made.id],
    )
    expect((await admin.get(`/v1/coverages/${made.id}`)).body.status).toBe('ended')
    expect((await other.get(client)).status).toBe(404)
  })

  it('refuses what is not right', async () => {
    const ready = await admin
      .post('/v1/coverages')
      .send(body({ startsOn: '2197-01-05', endsOn: '2197-02-01' }))
    const post = (more: object, who = admin) => who.post('/v1/coverages').send(body(more))
    const answers = await Promise.all([
      post({ delegateId: ours.coach.id }),
      post({ endsOn: '1999-01-01', startsOn: '1998-01-01' }),
      post({ startsOn: '2197-03-05', endsOn: '2197-03-01' }),
      post({ delegateId: newId() }),
      post({ startsOn: '2197-02-01', endsOn: '2197-03-01' }),
      post({ memberId: ours.other.id, delegateId: ours.coach.id }, coach),
      client.get('/v1/coverages'),
      coach.get(`/v1/coverages?memberId=me&endsAfter=2197-01-01`),
      change(coach, `/v1/coverages/${ready.body.id}`, { endsOn: '2196-01-01' }),
      change(coach, `/v1/coverages/${ready.body.id}`, { endsOn: '2197-01-20' }),
    ])
    expect(answers.map(({ status }) => status)).toEqual([400, 400, 400, 422, 409, 403, 403, 200, 400, 200])
    expect(answers[7]?.body.data).toHaveLength(1)
    const later = await post({ startsOn: '2197-05-01', endsOn: '2197-06-01' })
    const onto = await change(coach, `/v1/coverages/${later.body.id}`, { startsOn: '2197-01-10' })
    expect([onto.status, onto.body.errors[0].code]).toEqual([409, 'overlaps'])
  })
})
