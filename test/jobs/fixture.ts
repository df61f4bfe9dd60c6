import pg from 'pg'
import { onTestFinished } from 'vitest'
import { createWorkerPool } from '../../server/platform/worker-pool.ts'
import { createTestDatabase, type TestDatabase } from '../setup/database.ts'
import { createHome, type Home } from './seed.ts'

export interface Bench {
  database: TestDatabase
  /** As the tables' owner, with the test clock. */
  owner: pg.Pool
  /** As the worker's role, with the test clock. */
  worker: pg.Pool
  home: Home
}

/** A database of the test's own with a home in it; gone after the test. */
export async function createBench(): Promise<Bench> {
  const database = await createTestDatabase()
  const owner = new pg.Pool({
    connectionString: database.urls.migrate,
    max: 4,
    options: '-c app.test_clock=1',
  })
  owner.on('error', () => undefined)
  const worker = createWorkerPool(database.urls.worker, true)
  onTestFinished(async () => {
    await Promise.all([owner.end(), worker.end()])
    await database.drop()
  })
  return { database, owner, worker, home: await createHome(database.urls.migrate) }
}

export interface TaskInput {
  status?: string
  /** From app_now(), as an interval of PostgreSQL: "-1 minute". */
  dueIn?: string
  /** Likewise; left out, it is never overdue. */
  overdueIn?: string
}

/** Adds one task and returns its id. */
export async function addTask({ owner, home }: Bench, input: TaskInput = {}): Promise<string> {
  const { status = 'scheduled', dueIn = '-1 minute', overdueIn = null } = input
  const { rows } = await owner.query<{ id: string }>(
    `INSERT INTO task (organization_id, client_id, coach_id, kind, status, due_at, overdue_at, original_due_at,
       completed_at, cancel_reason)
     SELECT $1, $2, $3, 'thank_you', $4::text, app_now() + $5::interval, app_now() + $6::interval, app_now(),
       CASE WHEN $4::text = 'done' THEN app_now() END, CASE WHEN $4::text = 'cancelled' THEN '{}' END
     RETURNING id`,
    [home.organizationId, home.clientId, home.coachId, status, dueIn, overdueIn],
  )
  return rows[0]?.id as string
}

export interface StoredTask {
  status: string
  version: number
  due_at: Date
  overdue_at: Date | null
  due_fired_for: Date | null
  overdue_fired_for: Date | null
}

export async function taskOf({ owner }: Bench, id: string): Promise<StoredTask> {
  const { rows } = await owner.query<StoredTask>('SELECT * FROM task WHERE id = $1', [id])
  return rows[0] as StoredTask
}

export interface StoredEvent {
  type: string
  moment: Date
  data: Record<string, unknown>
  actor_kind: string
  actor_id: string | null
  client_id: string
}

/** Oldest first. */
export async function eventsOf({ owner }: Bench, taskId: string): Promise<StoredEvent[]> {
  const { rows } = await owner.query<StoredEvent>(
    'SELECT * FROM event WHERE subject_id = $1 ORDER BY xid, id',
    [taskId],
  )
  return rows
}

export async function countOf(owner: pg.Pool, status: string): Promise<number> {
  const { rows } = await owner.query<{ count: number }>(
    'SELECT count(*)::int AS count FROM task WHERE status = $1',
    [status],
  )
  return rows[0]?.count ?? 0
}
