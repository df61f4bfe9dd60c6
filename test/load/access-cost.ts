import type { AddressInfo } from 'node:net'
import type { RouteOptions } from 'fastify'
import pg from 'pg'
import pino from 'pino'
import type { DataSource, EntityManager } from 'typeorm'
import { buildApp } from '../../server/app.ts'
import { loadConfig } from '../../server/config.ts'
import { createContext } from '../../server/context.ts'
import { entities } from '../../server/entities.ts'
import { listTasks } from '../../server/features/tasks/tasks.service.ts'
import { conventions } from '../../server/http/conventions.ts'
import { idempotency } from '../../server/http/idempotency.ts'
import { connectSource } from '../../server/platform/database/source.ts'
import type { Scope } from '../../server/platform/scope.ts'
import { buildCrowd, type Tenant } from '../tenancy/crowd.ts'
import { median, onOwnDatabase, startHammer } from './beside.ts'
import type { Hammering } from './hammer.child.ts'
import { processorTime } from './processor-time.ts'

/**
 * What access costs: GET /v1/tasks with 25 rows, logged in and under row-level security, beside the same handler with
 * neither. The routes without have the hooks that every route of /v1 has, but for the login; their connections are the
 * owner's, to whom no policy applies, with the same limits of time. All answer with the same bytes. Rounds are many and short and take turns, forwards and
 * backwards, so that what else the machine does falls on all alike, and the median round is told.
 * node --import tsx test/load/access-cost.ts [rounds, 40] [milliseconds of a round, 600]
 */
const rounds = Number(process.argv[2] ?? 40)
const milliseconds = Number(process.argv[3] ?? 600)
const connections = 8
const wanted = 0.75
/** What the other gets by the statement that opens its transaction. */
const limits = encodeURIComponent('-c statement_timeout=15s -c idle_in_transaction_session_timeout=30s')

await onOwnDatabase(measure)

async function measure(ownerUrl: string, apiUrl: string): Promise<void> {
  const owner = new pg.Pool({ connectionString: ownerUrl, max: 1 })
  owner.on('error', () => {}) // what goes wrong is said by what was asked
  const [tenant] = await buildCrowd(owner, 100)
  if (!tenant) throw new Error('There is no organization to measure.')
  await owner.query(`UPDATE member SET role = 'coach'`)
  await owner.query(
    `INSERT INTO task (organization_id, client_id, coach_id, kind, title, status, due_at, original_due_at)
     SELECT c.organization_id, c.id, c.primary_coach_id, 'custom', 'Task ' || n, 'scheduled', now() + n * interval '1 hour', now() + n * interval '1 hour'
     FROM client c, generate_series(1, 100) AS n`,
  )
  await owner.query('VACUUM ANALYZE')

  const config = loadConfig({ POOL_SIZE: '8', MAX_EVENT_LOOP_DELAY: '0', RATE_LIMIT: '0' })
  const context = await createContext(config, apiUrl, pino({ level: 'silent' }))
  const bypassing = await connectSource(`${ownerUrl}?options=${limits}`, config, 'bare', entities)
  const app = await buildApp(context)
  const { schema } = app.routeTable.find(
    ({ url, method }) => url === '/v1/tasks' && method === 'GET',
  ) as RouteOptions
  const { operationId: _, ...described } = schema as Record<string, unknown>
  const open = { config: { access: 'open' as const }, schema: described }
  const scopeFor = await scopeOf(owner, tenant)
  await app.register(async (bare) => {
    await bare.register(idempotency)
    await bare.register(conventions)
    bare.get('/bare/transaction', open, (request) =>
      inTransaction(bypassing, (db) => listTasks.run(scopeFor(db), filtersOf(request))),
    )
    bare.get('/bare/query', open, (request) => listTasks.run(scopeFor(bypassing.manager), filtersOf(request)))
  })
  await app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = app.server.address() as AddressInfo

  const { organizationId: org, sessionId: sid } = tenant
  const token = app.jwt.sign({ sub: org, org, sid }, { expiresIn: 3_600_000 })
  const ways: Record<string, Pick<Hammering, 'path' | 'headers'>> = {
    'logged in, row-level security': {
      path: '/v1/tasks?limit=25',
      headers: `authorization: Bearer ${token}\r\n`,
    },
    'neither, in a transaction': { path: '/bare/transaction?limit=25', headers: '' },
    'neither, and no transaction': { path: '/bare/query?limit=25', headers: '' },
  }
  const answers: Awaited<ReturnType<typeof app.inject>>[] = []
  for (const { path, headers } of Object.values(ways))
    answers.push(
      await app.inject({ url: path, headers: headers ? { authorization: `Bearer ${token}` } : {} }),
    )
  const [first] = answers
  if (
    answers.some(({ body, statusCode }) => statusCode !== 200 || body !== first?.body) ||
    first?.json().data.length !== 25
  )
    throw new Error(
      `The ways do not answer alike: ${answers.map(({ body }) => body.slice(0, 200)).join('\n')}`,
    )

  const hammers = startHammer()
  const hammer = (way: Pick<Hammering, 'path' | 'headers'>, time: number) =>
    hammers.hit({ ...way, port, connections, milliseconds: time })
  const rates = new Map<string, number[]>()
  const costs = new Map<string, number[]>()
  const note = (figures: Map<string, number[]>, label: string, figure: number) =>
    figures.set(label, [...(figures.get(label) ?? []), figure])
  for (const way of Object.values(ways)) await hammer(way, 1_000)
  const turns = Object.entries(ways)
  for (let round = 0; round < rounds; round++)
    for (const [label, way] of round % 2 ? turns.toReversed() : turns) {
      const before = await processorTime(owner)
      const began = performance.now()
      const answered = await hammer(way, milliseconds)
      note(rates, label, (answered / (performance.now() - began)) * 1000)
      note(costs, label, ((await processorTime(owner)) - before) / answered)
    }
  hammers.end()
  await app.close()
  await context.close()
  await bypassing.destroy()
  await owner.end()
  report(rates, costs)
}

function filtersOf({ query }: { query: unknown }) {
  return query as Parameters<typeof listTasks.run>[1]
}

/** Round by round, so that what else the machine does falls on both. */
function kept(of: readonly number[], than: readonly number[]): string {
  return `${(median(of.map((figure, round) => figure / (than[round] ?? Number.NaN))) * 100).toFixed(1)} %`
}

type Figures = ReadonlyMap<string, number[]>

/** The processor time of a request says the same without the hammer's own, and without what others take of the machine. */
function report(rates: Figures, costs: Figures): void {
  const [full = []] = rates.values()
  const [cost = []] = costs.values()
  for (const [label, values] of rates) {
    const own = costs.get(label) ?? []
    const figures = `${median(values).toFixed(0).padStart(6)} requests/s, ${median(own).toFixed(2)} ms of processor time each`
    console.log(
      `${label.padEnd(30)} ${figures}; logged in keeps ${kept(full, values)}, by processor time ${kept(own, cost)}`,
    )
  }
  const bare = rates.get('neither, in a transaction') ?? []
  console.log(`access keeps ${kept(full, bare)} of the throughput; ${wanted * 100} % are wanted`)
}

/** A scope as if the caller had been found, over whatever connection. */
async function scopeOf(
  owner: pg.Pool,
  { organizationId, sessionId }: Tenant,
): Promise<(db: EntityManager) => Scope> {
  const { rows } = await owner.query('SELECT member_id FROM session WHERE id = $1', [sessionId])
  const actor = {
    ...({
      organizationId,
      kind: 'member',
      role: 'coach',
      id: rows[0].member_id,
      memberId: rows[0].member_id,
    } as const),
    ...{
      accountId: null,
      sessionId,
      clientId: null,
      keyId: null,
      scopes: new Set<string>(),
      restricted: false,
      mustEnrol: false,
    },
    ...({ name: 'Coach', locale: 'en', timeZone: 'UTC' } as const),
  }
  const none = new Set<string>()
  return (db) => ({
    ...{
      actor,
      organizationId,
      db,
      prepares: false,
      locale: 'en' as const,
      now: new Date(),
      today: new Date().toISOString().slice(0, 10),
    },
    withheld: { pipeline: none, notes: none, contacts: none },
    emit: () => {},
    wakeAt: () => {},
  })
}

async function inTransaction<T>(source: DataSource, work: (db: EntityManager) => Promise<T>): Promise<T> {
  const runner = source.createQueryRunner()
  const client = await runner.connect()
  try {
    await client.query('BEGIN')
    const result = await work(runner.manager)
    await client.query('COMMIT')
    return result
  } finally {
    await runner.release()
  }
}
