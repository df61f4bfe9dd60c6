import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { buildClient, buildOpportunity, buildPractice, type Practice } from '../builders/people.ts'
import { type Api, type Caller, startApi } from '../setup/api.ts'

let api: Api
let ours: Practice
let theirs: Practice
let coach: Caller

const entered = {
  durationMinutes: 60,
  timeZone: 'America/New_York',
  format: 'video',
  participants: [{ name: 'Ada', role: 'interviewer', email: 'ada@example.com' }, { name: null }],
  decision: { kind: 'within', days: 14 },
}

async function enter(practice: Practice): Promise<string> {
  const caller = await api.as(practice.coach)
  const answer = await caller
    .post('/v1/interviews')
    .send({ ...entered, opportunityId: practice.opportunity.id, startsAt: '2030-03-04T15:00:00Z' })
  return answer.body.id
}

beforeAll(async () => {
  api = await startApi()
  ours = await buildPractice(api.owner)
  theirs = await buildPractice(api.owner)
  coach = await api.as(ours.coach)
  await enter(ours)
  await enter(theirs)
})
afterAll(() => api.close())

const ask = (query: string, variables: object = {}, caller = coach) =>
  caller.post('/graphql').set('accept', 'application/graphql-response+json').send({ query, variables })

/** Not data: the transaction with the caller's check; the interviews before this have woken the sweep, which may happen meanwhile. */
/** What the driver was asked, as it takes it. */
const sqlOf = (query: unknown) => (typeof query === 'string' ? query : (query as { text: string }).text)
const isAround = (sql: string) => /^BEGIN|^COMMIT|pg_notify/.test(sql)

const pipeline = /* GraphQL */ `
  query Pipeline($first: Int!) {
    clients(first: $first) {
      nodes {
        id name
        opportunities {
          nodes {
            id title stage
            interviews {
              nodes {
                id startsAt decisionDate
                participants { name role }
                tasks { nodes { id kind status title reason dueAt } }
              }
            }
          }
        }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
`

describe('the graph', () => {
  it('draws clients, opportunities, interviews and tasks, the same as REST gives them', async () => {
    const { status, body } = await ask(pipeline, { first: 10 })
    expect([status, body.errors]).toEqual([200, undefined])
    expect(body.data.clients.nodes.map(({ id }: { id: string }) => id)).toEqual([ours.client.id])
    const [interview] = body.data.clients.nodes[0].opportunities.nodes[0].interviews.nodes
    expect(interview).toMatchObject({ decisionDate: '2030-03-18' })
    const rest = (await coach.get(`/v1/tasks?interviewId=${interview.id}`)).body.data
    const pick = ({ id, kind, status, title, reason, dueAt }: Record<string, string>) => ({
      id,
      kind,
      status,
      title,
      reason,
      dueAt,
    })
    expect(interview.tasks.nodes).toEqual(rest.map(pick))
  })

  it('asks one statement for each level, for 25 clients as for one', async () => {
    for (let n = 0; n < 24; n++) {
      const client = await buildClient(api.owner, ours.organizationId, ours.coach, { name: `Client ${n}` })
      const opportunity = await buildOpportunity(api.owner, ours.organizationId, client)
      const answer = await coach.post('/v1/interviews').send({
        ...entered,
        participants: [],
        opportunityId: opportunity.id,
        startsAt: '2030-03-04T15:00:00Z',
      })
      expect(answer.status).toBe(201)
    }
    const statements = async (first: number) => {
      const spy = vi.spyOn(pg.Client.prototype, 'query')
      try {
        const { body } = await ask(pipeline, { first })
        expect(body.data.clients.nodes.length).toBe(first)
        return spy.mock.calls.map(([query]) => sqlOf(query)).filter((sql) => !isAround(sql))
      } finally {
        spy.mockRestore()
      }
    }
    // Clients, opportunities, interviews, participants, tasks.
    expect((await statements(1)).length).toBe(5)
    expect((await statements(25)).length).toBe(5)
  })

  it('reads the columns that are asked for, and no others', async () => {
    const spy = vi.spyOn(pg.Client.prototype, 'query')
    await ask('{ clients { nodes { name opportunities { nodes { stage tasks { nodes { status } } } } } } }')
    const [clients, opportunities, tasks] = spy.mock.calls
      .map(([query]) => sqlOf(query))
      .filter((sql) => !isAround(sql))
    spy.mockRestore()
    const columns = (sql = '') =>
      [...(/\(SELECT ("t".*?) FROM "/.exec(sql)?.[1] ?? '').matchAll(/"t"\."(\w+)" AS "/g)].map(
        ([, name]) => name,
      )
    expect(columns(clients)).toEqual(['id', 'name'])
    expect(columns(opportunities).sort()).toEqual(['client_id', 'created_at', 'id', 'stage'])
    expect(columns(tasks).sort()).toEqual(['due_at', 'id', 'opportunity_id', 'status'])
  })

  it('pages by cursor', async () => {
    const first = await ask('{ clients(first: 20) { nodes { id } pageInfo { hasNextPage endCursor } } }')
    const { endCursor } = first.body.data.clients.pageInfo
    const second = await ask(
      'query ($after: String) { clients(first: 20, after: $after) { nodes { id } pageInfo { hasNextPage } } }',
      { after: endCursor },
    )
    const ids = [first, second].flatMap(({ body }) =>
      body.data.clients.nodes.map(({ id }: { id: string }) => id),
    )
    expect([ids.length, new Set(ids).size, second.body.data.clients.pageInfo.hasNextPage]).toEqual([
      25,
      25,
      false,
    ])
  })

  it('shows nothing of another organization', async () => {
    const [task] = (await (await api.as(theirs.coach)).get('/v1/tasks')).body.data
    const { body } = await ask(
      'query ($c: ID!, $t: ID!, $o: ID!) { client(id: $c) { id } task(id: $t) { id } opportunity(id: $o) { id } }',
      {
        c: theirs.client.id,
        t: task.id,
        o: theirs.opportunity.id,
      },
    )
    expect(body).toEqual({ data: { client: null, task: null, opportunity: null } })
  })
})

describe('a request that is wrong', () => {
  it('without a token is 401', async () => {
    expect((await ask('{ clients { nodes { id } } }', {}, api.anyone)).status).toBe(401)
  })
  it.each([
    ['no document', '', 400],
    ['not GraphQL', '{ clients', 400],
    ['an unknown field', '{ clients { nodes { salary } } }', 400],
    [
      'too broad',
      `{ ${Array.from({ length: 11 }, (_, n) => `a${n}: clients { nodes { id } }`).join(' ')} }`,
      400,
    ],
    [
      'too long',
      `{ clients { nodes { ${Array.from({ length: 501 }, (_, n) => `a${n}: name`).join(' ')} } } }`,
      400,
    ],
    [
      'up and down, which would multiply the answer',
      `{ clients(first: 100) { nodes { opportunities(first: 100) { nodes { client { tasks(first: 100) { nodes { id } } } } } } } }`,
      400,
    ],
    ['too deep', `{ task(id: "x") { ${'opportunity { client { '.repeat(8)} id ${'} } '.repeat(8)} } }`, 400],
  ])('%s', async (_name, query, status) => {
    const answer = await ask(query)
    expect(answer.status, JSON.stringify(answer.body)).toBe(status)
    expect(JSON.stringify(answer.body)).not.toMatch(/select |node_modules|at \//i)
  })
  it('an argument out of range or an id that is none says which', async () => {
    for (const [query, word] of [
      ['{ clients(first: 0) { nodes { id } } }', 'first'],
      ['{ clients(first: 2, last: 2) { nodes { id } } }', 'last'],
      ['{ clients(after: "x") { nodes { id } } }', 'cursor'],
      ['{ client(id: "7") { id } }', 'id'],
    ] as const) {
      const { body } = await ask(query)
      expect(body.errors[0].extensions).toMatchObject({
        code: 'validation-failed',
        errors: [{ pointer: word }],
      })
    }
  })
  it.each(['foo 1', '+200000-01-01T00:00:00Z', '2030-02-30T10:00:00Z', '2030', '1500-01-01T00:00:00Z'])(
    'the moment "%s" is refused as REST refuses it',
    async (dueBefore) => {
      const { body } = await ask(
        'query ($dueBefore: DateTime) { tasks(dueBefore: $dueBefore) { nodes { id } } }',
        {
          dueBefore,
        },
      )
      expect(body.errors[0].extensions).toMatchObject({
        code: 'validation-failed',
        errors: [{ pointer: 'dueBefore', code: 'format' }],
      })
      const rest = await coach.get(`/v1/tasks?dueBefore=${encodeURIComponent(dueBefore)}`)
      expect([rest.status, rest.body.errors[0].pointer]).toEqual([400, 'dueBefore'])
    },
  )
  it('that is no document is answered once, without a word in the log', async () => {
    const logged = [vi.spyOn(api.app.log, 'error'), vi.spyOn(api.app.log, 'warn')]
    expect((await ask('{ clients(')).status).toBe(400)
    expect((await ask('{ nothingOfTheKind }')).status).toBe(400)
    for (const spy of logged) {
      expect(spy).not.toHaveBeenCalled()
      spy.mockRestore()
    }
  })
  it('whose one field fails at once leaves no connection behind for the other', async () => {
    for (let n = 0; n < 12; n++)
      await ask('{ b: clients(first: 1) { nodes { id } } a: clients(first: 1000) { nodes { id } } }')
    expect((await coach.get('/v1/tasks')).status).toBe(200)
    const { rows } = await api.owner.query(
      `SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND state LIKE 'idle in transaction%'`,
    )
    expect(rows[0].n).toBe(0)
  })
  it('an array of requests is refused', async () => {
    expect((await coach.post('/graphql').send([{ query: '{ __typename }' }])).status).toBe(400)
  })
})
