import { readFileSync } from 'node:fs'
import { buildSchema, type GraphQLObjectType, getNamedType, isCompositeType } from 'graphql'
import type pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { schemaFile } from '../../server/graphql/schema.print.ts'
import { buildClient, buildOpportunity, buildPractice, type Practice } from '../builders/people.ts'
import { type Api, type Caller, startApi } from '../setup/api.ts'

const schema = buildSchema(readFileSync(schemaFile, 'utf8'))

const kinds = [
  ['Client', 'clients'],
  ['Employer', 'employers'],
  ['Contact', 'contacts'],
  ['Opportunity', 'opportunities'],
  ['Interview', 'interviews'],
  ['Task', 'tasks'],
  ['Member', 'members'],
] as const
type Kind = (typeof kinds)[number][0]

/** The fields that stand by themselves, and the small objects that REST shows in the same shape. */
const alike: Record<string, string> = {
  openTasks: '{ overdue due scheduled }',
  nextTask: '{ id kind status dueAt overdueAt }',
  decision: '{ id interviewId kind date days statedAt statedBy words recordedBy createdAt }',
  participants: '{ contactId name role email phone }',
}
const selection = (kind: Kind): string =>
  Object.values((schema.getType(kind) as GraphQLObjectType).getFields())
    .flatMap(({ name, type }) => {
      if (!isCompositeType(getNamedType(type))) return name
      return alike[name] ? `${name} ${alike[name]}` : []
    })
    .join(' ')

type Row = Record<string, unknown> & { id: string }

async function populate(api: Api, practice: Practice): Promise<void> {
  const coach = await api.as(practice.coach)
  const { organizationId } = practice
  for (let n = 0; n < 6; n++) {
    const client = await buildClient(api.owner, organizationId, practice.coach, {
      name: `Client ${'ab'[n % 2]}`,
      email: n % 2 ? null : `c${n}@people.test`,
    })
    const opportunity =
      n === 0
        ? practice.opportunity
        : await buildOpportunity(api.owner, organizationId, client, { title: `Role ${n}` })
    const answer = await coach.post('/v1/interviews').send({
      opportunityId: opportunity.id,
      startsAt: `2030-03-0${n + 1}T15:00:00Z`,
      durationMinutes: 60,
      timeZone: 'America/New_York',
      format: 'video',
      participants: [{ name: `Ada ${n}`, role: 'interviewer', email: `ada${n}@example.com` }, { name: null }],
      topics: ['teams'],
      promises: ['portfolio'],
      notes: 'They liked the talk',
      decision: { kind: 'within', days: 14, words: 'soon' },
    })
    expect(answer.status, JSON.stringify(answer.body)).toBe(201)
  }
  const [task] = (await coach.get('/v1/tasks?kind=thank_you&status=due,scheduled')).body.data
  expect((await coach.post(`/v1/tasks/${task.id}/complete`).send({ note: 'sent' })).status).toBe(200)
}

// Interpreted, and compiled at the first chance.
describe.each([
  ['interpreted', '0'],
  ['compiled', '1'],
])('the graph, %s', (_mode, compileAfter) => {
  let api: Api
  let practice: Practice
  let callers: [string, Caller][]
  let owner: pg.Pool

  beforeAll(async () => {
    api = await startApi({ GRAPHQL_COMPILE_AFTER: compileAfter })
    owner = api.owner
    practice = await buildPractice(owner)
    await populate(api, practice)
    callers = [
      ['admin', await api.as(practice.admin)],
      ['coach', await api.as(practice.coach)],
      ['client', await api.as(practice.client)],
    ]
  })
  afterAll(() => api.close())

  const coach = () => callers[1]?.[1] as Caller

  const asked = new Set<string>()

  /** Asked until the compiled form answers too; one that was asked before is compiled, and asked twice. */
  async function ask(query: string, variables: object = {}, caller = coach()) {
    const isNew = !asked.has(query)
    asked.add(query)
    const rounds = compileAfter === '0' ? 1 : isNew ? 4 : 2
    let told = ''
    for (let round = 1; ; round++) {
      const { body } = await caller.post('/graphql').send({ query, variables })
      const before = told
      told = JSON.stringify(body.data ?? body.errors?.map(({ message }: { message: string }) => message))
      if (round > 1) expect(told).toBe(before)
      if (round === rounds) return body
      if (isNew) await new Promise((resolve) => setTimeout(resolve, 30))
    }
  }

  it.each(kinds)('%s: each field is as REST shows it, to everybody', async (kind, list) => {
    for (const [who, caller] of callers) {
      if (kind === 'Member' && who === 'client') continue
      const rest: Row[] = (await caller.get(`/v1/${list}?limit=50`)).body.data
      const body = await ask(`{ ${list}(first: 50) { nodes { ${selection(kind)} } } }`, {}, caller)
      expect(body.errors).toBeUndefined()
      const nodes: Row[] = body.data[list].nodes
      expect(rest.length, `${who} ${kind}`).toBeGreaterThan(who === 'client' && kind === 'Contact' ? -1 : 0)
      const shared = (row: Row, other: Row) =>
        Object.fromEntries(
          Object.entries(row).filter(
            ([name, value]) =>
              name in other &&
              (typeof value !== 'object' || value === null || Array.isArray(value) || alike[name]),
          ),
        )
      expect(nodes.map(({ id }) => id)).toEqual(rest.map(({ id }) => id))
      nodes.forEach((node, n) => {
        expect(shared(node, rest[n] as Row)).toEqual(shared(rest[n] as Row, node))
      })
      expect(Object.keys(nodes[0] ?? {}).length).toBeGreaterThanOrEqual(nodes.length > 0 ? 8 : 0)
    }
  })

  it.each(kinds)(
    '%s: pages fit together in every order, forwards and backwards',
    async (kind, list) => {
      const words = (
        schema.getType(`${kind}Sort`) as unknown as { getValues(): { name: string }[] }
      ).getValues()
      for (const { name: sort } of words) {
        const all: Row[] = (await ask(`{ ${list}(first: 100, sort: ${sort}) { nodes { id } } }`)).data[list]
          .nodes
        const rest: Row[] = (
          await coach().get(`/v1/${list}?limit=100&sort=${sort.replace(/^(.*)Descending$/, '-$1')}`)
        ).body.data
        expect(all.map(({ id }) => id)).toEqual(rest.map(({ id }) => id))
        const page = `edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } total { count exact }`
        const walk = async (backward: boolean) => {
          const seen: string[] = []
          let cursor: string | null = null
          for (let n = 0; n < 40; n++) {
            const args: string = backward ? 'last: 4, before: $at' : 'first: 4, after: $at'
            const { data } = await ask(
              `query ($at: String) { ${list}(${args}, sort: ${sort}) { ${page} } }`,
              { at: cursor },
            )
            const { edges, pageInfo, total } = data[list]
            expect(total).toEqual({ count: all.length, exact: true })
            const ids = edges.map((edge: { node: Row }) => edge.node.id)
            seen.splice(backward ? 0 : seen.length, 0, ...ids)
            expect(pageInfo.startCursor).toBe(edges[0]?.cursor ?? null)
            expect(pageInfo.endCursor).toBe(edges.at(-1)?.cursor ?? null)
            const isFirst = cursor === null
            expect(backward ? pageInfo.hasNextPage : pageInfo.hasPreviousPage).toBe(!isFirst)
            if (!(backward ? pageInfo.hasPreviousPage : pageInfo.hasNextPage)) break
            cursor = backward ? pageInfo.startCursor : pageInfo.endCursor
          }
          return seen
        }
        expect(await walk(false)).toEqual(all.map(({ id }) => id))
        if (sort === words[0]?.name) expect(await walk(true)).toEqual(all.map(({ id }) => id))
      }
    },
    60_000,
  )

  it('pages of many parents at once are the pages of each', async () => {
    const page = 'nodes { id dueAt } pageInfo { hasNextPage endCursor } total { count }'
    const query = `query ($at: String) { clients { nodes { id tasks(first: 2, after: $at, sort: dueAtDescending, status: [scheduled, due, blocked]) { ${page} } } } }`
    const { data } = await ask(query)
    for (const client of data.clients.nodes) {
      const rest = (
        await coach().get(
          `/v1/tasks?clientId=${client.id}&sort=-dueAt&status=scheduled,due,blocked&count=true`,
        )
      ).body
      const ids = rest.data.map(({ id }: Row) => id)
      expect(client.tasks.nodes.map(({ id }: Row) => id)).toEqual(ids.slice(0, 2))
      expect(client.tasks.pageInfo.hasNextPage).toBe(ids.length > 2)
      expect(client.tasks.total.count).toBe(rest.page.total.count)
      const next = await ask(
        `query ($id: ID!, $at: String) { client(id: $id) { tasks(first: 2, after: $at, sort: dueAtDescending, status: [scheduled, due, blocked]) { ${page} } } }`,
        { id: client.id, at: client.tasks.pageInfo.endCursor },
      )
      expect(next.data.client.tasks.nodes.map(({ id }: Row) => id)).toEqual(ids.slice(2, 4))
    }
  })

  it('finds whatever an id names', async () => {
    const ids: string[] = []
    for (const [, list] of kinds) ids.push((await coach().get(`/v1/${list}?limit=1`)).body.data[0].id)
    const query = `query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id ... on Client { name openTasks { due } } ... on Task { title } ... on Interview { participants { role } } } }`
    const nothing = '01900000-0000-7000-8000-000000000000'
    const { data, errors } = await ask(query, { ids: [nothing, ...ids] })
    expect(errors).toBeUndefined()
    expect(data.nodes.map((node: Row | null) => node && [node.__typename, node.id])).toEqual([
      null,
      ...kinds.map(([kind], n) => [kind, ids[n]]),
    ])
    const task = data.nodes[6]
    expect(task.title).toBe((await coach().get(`/v1/tasks/${task.id}`)).body.title)
    for (const id of ids)
      expect((await ask('query ($id: ID!) { node(id: $id) { id } }', { id })).data.node.id).toBe(id)
    // To another organization all of them are nothing.
    const other = await api.as((await buildPractice(owner)).admin)
    expect((await ask(query, { ids }, other)).data.nodes).toEqual(ids.map(() => null))
    // Clients may read no members: to them there is none.
    const client = callers[2]?.[1] as Caller
    expect((await ask(query, { ids: [ids[6]] }, client)).data.nodes).toEqual([null])
  })

  it('a variable of the wrong type is refused, however often it comes', async () => {
    const query =
      'query ($first: Int!, $status: [TaskStatus!]) { tasks(first: $first, status: $status) { nodes { id } } }'
    for (const variables of [
      { first: 'x' },
      {},
      { first: null },
      { first: 1, status: 'nonsense' },
      { first: 1.5 },
    ]) {
      for (let round = 0; round < 4; round++) {
        const { body } = await coach().post('/graphql').send({ query, variables })
        expect([variables, body.data, body.errors?.[0].extensions.code]).toEqual([
          variables,
          undefined,
          'bad-request',
        ])
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
      expect((await ask(query, { first: 1, status: 'due' })).errors).toBeUndefined()
    }
  })

  it('a field that fails is null with its path, and its neighbours answer', async () => {
    const client = callers[2]?.[1] as Caller
    const own = (await client.get('/v1/clients')).body.data[0].id
    const tasks: { id: string; clientId: string }[] = (await coach().get('/v1/tasks?limit=100')).body.data
    const { id } = tasks.find((one) => one.clientId !== own) as { id: string }
    const body = await ask(
      `{ client(id: "${own}") { id primaryCoach { name } } b: task(id: "${id}") { id } }`,
      {},
      client,
    )
    expect(body.data).toEqual({ client: { id: own, primaryCoach: null }, b: null })
    expect(body.errors).toMatchObject([
      { path: ['client', 'primaryCoach'], extensions: { code: 'forbidden' } },
    ])
  })
})
