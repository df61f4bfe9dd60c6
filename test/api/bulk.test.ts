import { v7 as newId } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { buildEmployer, buildOpportunity, buildPractice, type Practice } from '../builders/people.ts'
import { type Api, type Caller, startApi } from '../setup/api.ts'
import { moveClock } from '../setup/clock.ts'

let api: Api
let ours: Practice
let coach: Caller
let other: Caller
let admin: Caller
let statements: string[] = []

beforeAll(async () => {
  api = await startApi()
  ours = await buildPractice(api.owner)
  coach = await api.as(ours.coach)
  other = await api.as(ours.other)
  admin = await api.as(ours.admin)
  listen()
})
afterAll(() => api.close())
beforeEach(() => {
  statements = []
})

/** Notes every statement of the API's transactions; what it asks in between for itself is no request's. */
function listen(): void {
  const source = api.context.api
  const create = source.createQueryRunner.bind(source)
  const seen = new WeakSet<object>()
  source.createQueryRunner = (mode) => {
    const runner = create(mode)
    const connect = runner.connect.bind(runner)
    runner.connect = async () => {
      const client = await connect()
      if (seen.has(client)) return client
      seen.add(client)
      const query = client.query.bind(client)
      let inside = false
      client.query = (asked: unknown, ...rest: unknown[]) => {
        const text = String((asked as { text?: string })?.text ?? asked)
        inside ||= text.startsWith('BEGIN')
        if (inside) statements.push(text)
        if (text === 'COMMIT' || text === 'ROLLBACK') inside = false
        return query(asked, ...rest)
      }
      return client
    }
    return runner
  }
}

/** How many statements the request sends. */
async function counted<T>(work: () => Promise<T>): Promise<{ result: T; sent: number }> {
  statements = []
  const result = await work()
  return { result, sent: statements.length }
}

type Task = { id: string; version: number; status: string; dueAt: string; coachId: string }

async function addTasks(count: number, client = ours.client): Promise<Task[]> {
  const { rows } = await api.owner.query(
    `INSERT INTO task (organization_id, client_id, coach_id, kind, status, title, due_at, overdue_at, original_due_at)
     SELECT $1, $2, $3, 'custom', 'scheduled', 'Task ' || i, '2031-05-01T10:00:00Z', '2031-05-02T10:00:00Z', '2031-05-01T10:00:00Z'
     FROM generate_series(1, $4::int) AS i RETURNING id, version`,
    [ours.organizationId, client.id, ours.coach.id, count],
  )
  return rows
}

const named = (tasks: readonly Task[]) => tasks.map(({ id, version }) => ({ id, version }))
const act = (body: object, caller = coach) => caller.post('/v1/tasks/bulk').send(body)
const stored = async (ids: readonly string[]) =>
  (await api.owner.query('SELECT * FROM task WHERE id = ANY($1) ORDER BY id', [ids])).rows
const eventsOf = async (ids: readonly string[], type: string): Promise<number> =>
  (
    await api.owner.query('SELECT count(*)::int AS n FROM event WHERE subject_id = ANY($1) AND type = $2', [
      ids,
      type,
    ])
  ).rows[0].n

type Result = { status: number; record?: Task; problem?: { type: string; errors?: { code: string }[] } }

describe('acting on many tasks', () => {
  it.each([
    ['complete', { note: 'all done' }, 'done', 'task.completed'],
    ['skip', { reason: 'not now' }, 'skipped', 'task.skipped'],
    ['snooze', {}, 'scheduled', 'task.snoozed'],
    ['snooze', { until: new Date(Date.now() + 86_400_000).toISOString() }, 'scheduled', 'task.snoozed'],
  ])(
    '%s %j takes as many statements for 500 as for 5, and is undone likewise',
    async (name, more, status, event) => {
      const few = await addTasks(5)
      const many = await addTasks(500)
      const small = await counted(() => act({ act: name, ...more, tasks: named(few) }))
      const large = await counted(() => act({ act: name, ...more, tasks: named(many) }))
      expect(large.result.status, large.result.text).toBe(200)
      const results: Result[] = large.result.body.data
      expect(results.map((result) => [result.status, result.record?.id, result.record?.version])).toEqual(
        many.map(({ id }) => [200, id, 2]),
      )
      expect(new Set(results.map(({ record }) => record?.status))).toEqual(new Set([status]))
      expect(large.sent).toBe(small.sent)
      expect(large.sent).toBeLessThan(20)
      const ids = many.map(({ id }) => id)
      expect(await eventsOf(ids, event)).toBe(500)
      const back = results.flatMap(({ record }) => record ?? [])
      const undone = await counted(() => act({ act: 'undo', tasks: named(back) }))
      expect(undone.result.body.data.every((result: Result) => result.status === 200)).toBe(true)
      expect(undone.sent).toBeLessThan(20)
      for (const row of await stored(ids))
        expect(row).toMatchObject({
          ...{
            status: 'scheduled',
            version: 3,
            snooze_count: 0,
            completed_at: null,
            note: null,
            moved_by_hand: false,
          },
          ...{
            due_at: new Date('2031-05-01T10:00:00Z'),
            overdue_at: new Date('2031-05-02T10:00:00Z'),
            undo: null,
          },
        })
    },
  )

  it('has a result for each: stale, gone, foreign, in a state that does not allow it; the others are done', async () => {
    const theirs = await buildPractice(api.owner)
    const stranger = await api.as(theirs.coach)
    const own = { clientId: theirs.client.id, title: 'Theirs', dueAt: '2031-05-01T10:00:00Z' }
    const foreign = (await stranger.post('/v1/tasks').send(own)).body
    const [good, stale, skipped, gone] = (await addTasks(4)) as [Task, Task, Task, Task]
    await coach.post(`/v1/tasks/${skipped.id}/skip`).send({})
    await coach.delete(`/v1/tasks/${gone.id}`).set('if-match', '*')
    const tasks = [
      { id: stale.id, version: 7 },
      { id: good.id, version: 1 },
      { id: skipped.id, version: 2 },
      { id: gone.id, version: 2 },
      { id: foreign.id, version: 1 },
      { id: newId(), version: 1 },
    ]
    const { body } = await act({ act: 'complete', tasks })
    expect(body.data.map(({ status }: Result) => status)).toEqual([412, 200, 409, 404, 404, 404])
    expect(body.data[0].problem).toMatchObject({ type: '/docs/problems/version-mismatch', status: 412 })
    expect(body.data[2].problem.errors).toMatchObject([{ code: 'task_skipped' }])
    expect(JSON.stringify(body.data[4])).toBe(JSON.stringify(body.data[5]))
    expect((await stored([stale.id]))[0].status).toBe('scheduled')
  })

  it('asks for versions with 428, and refuses what does not fit', async () => {
    const [task] = (await addTasks(1)) as [Task]
    const once = named([task])
    const refused = await act({ act: 'skip', tasks: [{ id: task.id }] })
    expect([refused.status, refused.body.errors[0].pointer]).toEqual([428, '/tasks/0/version'])
    const faults = [
      { act: 'skip', tasks: [...once, ...once] },
      { act: 'skip', tasks: [] },
      { act: 'erase', tasks: once },
      { act: 'skip', tasks: once, coachId: ours.coach.id },
      { act: 'complete', tasks: once, outcome: 'reached' },
      { act: 'reassign', tasks: once },
      { act: 'skip', tasks: Array.from({ length: 501 }, () => ({ id: newId(), version: 1 })) },
    ]
    for (const body of faults) expect((await act(body)).status, JSON.stringify(body).slice(0, 80)).toBe(400)
    const nobody = await act({ act: 'reassign', tasks: once, coachId: newId() })
    expect([nobody.status, nobody.body.errors[0].pointer]).toEqual([422, '/coachId'])
    expect((await stored([task.id]))[0].version).toBe(1)
  })

  it('reassigns to who works for the client, and undo gives back', async () => {
    const tasks = await addTasks(20)
    const refused = await act({ act: 'reassign', coachId: ours.other.id, tasks: named(tasks) })
    expect(refused.body.data[0].problem.errors).toMatchObject([{ code: 'coach_without_client' }])
    await coach.put(`/v1/clients/${ours.client.id}/coaches/${ours.other.id}`).send({ level: 'coaching' })
    expect(
      (await act({ act: 'reassign', coachId: ours.other.id, tasks: named(tasks) }, other)).body.data[0]
        .status,
    ).toBe(403)
    const { body } = await act({ act: 'reassign', coachId: ours.other.id, tasks: named(tasks) })
    expect(new Set(body.data.map(({ record }: Result) => record?.coachId))).toEqual(new Set([ours.other.id]))
    expect(
      await eventsOf(
        tasks.map(({ id }) => id),
        'task.reassigned',
      ),
    ).toBe(20)
    const back = await act({ act: 'undo', tasks: named(body.data.map(({ record }: Result) => record)) })
    expect(new Set(back.body.data.map(({ record }: Result) => record?.coachId))).toEqual(
      new Set([ours.coach.id]),
    )
  })

  it('undoes for a minute', async () => {
    const tasks = await addTasks(3)
    const { body } = await act({ act: 'skip', tasks: named(tasks) })
    await moveClock(api.database.urls.migrate, { by: '61 seconds' })
    const late = await act({ act: 'undo', tasks: named(body.data.map(({ record }: Result) => record)) })
    expect(late.body.data.map(({ status }: Result) => status)).toEqual([409, 409, 409])
  })

  it('plans anew what comes back where something has changed in the meantime', async () => {
    const opportunity = await buildOpportunity(api.owner, ours.organizationId, ours.client)
    const interview = await coach.post('/v1/interviews').send({
      opportunityId: opportunity.id,
      ...{
        startsAt: '2031-03-04T15:00:00Z',
        durationMinutes: 60,
        timeZone: 'America/New_York',
        format: 'video',
      },
      ...{ promises: ['portfolio'], decision: { kind: 'within', days: 14 } },
    })
    const list = async () =>
      (await coach.get(`/v1/tasks?interviewId=${interview.body.id}`)).body.data as Task[]
    const before = await list()
    const { body } = await act({ act: 'skip', tasks: named(before) })
    await coach
      .patch(`/v1/interviews/${interview.body.id}`)
      .set('if-match', '*')
      .send({ outcome: 'rejected' })
    const back = await act({ act: 'undo', tasks: named(body.data.map(({ record }: Result) => record)) })
    const states = back.body.data.map(({ record }: Result) => record?.status)
    expect(states).toContain('cancelled')
    const now = new Map((await list()).map(({ id, status }) => [id, status]))
    for (const { record } of back.body.data) expect(now.get(record.id)).toBe(record.status)
  })

  it('does it once with an Idempotency-Key', async () => {
    const tasks = await addTasks(4)
    const send = () =>
      coach
        .post('/v1/tasks/bulk')
        .set('idempotency-key', tasks[0]?.id ?? '')
        .send({ act: 'snooze', tasks: named(tasks) })
    const [first, again] = [await send(), await send()]
    expect([first.status, again.text]).toEqual([200, first.text])
    expect((await stored(tasks.map(({ id }) => id))).map(({ version }) => version)).toEqual([2, 2, 2, 2])
  })
})

describe('adding many', () => {
  it('takes as many statements for 500 as for 5, with an event and a result for each', async () => {
    const employerId = await buildEmployer(api.owner, ours.organizationId)
    const items: Record<string, (n: number) => object> = {
      clients: (n) => ({ name: `Client ${n}` }),
      employers: (n) => ({ name: `Employer ${n}`, country: 'DE' }),
      contacts: (n) => ({ employerId, name: `Contact ${n}`, email: `${n}.${newId()}@people.test` }),
    }
    for (const [resource, item] of Object.entries(items)) {
      const send = (count: number) =>
        coach.post(`/v1/${resource}/bulk`).send({ items: Array.from({ length: count }, (_, n) => item(n)) })
      const small = await counted(() => send(5))
      const large = await counted(() => send(500))
      expect(large.result.status, large.result.text.slice(0, 300)).toBe(200)
      const results: Result[] = large.result.body.data
      expect(results.map(({ status }) => status)).toEqual(Array.from({ length: 500 }, () => 201))
      expect([large.sent, large.sent < 15], resource).toEqual([small.sent, true])
      const ids = results.map(({ record }) => record?.id ?? '')
      expect(new Set(ids).size).toBe(500)
      expect(await eventsOf(ids, `${resource.slice(0, -1)}.created`)).toBe(500)
      const one = (await coach.get(`/v1/${resource}/${ids[7]}`)).body
      expect(one).toMatchObject(Object.hasOwn(item(7), 'email') ? { id: ids[7], employerId } : item(7))
    }
  })

  it('refuses one and adds the others', async () => {
    const { employerId } = ours.opportunity
    const email = `${newId()}@people.test`
    const contacts = await coach.post('/v1/contacts/bulk').send({
      items: [
        { employerId, name: 'First', email },
        { employerId, name: 'Second', email: email.toUpperCase() },
        { employerId: newId(), name: 'Nowhere' },
        { employerId, name: null },
      ],
    })
    expect(contacts.body.data.map(({ status }: Result) => status)).toEqual([201, 409, 422, 201])
    const again = await coach.post('/v1/contacts/bulk').send({ items: [{ employerId, email }] })
    expect(again.body.data[0].problem.errors).toMatchObject([{ pointer: '/email', code: 'email_taken' }])
    const employers = await coach.post('/v1/employers/bulk').send({
      items: [{ name: 'Oak', region: 'NY' }, { name: 'Elm' }],
    })
    expect(employers.body.data.map(({ status }: Result) => status)).toEqual([400, 201])
    const clients = await coach.post('/v1/clients/bulk').send({
      items: [{ name: 'Mine' }, { name: 'Theirs', primaryCoachId: ours.other.id }],
    })
    expect(clients.body.data.map(({ status }: Result) => status)).toEqual([201, 403])
    const asAdmin = await admin.post('/v1/clients/bulk').send({
      items: [
        { name: 'Sent', primaryCoachId: ours.other.id },
        { name: 'Nobody’s', primaryCoachId: newId() },
      ],
    })
    expect(asAdmin.body.data.map(({ status }: Result) => status)).toEqual([201, 422])
    const malformed = await coach.post('/v1/clients/bulk').send({ items: [{ name: 'Fine' }, { name: '' }] })
    expect([malformed.status, malformed.body.errors[0].pointer]).toEqual([400, '/items/1/name'])
  })

  it('adds nobody twice when two imports run at once', async () => {
    const { employerId } = ours.opportunity
    const items = Array.from({ length: 50 }, (_, n) => ({
      employerId,
      name: 'Same',
      email: `same${n}@people.test`,
    }))
    const answers = await Promise.all(
      [items, items.toReversed(), items].map((list) => coach.post('/v1/contacts/bulk').send({ items: list })),
    )
    const added = answers.flatMap(({ body }) => body.data).filter(({ status }: Result) => status === 201)
    expect([answers.map(({ status }) => status), added.length]).toEqual([[200, 200, 200], 50])
  })
})
