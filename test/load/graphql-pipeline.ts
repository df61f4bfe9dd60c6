import type { AddressInfo } from 'node:net'
import pg from 'pg'
import pino from 'pino'
import { buildApp } from '../../server/app.ts'
import { loadConfig } from '../../server/config.ts'
import { createContext } from '../../server/context.ts'
import { buildCrowd, type Tenant } from '../tenancy/crowd.ts'
import { median, onOwnDatabase, startHammer } from './beside.ts'
import type { Hammering } from './hammer.child.ts'
import { startPostGraphile } from './postgraphile.ts'

/**
 * The pipeline of 25 clients by our graph, beside PostGraphile 5 on the same database, with the same role, row-level
 * security and selection, in rounds that take turns.
 * node --import tsx test/load/graphql-pipeline.ts [rounds, 9] [milliseconds of a round, 2000]
 */
const rounds = Number(process.argv[2] ?? 9)
const milliseconds = Number(process.argv[3] ?? 2_000)
const connections = 8
const wanted = 1.5

const ours = `query Pipeline {
  clients(first: 25) { nodes { id name
    opportunities(first: 4) { nodes { id title stage
      interviews(first: 4) { nodes { id startsAt round
        participants { name role }
        tasks(first: 4) { nodes { id kind status dueAt } } } } } } } }
}`
const theirs = `query Pipeline {
  clients: allClients(first: 25) { nodes { id: rowId name
    opportunities: opportunitiesByOrganizationIdAndClientId(first: 4) { nodes { id: rowId title stage
      interviews: interviewsByOrganizationIdAndOpportunityIdAndClientIdAndEmployerId(first: 4) { nodes { id: rowId startsAt round
        participants: participantsByOrganizationIdAndInterviewIdAndEmployerId { nodes { contact: contactByOrganizationIdAndContactIdAndEmployerId { name role } } }
        tasks: tasksByOrganizationIdAndInterviewIdAndClientId(first: 4) { nodes { id: rowId kind status dueAt } } } } } } } }
}`

const json = 'content-type: application/json\r\naccept: application/graphql-response+json\r\n'
const asked = (port: number, query: string) => ({
  ...{ port, path: '/graphql', headers: json, body: JSON.stringify({ query }) },
})

await onOwnDatabase(measure)

async function measure(ownerUrl: string, apiUrl: string): Promise<void> {
  const owner = new pg.Pool({ connectionString: ownerUrl, max: 1 })
  owner.on('error', () => {}) // what goes wrong is said by what was asked
  const crowd = await buildCrowd(owner, 50)
  const [tenant] = crowd
  if (!tenant) throw new Error('There is no organization to measure.')
  // Each the same, since an index is of use only in tables that are longer than a page.
  for (const { organizationId } of crowd) await fill(owner, organizationId)
  await owner.query('VACUUM ANALYZE')

  const { organizationId: org, sessionId: sid } = tenant
  const config = loadConfig({ POOL_SIZE: '8', MAX_EVENT_LOOP_DELAY: '0', RATE_LIMIT: '0' })
  const context = await createContext(config, apiUrl, pino({ level: 'silent' }))
  const app = await buildApp(context)
  await app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = app.server.address() as AddressInfo
  const token = app.jwt.sign({ sub: org, org, sid }, { expiresIn: 3_600_000 })
  const settings = { 'app.organization_id': org, 'app.actor': `member:${await memberOf(owner, tenant)}` }
  const other = await startPostGraphile({ DATABASE: apiUrl, SETTINGS: JSON.stringify(settings), POOL: '8' })

  const ways: Record<string, Pick<Hammering, 'port' | 'path' | 'headers' | 'body'>> = {
    Afterword: { ...asked(port, ours), headers: `authorization: Bearer ${token}\r\n${json}` },
    'PostGraphile 5': asked(other.port, theirs),
  }
  await requireSame(Object.values(ways))

  const hammers = startHammer()
  const hammer = (way: Pick<Hammering, 'port' | 'path' | 'headers' | 'body'>, time: number) =>
    hammers.hit({ ...way, connections, milliseconds: time })
  const rates = new Map<string, number[]>()
  for (const way of Object.values(ways)) await hammer(way, 2_000)
  for (let round = 0; round < rounds; round++)
    for (const [label, way] of Object.entries(ways)) {
      const began = performance.now()
      const answered = await hammer(way, milliseconds)
      rates.set(label, [...(rates.get(label) ?? []), (answered / (performance.now() - began)) * 1000])
    }
  hammers.end()
  await other.stop()
  await app.close()
  await context.close()
  await owner.end()
  report(rates)
}

async function memberOf(owner: pg.Pool, { sessionId }: Tenant): Promise<string> {
  return (await owner.query('SELECT member_id FROM session WHERE id = $1', [sessionId])).rows[0].member_id
}

/** Twenty-five clients, each with three opportunities, each with two interviews of two participants and four tasks. */
async function fill(owner: pg.Pool, organizationId: string): Promise<void> {
  await owner.query(
    `DO $$
     DECLARE org uuid := '${organizationId}'; coach uuid; firm uuid := new_id();
     BEGIN
       SELECT id INTO coach FROM member WHERE organization_id = org LIMIT 1;
       INSERT INTO client (organization_id, primary_coach_id, name, time_zone)
         SELECT org, coach, 'Client ' || n, 'UTC' FROM generate_series(1, 23) AS n;
       INSERT INTO employer (organization_id, id, name, country) VALUES (org, firm, 'Lumen Freight', 'US');
       INSERT INTO contact (organization_id, employer_id, name, role, created_by)
         SELECT org, firm, 'Contact ' || n, 'interviewer', coach FROM generate_series(1, 2) AS n;
       INSERT INTO opportunity (organization_id, client_id, employer_id, title, stage)
         SELECT org, c.id, firm, 'Position ' || n, 'interviewing' FROM client c, generate_series(1, 3) AS n WHERE c.organization_id = org;
       INSERT INTO interview (organization_id, opportunity_id, client_id, employer_id, starts_at, duration_minutes, time_zone, format, round, policy_id, policy_version)
         SELECT org, o.id, o.client_id, firm, now(), 60, 'UTC', 'video', n, new_id(), 1
         FROM opportunity o, generate_series(1, 2) AS n WHERE o.organization_id = org;
       INSERT INTO participant (organization_id, interview_id, contact_id, employer_id, position)
         SELECT org, i.id, t.id, firm, row_number() OVER (PARTITION BY i.id ORDER BY t.id) - 1
         FROM interview i, contact t WHERE i.organization_id = org AND t.organization_id = org;
       INSERT INTO task (organization_id, client_id, opportunity_id, interview_id, coach_id, kind, title, status, due_at, original_due_at)
         SELECT org, i.client_id, i.opportunity_id, i.id, coach, 'custom', 'Task ' || n, 'scheduled', now() + n * interval '1 hour', now() + n * interval '1 hour'
         FROM interview i, generate_series(1, 4) AS n WHERE i.organization_id = org;
     END $$`,
  )
}

/** Both must draw the same: without the order of the lists, and with moments in one form. */
async function requireSame(
  ways: readonly Pick<Hammering, 'port' | 'path' | 'headers' | 'body'>[],
): Promise<void> {
  const drawn = await Promise.all(
    ways.map(async ({ port, path, headers, body = '' }) => {
      const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
        method: 'POST',
        body,
        headers: Object.fromEntries(
          headers
            .trim()
            .split('\r\n')
            .map((line) => line.split(': ') as [string, string]),
        ),
      })
      const { data, errors } = (await answer.json()) as { data: unknown; errors?: unknown }
      if (errors) throw new Error(JSON.stringify(errors).slice(0, 500))
      return JSON.stringify(plain(data))
    }),
  )
  if (drawn[0] !== drawn[1] || drawn[0]?.length === 0)
    throw new Error(`They do not draw the same:\n${drawn.map((text) => text?.slice(0, 1500)).join('\n')}`)
  console.log(`Both draw the same, ${drawn[0]?.length} characters.`)
}

function plain(value: unknown): unknown {
  if (Array.isArray(value))
    return value.map(plain).toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
  if (typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value)) return new Date(value).toISOString()
  if (value === null || typeof value !== 'object') return value
  const fields = value as Record<string, unknown>
  if (Object.keys(fields).length === 1 && (fields.nodes || fields.contact))
    return plain(fields.nodes ?? fields.contact)
  return Object.fromEntries(Object.entries(fields).map(([key, inner]) => [key, plain(inner)]))
}

function report(rates: ReadonlyMap<string, number[]>): void {
  for (const [label, values] of rates)
    console.log(`${label.padEnd(16)} ${median(values).toFixed(1)} pipelines/s`)
  const [own = [], other = []] = rates.values()
  const ratio = median(own.map((rate, round) => rate / (other[round] ?? Number.NaN)))
  console.log(`${ratio.toFixed(2)} times PostGraphile's throughput; ${wanted} times are wanted`)
}
