import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { onTestFinished } from 'vitest'
import { withClient } from '../../server/platform/database/address.ts'
import { createWorkerPool } from '../../server/platform/worker-pool.ts'
import { createTestDatabase, type TestDatabase } from '../setup/database.ts'

/** One client of one coach, to hang tasks on. */
export interface Home {
  organizationId: string
  coachId: string
  clientId: string
}

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

export async function createHome(migrateUrl: string): Promise<Home> {
  return withClient(migrateUrl, async (client) => {
    const { rows } = await client.query<Home>(
      `WITH o AS (INSERT INTO organization (name, time_zone, locale) VALUES ('Practice', 'UTC', 'en') RETURNING id),
        a AS (INSERT INTO account (email, password_hash) VALUES ($1, 'none') RETURNING id),
        m AS (INSERT INTO member (organization_id, account_id, name, email, role, time_zone)
          SELECT o.id, a.id, 'Coach', $1, 'coach', 'UTC' FROM o, a RETURNING organization_id, id),
        c AS (INSERT INTO client (organization_id, primary_coach_id, name, time_zone)
          SELECT organization_id, id, 'Client', 'UTC' FROM m RETURNING id)
       SELECT m.organization_id AS "organizationId", m.id AS "coachId", c.id AS "clientId" FROM m, c`,
      [`${randomUUID()}@test.test`],
    )
    return rows[0] as Home
  })
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

/** Adds many tasks that have fallen due over the last minute, or fall due within the next. */
export async function addTasks(owner: pg.Pool, home: Home, count: number, from = '-1 minute'): Promise<void> {
  await owner.query(
    `INSERT INTO task (organization_id, client_id, coach_id, kind, due_at, overdue_at, original_due_at)
     SELECT $1, $2, $3, 'thank_you', due, due + interval '1 day', due
     FROM (SELECT app_now() + $5::interval + n * interval '1 minute' / $4::int AS due
       FROM generate_series(1, $4::int) n) moments`,
    [home.organizationId, home.clientId, home.coachId, count, from],
  )
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
