import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  buildClient,
  buildContact,
  buildOpportunity,
  buildPractice,
  type Practice,
} from '../builders/people.ts'
import { type Api, type Caller, startApi } from '../setup/api.ts'
import { whereIs } from '../setup/everything.ts'

let api: Api
let practice: Practice
let admin: Caller
let coach: Caller
let client: Caller

beforeAll(async () => {
  api = await startApi()
  practice = await buildPractice(api.owner)
  admin = await api.as(practice.admin)
  coach = await api.as(practice.coach)
  client = await api.as(practice.client)
})
afterAll(() => api.close())

const pathOf = ({ id }: { id: string }) => `/v1/clients/${id}`
const erase = (caller: Caller, path: string, confirm: string, tag = '*') =>
  caller.post(`${path}/erase`).set('if-match', tag).send({ confirm })

const interviewOf = async (opportunityId: string, participants: object[]) => {
  const body = {
    opportunityId,
    startsAt: '2030-03-04T15:00:00Z',
    durationMinutes: 60,
    timeZone: 'America/New_York',
  }
  const created = await admin.post('/v1/interviews').send({ ...body, format: 'video', participants })
  expect(created.status, JSON.stringify(created.body)).toBe(201)
  return created.body as { id: string; participants: { contactId: string }[] }
}

describe('erasing a client', () => {
  it('is an admin’s, of a named version, with the name or the id', async () => {
    const path = pathOf(practice.client)
    expect((await erase(coach, path, 'Ana Ruiz')).status).toBe(403)
    expect((await erase(client, path, 'Ana Ruiz')).status).toBe(403)
    expect((await admin.post(`${path}/erase`).send({ confirm: 'Ana Ruiz' })).status).toBe(428)
    expect((await erase(admin, path, 'Ana Ruiz', '"v99"')).status).toBe(412)
    const wrong = await erase(admin, path, 'ana')
    expect(wrong.status).toBe(422)
    expect(wrong.body.errors).toMatchObject([{ pointer: '/confirm', code: 'confirm_mismatch' }])
    expect((await erase(admin, pathOf({ id: practice.admin.id }), 'Mina Holt')).status).toBe(404)
    expect((await client.get('/v1/auth/me')).status, 'nothing has happened').toBe(200)
  })

  it('leaves nobody, keeps who is known through others, and answers the same again', async () => {
    const { organizationId } = practice
    const gone = await buildClient(api.owner, organizationId, practice.coach, {
      login: true,
      name: 'Iris Vane',
    })
    const stays = await buildClient(api.owner, organizationId, practice.coach)
    const first = await buildOpportunity(api.owner, organizationId, gone)
    const second = await buildOpportunity(api.owner, organizationId, stays, { employer_id: first.employerId })
    const shared = await buildContact(api.owner, organizationId, first.employerId, { name: 'Shared Sam' })
    const met = await interviewOf(first.id, [
      { contactId: shared },
      { name: 'Only Olive', role: 'interviewer' },
    ])
    await interviewOf(second.id, [{ contactId: shared }])
    const only = met.participants[1]?.contactId as string
    const login = await api.as(gone)
    const counts = async () =>
      (
        await api.owner.query(
          'SELECT (SELECT count(*) FROM task) AS tasks, (SELECT count(*) FROM interview) AS interviews',
        )
      ).rows
    const before = await counts()

    const answer = await erase(admin, pathOf(gone), ' Iris  Vane ')
    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    expect(answer.body).toMatchObject({ kind: 'client', id: gone.id, organizationId, contacts: [only] })
    expect((await erase(admin, pathOf(gone), 'Iris Vane')).body).toMatchObject({
      id: gone.id,
      erasedAt: answer.body.erasedAt,
    })

    expect((await login.get('/v1/auth/me')).status).toBe(401)
    const paths = [
      pathOf(gone),
      `/v1/interviews/${met.id}`,
      `/v1/opportunities/${first.id}`,
      `/v1/contacts/${only}`,
    ]
    for (const path of paths) expect((await admin.get(path)).status, path).toBe(404)
    expect((await admin.get(`/v1/contacts/${shared}`)).body.name).toBe('Shared Sam')
    for (const list of ['/v1/clients', '/v1/interviews', '/v1/tasks', '/v1/opportunities', '/v1/contacts'])
      expect(JSON.stringify((await admin.get(`${list}?limit=200`)).body), list).not.toMatch(
        new RegExp(`${gone.id}|Iris|Olive|erased`),
      )
    expect(await counts(), 'numbers stay').toEqual(before)
    const { rows } = await api.owner.query(
      `SELECT DISTINCT status FROM task WHERE client_id = $1 AND status NOT IN ('done', 'skipped')`,
      [gone.id],
    )
    expect(rows).toEqual([{ status: 'cancelled' }])
    const events = await api.owner.query(
      `SELECT type, actor_kind, actor_id FROM event WHERE subject_id = ANY($1) AND type LIKE '%.erased' ORDER BY 1`,
      [[gone.id, only]],
    )
    const by = { actor_kind: 'member', actor_id: practice.admin.id }
    expect(events.rows).toEqual([
      { type: 'client.erased', ...by },
      { type: 'contact.erased', ...by },
    ])
  })

  it('takes the account along unless it has access elsewhere', async () => {
    const lone = await buildClient(api.owner, practice.organizationId, practice.coach, { login: true })
    const both = await buildClient(api.owner, practice.organizationId, practice.coach, { login: true })
    const other = await buildPractice(api.owner)
    await api.owner.query(
      'INSERT INTO account_access (account_id, organization_id) SELECT id, $2 FROM account WHERE email = $1',
      [both.email, other.organizationId],
    )
    for (const person of [lone, both])
      expect((await erase(admin, pathOf(person), person.id)).status).toBe(200)
    const { rows } = await api.owner.query('SELECT email FROM account WHERE email = ANY($1)', [
      [lone.email, both.email],
    ])
    expect(rows).toEqual([{ email: both.email }])
  })

  it('waits for a change under way, and refuses one that comes after', async () => {
    const person = await buildClient(api.owner, practice.organizationId, practice.coach)
    const work = await buildOpportunity(api.owner, practice.organizationId, person)
    const slow = new pg.Client({ connectionString: api.database.urls.api })
    await slow.connect()
    const tenant = `SELECT set_config('app.organization_id', '${practice.organizationId}', true)`
    await slow.query(`BEGIN; ${tenant}`)
    await slow.query('UPDATE opportunity SET title = $2 WHERE id = $1', [work.id, 'a late word'])
    const erasing = erase(admin, pathOf(person), person.id).then((answer) => answer.status)
    await expect
      .poll(
        async () =>
          (await api.owner.query('SELECT count(*)::int AS n FROM pg_locks WHERE NOT granted')).rows[0].n,
      )
      .toBeGreaterThan(0)
    await slow.query('COMMIT')
    expect(await erasing).toBe(200)
    const { rows } = await api.owner.query('SELECT title FROM opportunity WHERE id = $1', [work.id])
    expect(rows).toEqual([{ title: '(erased)' }])

    const late: [string, unknown[]][] = [
      ['UPDATE opportunity SET title = $2 WHERE id = $1', [work.id, 'x']],
      ['UPDATE client SET target = $2 WHERE id = $1', [person.id, 'x']],
      [
        `INSERT INTO task (organization_id, client_id, coach_id, kind, title, due_at, original_due_at)
         VALUES ($1, $2, $3, 'custom', 'x', now(), now())`,
        [practice.organizationId, person.id, practice.coach.id],
      ],
    ]
    for (const [sql, values] of late) {
      await slow.query(`BEGIN; ${tenant}`)
      await expect(slow.query(sql, values), sql).rejects.toMatchObject({ code: '40001' })
      await slow.query('ROLLBACK')
    }
    await slow.end()
  })

  it('stays within the organization', async () => {
    const other = await buildPractice(api.owner)
    expect((await erase(admin, pathOf(other.client), other.client.id)).status).toBe(404)
    const asApi = new pg.Client({ connectionString: api.database.urls.api })
    await asApi.connect()
    await asApi.query('BEGIN')
    await asApi.query(`SELECT set_config('app.organization_id', $1, true)`, [practice.organizationId])
    expect((await asApi.query('SELECT * FROM erase_client($1)', [other.client.id])).rowCount).toBe(0)
    await expect(
      asApi.query(`SELECT * FROM erase_people($1, ARRAY[$2::uuid], '{}', 'request')`, [
        other.organizationId,
        other.client.id,
      ]),
    ).rejects.toThrow('permission denied')
    await asApi.end()
    const { rows } = await api.owner.query('SELECT name, erased_at FROM client WHERE id = $1', [
      other.client.id,
    ])
    expect(rows).toEqual([{ name: 'Ana Ruiz', erased_at: null }])
  })
})

describe('erasing a contact who asks', () => {
  it('leaves an interview with somebody without a name, and nobody to call', async () => {
    const met = await interviewOf(practice.opportunity.id, [
      { name: 'Noor Bell', role: 'interviewer', email: 'noor@example.com' },
      { name: 'Lou Park', role: 'interviewer', email: 'lou@example.com' },
    ])
    const noor = met.participants[0]?.contactId as string
    const answer = await erase(admin, `/v1/contacts/${noor}`, 'Noor Bell')
    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    expect((await coach.get(`/v1/contacts/${noor}`)).status).toBe(404)
    const shown = await coach.get(`/v1/interviews/${met.id}`)
    expect(shown.body.participants[0]).toMatchObject({ contactId: noor, name: null, email: null })
    const open = async () =>
      (await coach.get(`/v1/tasks?interviewId=${met.id}&status=blocked,scheduled,due,overdue`)).body.data
    const ofNoor = (tasks: { contactId: string }[]) => tasks.filter(({ contactId }) => contactId === noor)
    expect(ofNoor(await open())).toEqual([])
    const moved = await coach
      .patch(`/v1/interviews/${met.id}`)
      .set('if-match', '*')
      .send({ startsAt: '2030-03-05T15:00:00Z' })
    expect(moved.status, JSON.stringify(moved.body)).toBe(200)
    expect(ofNoor(await open()), 'nor after planning anew').toEqual([])
    expect((await open()).length).toBeGreaterThan(0)
  })
})

describe('everything about a contact', () => {
  it('is gone from the whole database: a mark in each text is nowhere afterwards', async () => {
    const mark = 'zqcontactmark'
    const met = await interviewOf(practice.opportunity.id, [
      { name: `Kim ${mark}`, role: 'interviewer', email: `${mark}@example.com` },
    ])
    const kim = met.participants[0]?.contactId as string
    const of = { clientId: practice.client.id, opportunityId: practice.opportunity.id, contactId: kim }
    const answers = [
      await coach
        .patch(`/v1/contacts/${kim}`)
        .set('if-match', '*')
        .send({ phone: `+1 ${mark}`, notes: `About ${mark}` }),
      await coach
        .post(`/v1/interviews/${met.id}/timelines`)
        .send({ kind: 'endOfWeek', words: `says ${mark}`, statedBy: kim }),
      await coach
        .post('/v1/tasks')
        .send({ ...of, title: `Write ${mark}`, dueAt: '2030-03-06T10:00:00Z', note: `to ${mark}` }),
    ]
    for (const { status, body } of answers) expect([200, 201], JSON.stringify(body)).toContain(status)
    expect((await whereIs(api.owner, mark)).length).toBeGreaterThan(4)
    expect((await erase(admin, `/v1/contacts/${kim}`, kim)).status).toBe(200)
    expect(await whereIs(api.owner, mark)).toEqual([])
  })
})

describe('what a program can not decide', () => {
  it('is told: texts about others in which the name still stands', async () => {
    const met = await interviewOf(practice.opportunity.id, [
      { name: 'Vera Quist', role: 'interviewer', email: 'vera@example.com' },
    ])
    const noted = await admin
      .patch(`/v1/interviews/${met.id}`)
      .set('if-match', '*')
      .send({ notes: 'Call VERA QUIST first.' })
    expect(noted.status).toBe(200)
    const vera = met.participants[0]?.contactId
    const answer = await erase(admin, `/v1/contacts/${vera}`, 'Vera Quist')
    expect(answer.body.mentions).toEqual([{ type: 'interview', id: met.id }])
    expect((await erase(admin, `/v1/contacts/${vera}`, 'Vera Quist')).body.mentions).toEqual([])
  })
})

describe('a client asks to be erased', () => {
  it('which admins see, decline or do', async () => {
    const path = `${pathOf(practice.client)}/erasure-request`
    expect((await coach.post(path)).status).toBe(403)
    const asked = await client.post(path)
    expect(asked.status, JSON.stringify(asked.body)).toBe(201)
    expect(asked.body).toMatchObject({
      clientId: practice.client.id,
      status: 'open',
      client: { name: 'Ana Ruiz' },
    })
    const again = await client.post(path)
    expect([again.status, again.body.id]).toEqual([200, asked.body.id])
    expect((await coach.get('/v1/erasure-requests')).status).toBe(403)
    expect((await admin.get('/v1/erasure-requests?status=open')).body.data).toMatchObject([
      { id: asked.body.id },
    ])
    expect((await client.get('/v1/erasure-requests')).body.data).toHaveLength(1)

    const one = `/v1/erasure-requests/${asked.body.id}`
    expect((await client.post(`${one}/decline`)).status).toBe(403)
    expect((await admin.post(`${one}/withdraw`)).status).toBe(403)
    expect((await admin.post(`${one}/decline`)).body).toMatchObject({
      status: 'declined',
      decidedBy: practice.admin.id,
    })
    expect((await client.post(`${one}/withdraw`)).status).toBe(409)

    const second = (await client.post(path)).body
    expect((await erase(admin, pathOf(practice.client), 'Ana Ruiz')).status).toBe(200)
    const done = (await admin.get('/v1/erasure-requests')).body.data
    expect(done.find(({ id }: { id: string }) => id === second.id)).toMatchObject({
      status: 'done',
      client: { id: practice.client.id, name: null },
    })
    expect((await client.get('/v1/erasure-requests')).status).toBe(401)
  })
})
