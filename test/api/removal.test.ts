import { v7 as newId } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  buildClient,
  buildContact,
  buildEmployer,
  buildOpportunity,
  buildPractice,
  type Practice,
} from '../builders/people.ts'
import { type Api, type Caller, startApi } from '../setup/api.ts'
import { moveClock } from '../setup/clock.ts'

let api: Api
let ours: Practice
let coach: Caller
let client: Caller

beforeAll(async () => {
  api = await startApi()
  ours = await buildPractice(api.owner)
  coach = await api.as(ours.coach)
  client = await api.as(ours.client)
})
afterAll(() => api.close())

const remove = (path: string, caller = coach) => caller.delete(path).set('if-match', '*')
const restore = (path: string, caller = coach) => caller.post(`${path}/restore`)

async function enterInterview(opportunityId: string, startsAt = '2031-03-04T15:00:00Z') {
  const answer = await coach.post('/v1/interviews').send({
    opportunityId,
    startsAt,
    durationMinutes: 60,
    timeZone: 'America/New_York',
    format: 'video',
    participants: [
      { name: 'Ida Nor', email: `${newId()}@people.test` },
      { name: null, role: 'interviewer' },
    ],
    promises: ['portfolio'],
    decision: { kind: 'within', days: 14 },
  })
  expect(answer.status, answer.text).toBe(201)
  return answer.body as { id: string; participants: { contactId: string }[] }
}

const ownTask = async (more: object = {}) => {
  const body = { clientId: ours.client.id, title: 'Read', dueAt: '2031-05-01T10:00:00Z', ...more }
  const answer = await coach.post('/v1/tasks').send(body)
  expect(answer.status, answer.text).toBe(201)
  return answer.body as { id: string }
}

type Task = { id: string; status: string; dueAt: string; kind: string; version: number }
const tasksOf = async (query: string): Promise<Task[]> =>
  (await coach.get(`/v1/tasks?limit=200&sort=createdAt&${query}`)).body.data
const stateOf = (tasks: Task[]) => tasks.map(({ id, status, dueAt }) => `${id} ${status} ${dueAt}`).sort()
const eventsOf = async (id: string): Promise<string[]> =>
  (await api.owner.query('SELECT type FROM event WHERE subject_id = $1 ORDER BY xid, id', [id])).rows.map(
    ({ type }) => type,
  )

async function samples() {
  const employerId = await buildEmployer(api.owner, ours.organizationId)
  const contactId = await buildContact(api.owner, ours.organizationId, ours.opportunity.employerId)
  const opportunity = await buildOpportunity(api.owner, ours.organizationId, ours.client)
  const interview = await enterInterview(ours.opportunity.id)
  const task = await ownTask()
  return [
    `/v1/employers/${employerId}`,
    `/v1/contacts/${contactId}`,
    `/v1/opportunities/${opportunity.id}`,
    `/v1/interviews/${interview.id}`,
    `/v1/tasks/${task.id}`,
  ]
}

describe('what is removed', () => {
  it('needs If-Match, is gone from lists and by itself, leaves a tombstone, and comes back as it was', async () => {
    for (const path of await samples()) {
      const [, , resource = '', id = ''] = path.split('/')
      const before = (await coach.get(path)).body
      expect((await coach.delete(path)).status, path).toBe(428)
      expect((await coach.delete(path).set('if-match', '"v99"')).status, path).toBe(412)
      const gone = await coach.delete(path).set('if-match', `"v${before.version}"`)
      expect([gone.status, gone.text], path).toEqual([204, ''])
      expect((await coach.get(path)).status, path).toBe(404)
      expect((await remove(path)).status, path).toBe(404)
      expect((await coach.patch(path).set('if-match', '*').send({})).status, path).toBe(404)
      expect((await coach.get(`/v1/${resource}?ids=${id}`)).body.data, path).toEqual([])
      expect((await eventsOf(id)).filter((type) => type.endsWith('.deleted')).length, path).toBe(1)
      const back = await restore(path)
      expect(back.status, `${path} ${back.text}`).toBe(200)
      const after = (await coach.get(path)).body
      const { version: _, updatedAt: __, ...kept } = before
      expect(after, path).toMatchObject(kept)
      expect(back.headers.etag, path).toBe((await coach.get(path)).headers.etag)
      expect((await coach.get(`/v1/${resource}?ids=${id}`)).body.data.length, path).toBe(1)
      expect((await eventsOf(id)).filter((type) => type.endsWith('.restored')).length, path).toBe(1)
      const again = await restore(path)
      expect([again.status, again.body.version], path).toEqual([200, after.version])
    }
  })

  it('is told in the feed of changes, and in the log by whom', async () => {
    const { body } = await coach.get('/v1/changes?from=now')
    const paths = await samples()
    for (const path of paths) await remove(path)
    let seen: string[] = []
    for (let cursor = body.cursor, more = true; more || seen.length < paths.length; ) {
      const page = (await coach.get(`/v1/changes?limit=500&cursor=${cursor}`)).body
      seen = [
        ...seen,
        ...page.data
          // Somebody's long transaction may hold the feed back, so that earlier changes come again.
          .filter(
            ({ type, subjectId }: { type: string; subjectId: string }) =>
              type.endsWith('.deleted') && paths.some((path) => path.endsWith(subjectId)),
          )
          .map((change: { type: string; subjectId: string }) => `${change.type} ${change.subjectId}`),
      ]
      cursor = page.cursor
      more = page.more
    }
    const nouns: Record<string, string> = { opportunities: 'opportunity' }
    expect(new Set(seen)).toEqual(
      new Set(
        paths.map((path) => {
          const [, , resource = '', id] = path.split('/')
          return `${nouns[resource] ?? resource.slice(0, -1)}.deleted ${id}`
        }),
      ),
    )
    const admin = await api.as(ours.admin)
    for (const path of paths) {
      const log = await admin.get(`/v1/activities?recordId=${path.split('/')[3]}`)
      expect(log.body.data[0], path).toMatchObject({ verb: 'removed' })
    }
  })

  it('is refused as a reference, while what refers to it keeps doing so', async () => {
    const interview = await enterInterview(ours.opportunity.id)
    const contactId = interview.participants[0]?.contactId ?? ''
    await remove(`/v1/contacts/${contactId}`)
    const stored = (await coach.get(`/v1/interviews/${interview.id}`)).body
    expect(stored.participants[0]).toMatchObject({ contactId, name: 'Ida Nor' })
    const participants = [...interview.participants].map(({ contactId }) => ({ contactId }))
    const kept = await coach
      .patch(`/v1/interviews/${interview.id}`)
      .set('if-match', '*')
      .send({ participants, topics: ['again'] })
    expect([kept.status, kept.body.participants.length]).toEqual([200, 2])
    const another = await enterInterview(ours.opportunity.id)
    const anew = await coach
      .patch(`/v1/interviews/${another.id}`)
      .set('if-match', '*')
      .send({ participants: [{ contactId }] })
    expect([anew.status, anew.body.errors[0].pointer]).toEqual([422, '/participants/0/contactId'])
    const task = { clientId: ours.client.id, title: 'Call', dueAt: '2031-05-01T10:00:00Z' }
    const refused = await coach.post('/v1/tasks').send({ ...task, contactId })
    expect([refused.status, refused.body.errors[0].pointer]).toEqual([422, '/contactId'])
    const employerId = await buildEmployer(api.owner, ours.organizationId)
    await remove(`/v1/employers/${employerId}`)
    expect((await coach.post('/v1/contacts').send({ employerId, name: 'Eve' })).status).toBe(422)
    const opportunity = await buildOpportunity(api.owner, ours.organizationId, ours.client)
    await remove(`/v1/opportunities/${opportunity.id}`)
    expect((await coach.post('/v1/tasks').send({ ...task, opportunityId: opportunity.id })).status).toBe(422)
  })

  it('can be brought back for thirty days, and then no more', async () => {
    const paths = await samples()
    for (const path of paths) await remove(path)
    await moveClock(api.database.urls.migrate, { by: '29 days' })
    const [kept = '', ...late] = paths
    expect((await restore(kept)).status).toBe(200)
    await moveClock(api.database.urls.migrate, { by: '2 days' })
    for (const path of late) expect((await restore(path)).status, path).toBe(404)
    await moveClock(api.database.urls.migrate, { by: '-31 days' })
  })

  it('is brought back only by who may change it', async () => {
    const viewing = await api.as(ours.other)
    await api.owner.query(
      `INSERT INTO client_coach (organization_id, client_id, member_id, level) VALUES ($1, $2, $3, 'viewing') ON CONFLICT DO NOTHING`,
      [ours.organizationId, ours.client.id, ours.other.id],
    )
    const { id } = await enterInterview(ours.opportunity.id)
    expect((await remove(`/v1/interviews/${id}`, viewing)).status).toBe(403)
    await remove(`/v1/interviews/${id}`)
    expect((await restore(`/v1/interviews/${id}`, viewing)).status).toBe(403)
    const strangers = await api.as((await buildPractice(api.owner)).admin)
    expect((await restore(`/v1/interviews/${id}`, strangers)).status).toBe(404)
    expect((await restore(`/v1/interviews/${id}`, client)).status).toBe(200)
  })
})

describe('an interview', () => {
  it('takes its open tasks along, and brings exactly those back', async () => {
    const { id } = await enterInterview(ours.opportunity.id)
    const [first, second] = await tasksOf(`interviewId=${id}&status=scheduled`)
    await coach.post(`/v1/tasks/${first?.id}/skip`).send({})
    await coach.post(`/v1/tasks/${second?.id}/snooze`).send({})
    const before = await tasksOf(`interviewId=${id}`)
    await remove(`/v1/interviews/${id}`)
    const meanwhile = await tasksOf(`interviewId=${id}`)
    expect(meanwhile.filter(({ status }) => status === 'cancelled').length).toBe(
      before.filter(({ status }) => !['skipped', 'cancelled'].includes(status)).length,
    )
    expect(meanwhile.find((task) => task.status === 'cancelled')).toMatchObject({
      reason: expect.stringContaining('deleted'),
    })
    await restore(`/v1/interviews/${id}`)
    expect(stateOf(await tasksOf(`interviewId=${id}`))).toEqual(stateOf(before))
  })

  it('no longer shows how the earlier ones ended, until it is back', async () => {
    const opportunity = await buildOpportunity(api.owner, ours.organizationId, ours.client)
    const first = await enterInterview(opportunity.id, '2031-03-04T15:00:00Z')
    const before = stateOf(await tasksOf(`interviewId=${first.id}`))
    const second = await enterInterview(opportunity.id, '2031-03-14T15:00:00Z')
    const outcome = async () => (await coach.get(`/v1/interviews/${first.id}`)).body.outcome
    const between = stateOf(await tasksOf(`interviewId=${first.id}`))
    expect(await outcome()).toBe('next_round')
    await remove(`/v1/interviews/${second.id}`)
    expect([await outcome(), stateOf(await tasksOf(`interviewId=${first.id}`))]).toEqual([null, before])
    await restore(`/v1/interviews/${second.id}`)
    expect([await outcome(), stateOf(await tasksOf(`interviewId=${first.id}`))]).toEqual([
      'next_round',
      between,
    ])
  })
})

describe('an opportunity', () => {
  it('takes its interviews and open tasks along; what had gone before stays away', async () => {
    const opportunity = await buildOpportunity(api.owner, ours.organizationId, ours.client)
    const path = `/v1/opportunities/${opportunity.id}`
    const gone = await enterInterview(opportunity.id, '2031-03-01T15:00:00Z')
    const kept = await enterInterview(opportunity.id, '2031-03-04T15:00:00Z')
    await ownTask({ opportunityId: opportunity.id })
    const done = await ownTask({ opportunityId: opportunity.id })
    await coach.post(`/v1/tasks/${done.id}/complete`).send({})
    await remove(`/v1/interviews/${gone.id}`)
    const before = stateOf(await tasksOf(`opportunityId=${opportunity.id}`))
    await remove(path)
    const meanwhile = await tasksOf(`opportunityId=${opportunity.id}`)
    expect(new Set(meanwhile.map(({ status }) => status))).toEqual(new Set(['cancelled', 'done']))
    expect((await coach.get(`/v1/interviews?opportunityId=${opportunity.id}`)).body.data).toEqual([])
    const alone = await restore(`/v1/interviews/${kept.id}`)
    expect([alone.status, alone.body.errors[0].code]).toEqual([409, 'opportunity_removed'])
    // Taken up by hand, a task of it goes again.
    const open = meanwhile.find(({ kind, status }) => kind === 'custom' && status === 'cancelled')
    expect((await coach.post(`/v1/tasks/${open?.id}/reopen`).send({})).body.status).toBe('cancelled')
    expect((await restore(path)).status).toBe(200)
    expect(stateOf(await tasksOf(`opportunityId=${opportunity.id}`))).toEqual(before)
    expect((await coach.get(`/v1/interviews/${gone.id}`)).status).toBe(404)
    expect((await coach.get(`/v1/interviews/${kept.id}`)).status).toBe(200)
  })

  it('is out of the graph', async () => {
    const opportunity = await buildOpportunity(api.owner, ours.organizationId, ours.client)
    const { id } = await enterInterview(opportunity.id)
    await remove(`/v1/opportunities/${opportunity.id}`)
    const query = `{ opportunity(id: "${opportunity.id}") { id } interview(id: "${id}") { id }
      client(id: "${ours.client.id}") { opportunities(first: 50) { nodes { id } } } }`
    const { body } = await coach.post('/graphql').send({ query })
    expect(body.data).toMatchObject({ opportunity: null, interview: null })
    expect(JSON.stringify(body.data.client)).not.toContain(opportunity.id)
  })
})

describe('a task', () => {
  it('of a plan stays away when that is made anew, and comes back to its place', async () => {
    const { id } = await enterInterview(ours.opportunity.id)
    const before = await tasksOf(`interviewId=${id}`)
    const target = before.find(({ kind }) => kind === 'promise') as Task
    await remove(`/v1/tasks/${target.id}`)
    const rest = stateOf(before.filter((task) => task.id !== target.id))
    await coach
      .patch(`/v1/interviews/${id}`)
      .set('if-match', '*')
      .send({ topics: ['the move'] })
    expect(stateOf(await tasksOf(`interviewId=${id}`))).toEqual(rest)
    const plan = (await coach.get(`/v1/interviews/${id}/plan`)).body
    expect(JSON.stringify(plan)).not.toContain(target.id)
    const preview = await coach.post('/v1/follow-up-plans:preview').send({ interviewId: id })
    expect(JSON.stringify(preview.body)).not.toContain(target.id)
    expect((await restore(`/v1/tasks/${target.id}`)).body.status).toBe('scheduled')
    expect(stateOf(await tasksOf(`interviewId=${id}`))).toEqual(stateOf(before))
  })

  it('that was a call without an answer counts for its opportunity only while it is there', async () => {
    const opportunity = await buildOpportunity(api.owner, ours.organizationId, ours.client)
    const coldSince = async () => (await coach.get(`/v1/opportunities/${opportunity.id}`)).body.coldSince
    let last = ''
    for (let attempt = 0; attempt < 10 && (await coldSince()) === null; attempt++) {
      last = (await ownTask({ opportunityId: opportunity.id, channel: 'phone' })).id
      await coach.post(`/v1/tasks/${last}/complete`).send({ outcome: 'no_answer' })
    }
    const since = await coldSince()
    expect(since).not.toBeNull()
    await remove(`/v1/tasks/${last}`)
    expect(await coldSince()).toBeNull()
    await restore(`/v1/tasks/${last}`)
    expect(await coldSince()).toBe(since)
  })

  it('of a client who is no longer active comes back cancelled, and is refused anew', async () => {
    const paused = await buildClient(api.owner, ours.organizationId, ours.coach)
    const { id } = await ownTask({ clientId: paused.id })
    await remove(`/v1/tasks/${id}`)
    await coach.patch(`/v1/clients/${paused.id}`).set('if-match', '*').send({ status: 'paused' })
    expect((await restore(`/v1/tasks/${id}`)).body.status).toBe('cancelled')
    const body = { clientId: paused.id, title: 'Read', dueAt: '2031-05-01T10:00:00Z' }
    const refused = await coach.post('/v1/tasks').send(body)
    expect([refused.status, refused.body.errors]).toMatchObject([
      422,
      [{ pointer: '/clientId', code: 'client_inactive' }],
    ])
    await coach.patch(`/v1/clients/${paused.id}`).set('if-match', '*').send({ status: 'active' })
    expect((await coach.get(`/v1/tasks/${id}`)).body.status).toBe('scheduled')
  })
})

describe('a contact', () => {
  it('comes back only while no other has its mail address', async () => {
    const { employerId } = ours.opportunity
    const email = `${newId()}@people.test`
    const first = await coach.post('/v1/contacts').send({ employerId, name: 'Eve', email })
    await remove(`/v1/contacts/${first.body.id}`)
    const second = await coach.post('/v1/contacts').send({ employerId, name: 'Eve', email })
    expect(second.status).toBe(201)
    const refused = await restore(`/v1/contacts/${first.body.id}`)
    expect([refused.status, refused.body.errors[0].code]).toEqual([409, 'email_taken'])
    await remove(`/v1/contacts/${second.body.id}`)
    expect((await restore(`/v1/contacts/${first.body.id}`)).status).toBe(200)
  })

  it('tells a client nothing of who else has met them: gaps may be filled, the rest is for who entered them', async () => {
    const { employerId } = ours.opportunity
    const other = await buildClient(api.owner, ours.organizationId, ours.coach)
    const theirs = await buildOpportunity(api.owner, ours.organizationId, other, { employer_id: employerId })
    const meet = async (shared: boolean) => {
      const id = await buildContact(api.owner, ours.organizationId, employerId, { created_by: ours.coach.id })
      for (const opportunityId of shared ? [ours.opportunity.id, theirs.id] : [ours.opportunity.id]) {
        const interview = await enterInterview(opportunityId)
        const participants = [{ contactId: id }]
        await coach.patch(`/v1/interviews/${interview.id}`).set('if-match', '*').send({ participants })
      }
      return `/v1/contacts/${id}`
    }
    const told = []
    for (const shared of [false, true]) {
      const path = await meet(shared)
      const patch = (body: object) => client.patch(path).set('if-match', '*').send(body)
      const statuses = [
        (await patch({ name: 'Somebody Else' })).status,
        (await patch({ phone: '+1 212 555 0100' })).status,
        (await patch({ phone: '+1 212 555 0199' })).status,
        (await client.delete(path).set('if-match', '*')).status,
      ]
      told.push(statuses)
      expect((await client.get(path)).body.enteredByMe).toBe(false)
      expect((await coach.get(path)).body.enteredByMe).toBe(true)
    }
    expect(told).toEqual([
      [403, 200, 403, 403],
      [403, 200, 403, 403],
    ])
    const own = await client.post('/v1/contacts').send({ employerId, name: 'Mine' })
    const path = `/v1/contacts/${own.body.id}`
    expect(own.body.enteredByMe).toBe(true)
    expect((await client.patch(path).set('if-match', '*').send({ name: 'Still mine' })).status).toBe(200)
    expect((await client.delete(path).set('if-match', '*')).status).toBe(204)
  })
})
