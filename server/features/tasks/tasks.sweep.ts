import type { Pool } from 'pg'

/** A connection pool of the worker's role, whose policies let it see every organization. */
export type WorkerPool = Pick<Pool, 'query'>

/** Told on this channel, once per batch, that tasks changed; the payload is the type of the events. */
export const changesChannel = 'afterword_changes'

/** One step that time takes with a task. */
interface Step {
  event: 'task.due' | 'task.overdue'
  from: string
  to: string
  /** The column with the moment at which it happens. */
  at: 'due_at' | 'overdue_at'
  /** The column that remembers the moment for which the event was written. */
  firedFor: 'due_fired_for' | 'overdue_fired_for'
  /** The column that remembers the moments before that, of a task that was moved. */
  firedBefore: 'due_fired_before' | 'overdue_fired_before'
}

/** In this order, so that a task that is both at once gets both events, due first. */
const steps: readonly Step[] = [
  {
    ...{ event: 'task.due', from: 'scheduled', to: 'due', at: 'due_at' },
    ...{ firedFor: 'due_fired_for', firedBefore: 'due_fired_before' },
  },
  {
    ...{ event: 'task.overdue', from: 'due', to: 'overdue', at: 'overdue_at' },
    ...{ firedFor: 'overdue_fired_for', firedBefore: 'overdue_fired_before' },
  },
]

/** As the API writes instants. */
export const instantSql = (column: string): string =>
  `replace(to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), '.000Z', 'Z')`

/** What cannot wait for the morning's mail (domain/reminders/due.ts) is queued for one of its own. */
const reminded = `reminded AS (
  INSERT INTO reminder_queue (organization_id, task_id, moment)
  SELECT organization_id, id, moment FROM moved WHERE (kind = 'thank_you' OR channel = 'phone')
    AND (organization_id, id) NOT IN (SELECT organization_id, id FROM picked WHERE told_before)
  ON CONFLICT DO NOTHING
)`

/**
 * One batch: picked under lock, moved by compare-and-set, told in the outbox, all in one statement. By ctid and NOT IN,
 * so that its cost grows with the batch alone whatever the statistics say (a join of the two lists became a nested loop
 * on a table not yet analyzed: 4 s for 5,000). A row that was written to since the snapshot has another ctid by now, is
 * not moved, and is picked again by the next batch. A task that had its event for this moment already changes state
 * without a second one: the row itself remembers this moment, and those before it when it was moved away and back.
 */
const batchSql = ({ event, from, to, at, firedFor, firedBefore }: Step): string => `
WITH picked AS MATERIALIZED (
  SELECT ctid AS place, organization_id, id, coalesce(${firedFor} = ${at} OR ${at} = ANY (${firedBefore}), false) AS told_before FROM task
  WHERE status = '${from}' AND ${at} <= (SELECT app_now())
  ORDER BY ${at} LIMIT $1 FOR UPDATE SKIP LOCKED
), moved AS (
  UPDATE task SET status = '${to}', ${firedFor} = ${at},
    ${firedBefore} = CASE WHEN ${firedFor} <> ${at} THEN ${firedBefore} || ${firedFor} ELSE ${firedBefore} END
  WHERE ctid = ANY (ARRAY(SELECT place FROM picked)) AND status = '${from}' AND ${at} <= (SELECT app_now())
  RETURNING organization_id, id, client_id, kind, channel, status, due_at, overdue_at, version, ${at} AS moment
)${event === 'task.due' ? `, ${reminded}` : ''}, told AS (
  INSERT INTO event (organization_id, type, subject_id, client_id, moment, data, actor_kind, occurred_at)
  SELECT organization_id, '${event}', id, client_id, moment,
    jsonb_build_object('kind', kind, 'status', status, 'dueAt', ${instantSql('due_at')},
      'overdueAt', ${instantSql('overdue_at')}, 'version', version),
    'job', (SELECT app_now())
  FROM moved WHERE (organization_id, id) NOT IN (SELECT organization_id, id FROM picked WHERE told_before)
  RETURNING 1
)
SELECT (SELECT count(*)::int FROM picked) AS picked, (SELECT count(*)::int FROM moved) AS moved,
  (SELECT count(*)::int FROM told) AS told,
  CASE WHEN EXISTS (SELECT FROM moved) THEN pg_notify('${changesChannel}', '${event}') END AS notified`

/** One for each step; the only parameter is the most rows that it takes. */
export const sweepBatches: readonly string[] = steps.map(batchSql)

export interface Swept {
  /** Changes of state; a task that became due and overdue counts twice. */
  moved: number
  /** Events written. */
  told: number
}

export interface SweepOptions {
  /** Asked between two batches. */
  stopping?: () => boolean
  /** Rows of a batch once the first, smaller one came back full. */
  batchSize?: number
}

/** Enough for the steady state; a full first batch means a backlog. */
const firstBatch = 500

/**
 * Marks what has fallen due or overdue by app_now(), with its events. Any number may run at once, in any process, and
 * be killed at any moment: each batch is one statement, committed or not. Throws what the database throws.
 */
export async function sweepTasks(pool: WorkerPool, options: SweepOptions = {}): Promise<Swept> {
  const { stopping = () => false, batchSize = 5_000 } = options
  const swept = { moved: 0, told: 0 }
  for (const sql of sweepBatches) {
    let limit = Math.min(firstBatch, batchSize)
    while (!stopping()) {
      const { rows } = await pool.query<Swept & { picked: number }>(sql, [limit])
      const [batch] = rows
      if (!batch) break
      swept.moved += batch.moved
      swept.told += batch.told
      // Moved fewer than picked: someone wrote to those rows meanwhile, the next snapshot sees them.
      if (batch.picked < limit && batch.moved === batch.picked) break
      limit = batchSize
    }
  }
  return swept
}

const nextMomentSql = `SELECT app_now() AS now, least(
  (SELECT min(due_at) FROM task WHERE status = 'scheduled'),
  (SELECT min(overdue_at) FROM task WHERE status = 'due')) AS next`

export interface NextMoment {
  /** By app_now(). */
  now: Date
  /** The earliest moment at which a task will change; null when none ever will. It may have passed. */
  next: Date | null
}

/** What to wait for: two looks at the two partial indexes. */
export async function nextTaskMoment(pool: WorkerPool): Promise<NextMoment> {
  const { rows } = await pool.query<NextMoment>(nextMomentSql)
  return rows[0] as NextMoment
}
