import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ActivityFilters } from '../../server/features/activities/activities.sources.ts'
import { listActivities } from '../../server/features/activities/activities.store.ts'
import { type Scope, withScope } from '../../server/platform/scope.ts'
import { buildClient, buildPractice, type Person, type Practice } from '../builders/people.ts'
import { type Api, startApi } from '../setup/api.ts'

let api: Api
let ours: Practice

const clients = 200
const rows = 60_000

beforeAll(async () => {
  api = await startApi()
  ours = await buildPractice(api.owner)
  const people: Person[] = []
  for (let n = 0; n < clients; n++) people.push(await buildClient(api.owner, ours.organizationId, ours.other))
  const ids = people.map(({ id }) => id)
  await api.owner.query(
    `INSERT INTO activity (organization_id, occurred_at, record_type, record_id, client_id, verb, actor_kind, actor_id)
     SELECT $1, now() - n * interval '1 minute', 'task', new_id(), ($2::uuid[])[1 + n % $3], 'changed', 'member', $4
     FROM generate_series(1, ${rows}) AS n`,
    [ours.organizationId, ids, clients, ours.other.id],
  )
  await api.owner.query(
    `INSERT INTO event (organization_id, occurred_at, type, subject_id, client_id, moment, actor_kind)
     SELECT $1, now() - n * interval '1 minute', 'task.due', new_id(), ($2::uuid[])[1 + n % $3], now(), 'job'
     FROM generate_series(1, ${rows}) AS n`,
    [ours.organizationId, ids, clients],
  )
  await api.owner.query('ANALYZE')
})
afterAll(() => api.close())

interface Node {
  'Node Type': string
  'Relation Name'?: string
  'Index Name'?: string
  'Actual Rows': number
  'Rows Removed by Filter'?: number
  Plans?: Node[]
}
const nodesOf = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)]

/** What reading a page of the log costs: the plan of its one statement, as the caller, under row-level security. */
async function planOf(
  person: Person,
  filters: Partial<ActivityFilters>,
): Promise<{ nodes: Node[]; ms: number }> {
  await api.as(person)
  const { rows: sessions } = await api.owner.query(
    'SELECT id, account_id FROM session WHERE member_id = $1 ORDER BY created_at DESC LIMIT 1',
    [person.id],
  )
  const caller = {
    organizationId: ours.organizationId,
    sessionId: sessions[0].id,
    accountId: sessions[0].account_id,
    ...{ keyId: null, locale: null, ip: null, requestId: null },
  }
  return withScope(api.context, caller, 'activities:read', async (scope) => {
    let plan: { Plan: Node; 'Execution Time': number } | undefined
    const query = async (sql: string, values: unknown[]) => {
      const [row] = await scope.db.query(`EXPLAIN (ANALYZE, FORMAT JSON) ${sql}`, values)
      plan = row['QUERY PLAN'][0]
      return []
    }
    // Object.create keeps the scope's own getters.
    const watched = Object.create(scope, {
      db: { value: { query, connection: scope.db.connection } },
    }) as Scope
    await listActivities(watched, { sort: '-occurredAt', limit: 25, ...filters })
    if (!plan) throw new Error('no statement was sent')
    return { nodes: nodesOf(plan.Plan), ms: plan['Execution Time'] }
  })
}

describe('reading a page', () => {
  const cases = (): [string, Person, Partial<ActivityFilters>][] => [
    ['all, by an admin', ours.admin, {}],
    ['the oldest first', ours.admin, { sort: 'occurredAt' }],
    ['a client, by an admin', ours.admin, { clientId: ours.client.id }],
    ['a record', ours.admin, { recordId: ours.client.id }],
    ['an actor', ours.admin, { actorId: ours.admin.id }],
    ['since a moment', ours.admin, { occurredAfter: new Date(Date.now() - 3_600_000).toISOString() }],
    ['all of their clients, by a coach', ours.other, {}],
    ['all of their one client, by a coach', ours.coach, {}],
  ]
  it('goes along an index, to the page’s end and no further', async () => {
    for (const [name, person, filters] of cases()) {
      const { nodes, ms } = await planOf(person, filters)
      const read = nodes.filter((node) => ['activity', 'event'].includes(node['Relation Name'] ?? ''))
      const touched = read.map((node) => node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0))
      console.log(
        `${name}: ${ms.toFixed(2)} ms, ${read.map((node, at) => `${node['Index Name'] ?? node['Node Type']} ${touched[at]} rows`).join(', ')}`,
      )
      expect(
        nodes.some(
          (node) =>
            node['Node Type'] === 'Seq Scan' && ['activity', 'event'].includes(node['Relation Name'] ?? ''),
        ),
        name,
      ).toBe(false)
      expect(Math.max(...touched), name).toBeLessThan(500)
    }
  })
})

describe('writing', () => {
  it('costs a change of a task little', async () => {
    const coach = await api.as(ours.coach)
    const { body } = await coach.post('/v1/tasks').send({
      clientId: ours.client.id,
      title: 'Call',
      dueAt: '2030-03-04T15:00:00Z',
    })
    const times = 60
    const medianOf = async (label: string) => {
      const took: number[] = []
      for (let n = 0; n < times; n++) {
        const from = performance.now()
        const answer = await coach
          .patch(`/v1/tasks/${body.id}`)
          .set('if-match', '*')
          .send({ title: `${label} ${n}` })
        expect(answer.status).toBe(200)
        took.push(performance.now() - from)
      }
      return took.sort((a, b) => a - b)[times / 2] as number
    }
    await medianOf('warm')
    const logged = await medianOf('logged')
    await api.owner.query('ALTER TABLE task DISABLE TRIGGER task_activity_of_change')
    const bare = await medianOf('bare')
    await api.owner.query('ALTER TABLE task ENABLE TRIGGER task_activity_of_change')
    const inDatabase = async () => {
      const { rows: plans } = await api.owner.query(
        `EXPLAIN (ANALYZE, FORMAT JSON) UPDATE task SET title = title || '.' WHERE id = $1`.replace(
          '$1',
          `'${body.id}'`,
        ),
      )
      return plans[0]['QUERY PLAN'][0].Triggers.find(
        (trigger: { 'Trigger Name': string }) => trigger['Trigger Name'] === 'task_activity_of_change',
      ).Time as number
    }
    const inside: number[] = []
    for (let n = 0; n < 21; n++) inside.push(await inDatabase())
    const trigger = inside.sort((a, b) => a - b)[10] as number
    console.log(
      `PATCH of a task: ${logged.toFixed(2)} ms with the log, ${bare.toFixed(2)} ms without; the trigger takes ${trigger.toFixed(3)} ms`,
    )
    expect(trigger, 'ten times what is usual').toBeLessThan(5)
  })
})
