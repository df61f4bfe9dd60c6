import { v7 as newId } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildClient, buildMember, buildPractice, insert, type Practice } from '../builders/people.ts'
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

const change = (caller: Caller, id: string, body: object) =>
  caller.patch(`/v1/clients/${id}`).set('if-match', '*').send(body)
const addTask = async (clientId: string, dueAt: string) => {
  const answer = await admin.post('/v1/tasks').send({ clientId, title: 'Call', dueAt })
  expect(answer.status, JSON.stringify(answer.body)).toBe(201)
  return answer.body as { id: string; coachId: string }
}
const idsOf = (answer: { body: { data: { id: string }[] } }) => answer.body.data.map(({ id }) => id)

describe('a new client', () => {
  it('is the client of the coach who adds them, in the organization’s zone and language', async () => {
    const created = await coach.post('/v1/clients').send({ name: 'Noor Amin' })
    expect(created.status, JSON.stringify(created.body)).toBe(201)
    expect(created.body).toMatchObject({
      primaryCoachId: ours.coach.id,
      timeZone: 'America/New_York',
      locale: 'en',
      status: 'active',
      access: 'primary',
      openTasks: { overdue: 0, due: 0, scheduled: 0 },
      nextTask: null,
      version: 1,
    })
    const { rows } = await api.owner.query('SELECT type, client_id FROM event WHERE subject_id = $1', [
      created.body.id,
    ])
    expect(rows).toEqual([{ type: 'client.created', client_id: created.body.id }])
  })

  it('is given to another coach by an admin alone', async () => {
    const body = { name: 'Noor Amin', primaryCoachId: ours.other.id, timeZone: 'Europe/Berlin', locale: 'de' }
    expect((await coach.post('/v1/clients').send(body)).status).toBe(403)
    expect((await admin.post('/v1/clients').send(body)).body).toMatchObject({ ...body, access: 'admin' })
  })

  it('needs a coach of this organization who still works there', async () => {
    const gone = await buildMember(api.owner, ours.organizationId, { active: false })
    for (const primaryCoachId of [theirs.coach.id, newId(), gone.id, ours.client.id]) {
      const answer = await admin.post('/v1/clients').send({ name: 'Noor Amin', primaryCoachId })
      expect([answer.status, answer.body.errors[0]]).toMatchObject([
        422,
        { pointer: '/primaryCoachId', code: 'reference_not_found' },
      ])
    }
  })
})

describe('a client', () => {
  it('is changed by the primary coach, and null clears', async () => {
    const { id } = await buildClient(api.owner, ours.organizationId, ours.coach, { target: 'Analyst' })
    const paused = await change(coach, id, { status: 'paused', target: null, phone: '555 0100' })
    expect(paused.body).toMatchObject({ status: 'paused', target: null, phone: '555 0100', version: 2 })
    const nameless = await change(coach, id, { name: null })
    expect([nameless.status, nameless.body.errors[0].pointer]).toEqual([400, '/name'])
  })

  it('shows and takes changes by the caller’s level', async () => {
    const { id } = await buildClient(api.owner, ours.organizationId, ours.coach)
    for (const level of ['viewing', 'coaching']) {
      await insert(api.owner, 'client_coach', {
        organization_id: ours.organizationId,
        client_id: id,
        member_id: ours.other.id,
        level,
      })
      expect((await other.get(`/v1/clients/${id}`)).body.access).toBe(level)
      expect((await change(other, id, { name: 'X' })).status, level).toBe(403)
      await api.owner.query('DELETE FROM client_coach')
    }
    expect((await change(other, id, { name: 'X' })).status).toBe(404)
    expect((await change(admin, id, { name: 'By the admin' })).body.access).toBe('admin')
    expect((await change(admin, theirs.client.id, { name: 'X' })).status).toBe(404)
  })

  it('changes phone, time zone and language of their own, and nothing else', async () => {
    const { id } = ours.client
    const own = { phone: '555 0101', timeZone: 'Europe/Paris', locale: 'fr' }
    expect((await change(client, id, own)).body).toMatchObject({ ...own, access: 'self' })
    const inCapitals = await change(client, id.toUpperCase(), own)
    expect([inCapitals.status, inCapitals.body.version]).toEqual([200, 2])
    for (const body of [{ name: 'X' }, { status: 'archived' }, { ...own, primaryCoachId: ours.other.id }])
      expect((await change(client, id, body)).status).toBe(403)
  })
})

describe('a change that changes nothing', () => {
  it('keeps the version and is no event', async () => {
    const { id } = await buildClient(api.owner, ours.organizationId, ours.coach, { target: 'Analyst' })
    for (const body of [{}, { target: 'Analyst' }])
      expect((await change(coach, id, body)).body.version).toBe(1)
    const { rows } = await api.owner.query('SELECT type FROM event WHERE subject_id = $1', [id])
    expect(rows).toEqual([])
  })
})

describe('a client who gets another primary coach', () => {
  it('takes the open tasks along, and those that are done stay with who did them', async () => {
    const { id } = await buildClient(api.owner, ours.organizationId, ours.coach)
    const open = await addTask(id, '2030-01-07T15:00:00Z')
    const done = await addTask(id, '2030-01-07T15:00:00Z')
    await admin.post(`/v1/tasks/${done.id}/complete`).send({})
    expect(open.coachId).toBe(ours.coach.id)
    expect((await change(coach, id, { primaryCoachId: theirs.coach.id })).status).toBe(422)
    expect((await change(coach, id, { primaryCoachId: ours.other.id })).status).toBe(200)
    const coachOf = async (task: { id: string }) => (await admin.get(`/v1/tasks/${task.id}`)).body.coachId
    expect([await coachOf(open), await coachOf(done)]).toEqual([ours.other.id, ours.coach.id])
    expect((await coach.get(`/v1/clients/${id}`)).status).toBe(404)
    const { rows } = await api.owner.query(`SELECT subject_id FROM event WHERE type = 'task.reassigned'`)
    expect(rows).toEqual([{ subject_id: open.id }])
  })
})

describe('the list of clients', () => {
  it('counts open tasks and names the next one, as reading one client does', async () => {
    const busy = await buildClient(api.owner, ours.organizationId, ours.coach, { name: 'Busy' })
    await addTask(busy.id, '2030-02-07T15:00:00Z')
    const next = await addTask(busy.id, '2030-01-07T15:00:00Z')
    const hidden = await addTask(busy.id, '2030-01-01T15:00:00Z')
    await admin.post(`/v1/tasks/${hidden.id}/skip`).send({})
    const listed = (await coach.get('/v1/clients?q=busy')).body.data
    expect(listed).toMatchObject([
      {
        openTasks: { overdue: 0, due: 0, scheduled: 2 },
        nextTask: { id: next.id, kind: 'custom', status: 'scheduled', dueAt: '2030-01-07T15:00:00Z' },
      },
    ])
    expect((await coach.get(`/v1/clients/${busy.id}`)).body).toEqual(listed[0])
  })

  it('is read anew when a task of the client changed, although the client did not', async () => {
    const { id } = await buildClient(api.owner, ours.organizationId, ours.coach)
    const before = await coach.get(`/v1/clients/${id}`)
    const again = () => coach.get(`/v1/clients/${id}`).set('if-none-match', before.headers.etag as string)
    expect((await again()).status).toBe(304)
    const { id: taskId } = await addTask(id, '2030-01-07T15:00:00Z')
    const after = await again()
    expect([after.status, after.body.nextTask?.id]).toEqual([200, taskId])
    const changed = await coach
      .patch(`/v1/clients/${id}`)
      .set('if-match', after.headers.etag as string)
      .send({ target: 'Analyst' })
    expect(changed.status).toBe(200)
  })

  it('is narrowed by status, coach and ids', async () => {
    const { organizationId } = ours
    const paused = await buildClient(api.owner, organizationId, ours.other, { status: 'paused' })
    const placed = await buildClient(api.owner, organizationId, ours.other, { status: 'placed' })
    expect(idsOf(await other.get('/v1/clients?status=paused,placed&coachId=me')).sort()).toEqual(
      [paused.id, placed.id].sort(),
    )
    expect(idsOf(await admin.get(`/v1/clients?status=placed&coachId=${ours.other.id}`))).toEqual([placed.id])
    const ids = [paused.id, theirs.client.id, newId()].join(',')
    expect(idsOf(await admin.get(`/v1/clients?ids=${ids}`))).toEqual([paused.id])
    expect((await admin.get('/v1/clients?status=asleep')).status).toBe(400)
  })

  it('gives each of 60 equal names once, forward and back', async () => {
    const elsewhere = await buildPractice(api.owner)
    const reader = await api.as(elsewhere.admin)
    const made = new Set([elsewhere.client.id])
    for (let n = 0; n < 60; n++)
      made.add((await buildClient(api.owner, elsewhere.organizationId, elsewhere.coach)).id)
    for (const sort of ['name', '-name', '-updatedAt']) {
      const forward: string[] = []
      const back: string[] = []
      let cursor: string | null = ''
      let page = { nextCursor: null as string | null, prevCursor: null as string | null }
      const read = async () => {
        const answer = await reader.get(`/v1/clients?sort=${sort}&limit=9${cursor && `&cursor=${cursor}`}`)
        page = answer.body.page
        return idsOf(answer)
      }
      while (cursor !== null) {
        forward.push(...(await read()))
        cursor = page.nextCursor
      }
      const lastPage = forward.slice(-(forward.length % 9 || 9))
      cursor = page.prevCursor
      while (cursor !== null) {
        back.unshift(...(await read()))
        cursor = page.prevCursor
      }
      expect(new Set(forward)).toEqual(made)
      expect([...back, ...lastPage]).toEqual(forward)
    }
  })
})

describe('the members', () => {
  it('are shown to members, of their own organization alone', async () => {
    const shown = (await coach.get('/v1/members')).body.data
    expect(shown.map(({ name }: { name: string }) => name)).toEqual(
      expect.arrayContaining(['Mina Holt', 'Robin Hale', 'Sam Vale']),
    )
    expect(shown.map(({ id }: { id: string }) => id)).not.toContain(theirs.coach.id)
    const addresses = shown.filter(({ id }: { id: string }) => id !== ours.coach.id)
    expect(
      addresses.every(({ email }: { email: null }) => email === null),
      'no address',
    ).toBe(true)
    expect((await coach.get(`/v1/members/${ours.other.id}`)).body).toMatchObject({
      role: 'coach',
      active: true,
    })
    expect(idsOf(await coach.get(`/v1/members?ids=${ours.other.id},${theirs.coach.id}`))).toEqual([
      ours.other.id,
    ])
  })
})
