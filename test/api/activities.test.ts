import pg from 'pg'
import { v7 as newId } from 'uuid'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { buildPractice, type Practice } from '../builders/people.ts'
import { type Api, type Caller, startApi } from '../setup/api.ts'

let api: Api
let ours: Practice
let theirs: Practice
let admin: Caller
let coach: Caller
let other: Caller
let client: Caller

beforeAll(async () => {
  api = await startApi()
  ours = await buildPractice(api.owner)
  theirs = await buildPractice(api.owner)
  admin = await api.as(ours.admin)
  coach = await api.as(ours.coach)
  other = await api.as(ours.other)
  client = await api.as(ours.client)
})
afterAll(() => api.close())

interface Entry {
  id: string
  occurredAt: string
  recordType: string
  recordId: string
  recordName: string | null
  part: string | null
  clientId: string | null
  verb: string
  changes: Record<string, [unknown, unknown]>
  withheld: string[]
  actor: { kind: string; id: string | null; name: string | null }
  ip: string | null
  requestId: string | null
  sessionId: string | null
}

const listed = async (caller: Caller, query = ''): Promise<Entry[]> => {
  const answer = await caller.get(`/v1/activities?limit=200&${query}`)
  expect(answer.status, JSON.stringify(answer.body)).toBe(200)
  return answer.body.data
}

/** What a request left in the log, as an admin sees it. */
async function left(sent: PromiseLike<{ status: number; body: unknown; headers: Record<string, string> }>) {
  const answer = await sent
  expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300)
  const entries = (await listed(admin)).filter(
    ({ requestId }) => requestId === answer.headers['x-request-id'],
  )
  const lines = entries
    .map(({ recordType, part, verb }) => [recordType, part, verb].filter(Boolean).join(' '))
    .sort()
  return { lines, entries, body: answer.body as { id: string; version: number } & Record<string, unknown> }
}

const interviewBody = () => ({
  opportunityId: ours.opportunity.id,
  startsAt: '2030-03-04T15:00:00Z',
  durationMinutes: 60,
  timeZone: 'America/New_York',
  format: 'video',
  participants: [{ name: 'Ada Okafor' }],
  decision: { kind: 'within', days: 14 },
})

describe('each write leaves exactly its entries', () => {
  it('of clients, with before and after, by whom and from where', async () => {
    const made = await left(coach.post('/v1/clients').send({ name: 'Bo Lind', email: 'bo@example.com' }))
    expect(made.lines).toEqual(['client created'])
    expect(made.entries[0]).toMatchObject({
      recordId: made.body.id,
      recordName: 'Bo Lind',
      clientId: made.body.id,
      changes: { name: [null, 'Bo Lind'], email: [null, 'bo@example.com'], status: [null, 'active'] },
      actor: { kind: 'member', id: ours.coach.id, name: 'Robin Hale' },
    })
    expect(made.entries[0]?.ip).toMatch(/127\.0\.0\.1$|::1$/)
    expect(made.entries[0]?.sessionId).toMatch(/^[0-9a-f-]{36}$/)
    const changed = await left(
      coach.patch(`/v1/clients/${made.body.id}`).set('if-match', '*').send({ name: 'Bo Berg', phone: '123' }),
    )
    expect(changed.lines).toEqual(['client changed'])
    expect(changed.entries[0]?.changes).toEqual({ name: ['Bo Lind', 'Bo Berg'], phone: [null, '123'] })
    const same = await left(
      coach.patch(`/v1/clients/${made.body.id}`).set('if-match', '*').send({ name: 'Bo Berg' }),
    )
    expect(same.lines, 'nothing has changed').toEqual([])
  })

  it('of employers, contacts and opportunities', async () => {
    const employer = await left(coach.post('/v1/employers').send({ name: 'Harbour Lights' }))
    expect(employer.lines).toEqual(['employer created'])
    const contact = await left(coach.post('/v1/contacts').send({ name: 'Ada', employerId: employer.body.id }))
    expect([contact.lines, contact.entries[0]?.clientId]).toEqual([['contact created'], null])
    const opportunity = { title: 'Analyst', clientId: ours.client.id, employerId: employer.body.id }
    const made = await left(coach.post('/v1/opportunities').send(opportunity))
    expect(made.lines).toEqual(['opportunity created'])
    const moved = await left(
      client.patch(`/v1/opportunities/${made.body.id}`).set('if-match', '*').send({ stage: 'applied' }),
    )
    expect(moved.lines).toEqual(['opportunity changed'])
    expect(moved.entries[0]).toMatchObject({
      changes: { stage: ['interested', 'applied'] },
      actor: { kind: 'client', id: ours.client.id, name: 'Ana Ruiz' },
    })
  })

  it('of an interview with its people, what they said, and the plan that follows', async () => {
    const made = await left(coach.post('/v1/interviews').send(interviewBody()))
    const tasks = (made.body.plan as { tasks: unknown[] } | undefined)?.tasks ?? []
    expect(made.lines.filter((line) => line !== 'task created')).toEqual([
      'contact created',
      'interview changed',
      'interview created',
      'interview participant created',
      'interview statement created',
    ])
    const planned = made.entries.find(
      ({ recordType, verb }) => recordType === 'interview' && verb === 'changed',
    )
    expect(Object.keys(planned?.changes ?? {}), 'the plan reckons it').toEqual(['decisionDate'])
    const { rows } = await api.owner.query('SELECT count(*)::int AS n FROM task WHERE interview_id = $1', [
      made.body.id,
    ])
    expect(made.lines.filter((line) => line === 'task created')).toHaveLength(rows[0].n)
    expect(rows[0].n).toBeGreaterThanOrEqual(tasks.length)
    for (const { recordType, clientId } of made.entries)
      expect(clientId, recordType).toBe(recordType === 'contact' ? null : ours.client.id)
    const said = await left(
      coach.post(`/v1/interviews/${made.body.id}/timelines`).send({ kind: 'byDate', date: '2030-03-20' }),
    )
    expect(said.lines.filter((line) => line === 'interview statement created')).toHaveLength(1)
    const own = await listed(coach, `recordType=interview&recordId=${made.body.id}`)
    expect(own.filter(({ part }) => part === 'statement')).toHaveLength(2)
    const moved = await left(
      coach
        .patch(`/v1/interviews/${made.body.id}`)
        .set('if-match', '*')
        .send({ startsAt: '2030-03-05T15:00:00Z', notes: 'Ask for Ada' }),
    )
    expect(moved.entries.find(({ recordType }) => recordType === 'interview')?.changes).toMatchObject({
      startsAt: ['2030-03-04T15:00:00Z', '2030-03-05T15:00:00Z'],
      notes: [null, 'Ask for Ada'],
    })
  })

  it('of tasks: made, completed, undone, deleted and restored', async () => {
    const body = { clientId: ours.client.id, title: 'Call Ada', dueAt: '2030-03-04T15:00:00Z' }
    const made = await left(coach.post('/v1/tasks').send(body))
    expect(made.lines).toEqual(['task created'])
    expect(made.entries[0]?.changes).toMatchObject({ title: [null, 'Call Ada'], dueAt: [null, body.dueAt] })
    const done = await left(coach.post(`/v1/tasks/${made.body.id}/complete`).send({}))
    expect(done.lines).toEqual(['task changed'])
    expect(done.entries[0]?.changes.status).toEqual(['scheduled', 'done'])
    expect(done.entries[0]?.recordName).toBe('Call Ada')
    expect(Object.keys(done.entries[0]?.changes ?? {})).not.toContain('undo')
  })

  it('of keys, without anything of the key itself; and by a key, as itself', async () => {
    const made = await left(
      admin.post('/v1/api-keys').send({ name: 'App', scopes: ['tasks:write', 'activities:read'] }),
    )
    expect(made.lines).toEqual(['api_key created'])
    const key = made.body.key as string
    expect(JSON.stringify(made.entries)).not.toContain(key.slice(-4))
    const task = { clientId: ours.client.id, title: 'By a key', dueAt: '2030-03-04T15:00:00Z' }
    const byKey = await left(api.anyone.post('/v1/tasks').set('authorization', `Bearer ${key}`).send(task))
    expect(byKey.entries[0]).toMatchObject({
      actor: { kind: 'key', id: made.body.id, name: 'App' },
      sessionId: null,
    })
    const revoked = await left(admin.delete(`/v1/api-keys/${made.body.id}`).set('if-match', '*'))
    expect(revoked.lines).toEqual(['api_key revoked'])
  })

  it('a refused or failed request leaves none', async () => {
    const before = (await api.owner.query('SELECT count(*)::int AS n FROM activity')).rows[0].n
    await other.patch(`/v1/clients/${ours.client.id}`).set('if-match', '*').send({ name: 'x' })
    await coach.patch(`/v1/clients/${ours.client.id}`).set('if-match', '"v999"').send({ name: 'x' })
    await coach.post('/v1/opportunities').send({ title: 'x', clientId: newId(), employerId: newId() })
    expect((await api.owner.query('SELECT count(*)::int AS n FROM activity')).rows[0].n).toBe(before)
  })

  it('logins and logouts, for admins to see', async () => {
    const { id, email } = ours.other
    const login = await api.anyone.post('/v1/auth/login').send({ email, password: 'a password for tests' })
    await api.anyone.post('/v1/auth/logout').send({ refreshToken: login.body.refreshToken })
    const entries = await listed(admin, `recordType=session&actorId=${id}`)
    expect(entries.slice(0, 2).map(({ verb }) => verb)).toEqual(['logged_out', 'logged_in'])
    expect(entries[0]).toMatchObject({
      actor: { kind: 'member', id, name: 'Sam Vale' },
      recordId: entries[0]?.sessionId,
    })
    expect(entries[1]).toMatchObject({
      changes: { method: [null, 'password'] },
      ip: expect.stringMatching(/127\.0\.0\.1$|::1$/),
    })
    expect(await listed(coach, 'recordType=session')).toEqual([])
  })
})

describe('the log cannot be changed', () => {
  it('by the role of the API or of the worker: neither changed, removed, nor written to', async () => {
    const worker = new pg.Pool({ connectionString: api.database.urls.worker, max: 1 })
    onTestFinished(() => worker.end())
    const asApi = (sql: string) => api.context.api.query(sql)
    const asWorker = (sql: string): Promise<unknown> => worker.query(sql)
    for (const run of [asApi, asWorker]) {
      for (const sql of [
        `UPDATE activity SET verb = 'x'`,
        'DELETE FROM activity',
        'TRUNCATE activity',
        `INSERT INTO activity (organization_id, record_type, record_id, verb, actor_kind) VALUES ('${ours.organizationId}', 'client', '${newId()}', 'changed', 'job')`,
        `SELECT append_activity('${ours.organizationId}', 'client', '${newId()}', NULL, NULL, NULL, 'changed', '{}', NULL, NULL)`,
      ])
        await expect(run(sql), sql).rejects.toThrow(/permission denied/)
    }
    await expect(
      api.context.api.query(`SELECT log_activity('client', '${newId()}', NULL, 'changed', '{}')`),
    ).rejects.toThrow(/keeps the log/)
  })

  it('every table of an organization is logged, or says here why not', async () => {
    const reasons: Record<string, string> = {
      activity: 'is the log',
      event: 'is the outbox',
      decision_watch: 'is a memory of the sweep',
      erasure: 'is a log of its own, without persons',
      idempotency_record: 'is technical',
      mail: 'is a queue, and a log of its own',
      reminder: 'is a memory of what was sent',
      reminder_queue: 'is a queue',
      search_watch: 'is a memory of the sweep',
      told_end: 'is a memory of the sweep',
      webhook_delivery: 'is a queue, and a log of its own',
      webhook_health: 'is a memory of the delivery',
    }
    const { rows } = await api.owner.query(
      `SELECT DISTINCT c.table_name AS name, EXISTS (SELECT FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid
         WHERE t.tgrelid = c.table_name::regclass AND p.proname IN ('write_activity', 'write_login')) AS logged
       FROM information_schema.columns c JOIN information_schema.tables b USING (table_schema, table_name)
       WHERE c.table_schema = 'public' AND b.table_type = 'BASE TABLE'
         AND NOT (SELECT relispartition FROM pg_class WHERE oid = to_regclass(quote_ident(c.table_name)))
         AND (c.column_name = 'organization_id' OR c.table_name = 'organization')
         AND c.table_name NOT IN ('credential_lookup', 'account_access')`,
    )
    const forgotten = rows.filter(({ name, logged }) => logged === name in reasons).map(({ name }) => name)
    expect(forgotten, 'add activityTriggers(…) to its migration').toEqual([])
  })
})

describe('who sees what', () => {
  const clientsIn = (entries: Entry[]) => [...new Set(entries.map(({ clientId }) => clientId))]

  it('an admin all of the organization, a coach their clients’, a client their own, nobody another organization’s', async () => {
    await (await api.as(theirs.coach)).post('/v1/tasks').send({
      clientId: theirs.client.id,
      title: 'Theirs',
      dueAt: '2030-03-04T15:00:00Z',
    })
    const all = await listed(admin)
    expect(new Set(all.map(({ recordType }) => recordType))).toContain('session')
    expect(clientsIn(all)).not.toContain(theirs.client.id)
    const ofCoach = await listed(coach)
    expect(ofCoach.length).toBeGreaterThan(5)
    expect(ofCoach.every(({ clientId }) => clientId !== null)).toBe(true)
    expect(await listed(other)).toEqual([])
    const ofClient = await listed(client)
    expect(clientsIn(ofClient)).toEqual([ours.client.id])
    const { actor } = ofClient.find(({ actor: { kind } }) => kind === 'key') as Entry
    expect(actor.name, 'a client is not told of keys').toBe(null)
    expect(ofClient.find(({ actor: { id } }) => id === ours.coach.id)?.actor.name).toBe('Robin Hale')
    expect(ofClient.filter(({ ip, actor: { id } }) => ip && id !== ours.client.id)).toEqual([])
    expect(await listed(other, `recordId=${ours.client.id}`)).toEqual([])
    expect(await listed(await api.as(theirs.admin), `clientId=${ours.client.id}`)).toEqual([])
  })

  it('contacts and employers for who sees them and asks', async () => {
    const [contact] = (await coach.get('/v1/contacts')).body.data as { id: string; employerId: string }[]
    expect(await listed(coach, `recordId=${contact?.id}`)).not.toEqual([])
    expect(await listed(coach, 'recordType=contact')).not.toEqual([])
    expect(await listed(other, `recordId=${contact?.id}`)).toEqual([])
  })

  it('a key what its scopes let it read', async () => {
    const scopes = ['activities:read', 'tasks:read']
    const { body } = await admin.post('/v1/api-keys').send({ name: 'Log', scopes })
    const answer = await api.anyone.get('/v1/activities?limit=200').set('authorization', `Bearer ${body.key}`)
    const entries: Entry[] = answer.body.data
    expect(new Set(entries.map(({ recordType }) => recordType))).toEqual(new Set(['task']))
  })

  it('withheld notes are not shown, a withheld pipeline not listed; to the client both', async () => {
    const about = `clientId=${ours.client.id}`
    const noted = (entries: Entry[]) => entries.filter(({ changes }) => 'notes' in changes)
    expect(noted(await listed(coach, about))).not.toEqual([])
    const consent = (part: string, given: boolean) =>
      api.owner.query(`UPDATE client SET consent_${part} = $2 WHERE id = $1`, [ours.client.id, given])
    await consent('notes', false)
    for (const caller of [coach, admin]) {
      const entries = await listed(caller, about)
      expect(noted(entries)).toEqual([])
      expect(entries.some(({ withheld }) => withheld.includes('notes'))).toBe(true)
    }
    expect(noted(await listed(client, about))).not.toEqual([])
    await consent('notes', true)
    await consent('pipeline', false)
    for (const caller of [coach, admin])
      expect(new Set((await listed(caller, about)).map(({ recordType }) => recordType))).toEqual(
        new Set(['client']),
      )
    expect((await listed(client, about)).length).toBeGreaterThan(5)
    await consent('pipeline', true)
  })

  it('erased clients’ values are gone, what was done stays', async () => {
    const made = await coach
      .post('/v1/clients')
      .send({ name: 'Canary Nine', email: 'canary-nine@example.com' })
    const { id } = made.body
    await coach.patch(`/v1/clients/${id}`).set('if-match', '*').send({ target: 'Canary Nine target' })
    await api.owner.query(`SELECT * FROM erase_people($1, ARRAY[$2::uuid], '{}', 'request')`, [
      ours.organizationId,
      id,
    ])
    const entries = await listed(admin, `clientId=${id}`)
    expect(entries.map(({ verb }) => verb).sort()).toEqual(['changed', 'created', 'erased'])
    const { rows } = await api.owner.query(
      `SELECT count(*)::int AS n FROM activity a WHERE a::text ILIKE '%canary%nine%'`,
    )
    expect(rows[0].n).toBe(0)
  })
})

describe('the list', () => {
  it('has what time did to tasks merged in, each once', async () => {
    const before = new Date(Date.now() - 3_600_000).toISOString()
    const { body } = await coach
      .post('/v1/tasks')
      .send({ clientId: ours.client.id, title: 'Soon', dueAt: before })
    await api.owner.query(
      `INSERT INTO event (organization_id, type, subject_id, client_id, moment, actor_kind)
       VALUES ($1, 'task.due', $2, $3, now(), 'job')`,
      [ours.organizationId, body.id, ours.client.id],
    )
    for (const caller of [admin, coach, client]) {
      const entries = await listed(caller, `recordType=task&recordId=${body.id}`)
      expect(
        entries
          .map(({ verb, actor }) => `${verb} by ${actor.kind}`)
          .sort()
          .at(-1),
      ).toBe('due by job')
    }
    expect(await listed(coach, `recordId=${body.id}&actorKind=job`)).toHaveLength(1)
    expect(
      (await listed(coach, `recordId=${body.id}&actorKind=member`)).every(({ verb }) => verb !== 'due'),
    ).toBe(true)
    expect(await listed(other, `recordId=${body.id}`)).toEqual([])
  })

  it('pages forth and back over both without a gap or a double', async () => {
    for (const sort of ['-occurredAt', 'occurredAt']) {
      const whole = (await listed(admin, `sort=${sort}`)).map(({ id }) => id)
      const found: string[] = []
      let cursor = ''
      for (let pages = 0; pages < 100; pages++) {
        const { body } = await admin.get(
          `/v1/activities?limit=7&sort=${sort}&${cursor && `cursor=${cursor}`}`,
        )
        found.push(...body.data.map(({ id }: Entry) => id))
        cursor = body.page.nextCursor
        if (!cursor) break
      }
      expect(found.slice(0, 200)).toEqual(whole)
      expect(new Set(found).size).toBe(found.length)
    }
    const { body } = await admin.get('/v1/activities?count=true&limit=1')
    expect(body.page.total.count).toBeGreaterThan(20)
  })

  it('filters by time and actor, and refuses what it does not know', async () => {
    const all = await listed(admin)
    const middle = all[Math.floor(all.length / 2)] as Entry
    const after = await listed(admin, `occurredAfter=${middle.occurredAt}`)
    expect(after.every(({ occurredAt }) => Date.parse(occurredAt) > Date.parse(middle.occurredAt))).toBe(true)
    const mine = await listed(admin, `actorId=${ours.client.id}`)
    expect(mine.every(({ actor }) => actor.id === ours.client.id) && mine.length > 0).toBe(true)
    for (const wrong of ['colour=red', 'clientId=1', 'actorKind=robot', 'sort=verb', 'ids=1', 'cursor=x'])
      expect((await admin.get(`/v1/activities?${wrong}`)).status, wrong).toBe(400)
  })
})
