import type { PoolClient } from 'pg'
import { instantSql } from '../tasks/tasks.sweep.ts'
import type { Search, SearchStep } from './searches.rule.ts'

export interface DueSearch extends Search {
  active: boolean
  /** By app_now(). */
  now: Date
}

const rfc3339 = (column: string, where: string) =>
  `(SELECT coalesce(json_agg(${instantSql(column)}), '[]') ${where})`

/** Clients whose search is to be looked at, locked, with all that the rule looks at, in one statement. */
const dueSql = `
WITH picked AS MATERIALIZED (
  SELECT * FROM search_watch WHERE next_check_at <= (SELECT app_now())
  ORDER BY next_check_at LIMIT $1 FOR UPDATE SKIP LOCKED
)
SELECT p.organization_id AS "organizationId", p.client_id AS "clientId", p.since, p.checked_week::text AS "checkedWeek",
  c.primary_coach_id AS "coachId", c.time_zone AS "timeZone", c.status = 'active' AND c.deleted_at IS NULL AS active,
  app_now() AS now,
  EXISTS (SELECT FROM opportunity o WHERE o.organization_id = p.organization_id AND o.client_id = p.client_id
    AND o.stage = 'accepted' AND o.deleted_at IS NULL) AS "offerAccepted",
  ${rfc3339(
    'i.starts_at',
    `FROM interview i WHERE i.organization_id = p.organization_id AND i.client_id = p.client_id AND i.deleted_at IS NULL
      AND i.status <> 'cancelled' AND i.starts_at BETWEEN app_now() - interval '9 days' AND app_now() + interval '9 days'`,
  )} AS interviews,
  ${rfc3339(
    'o.created_at',
    `FROM opportunity o WHERE o.organization_id = p.organization_id AND o.client_id = p.client_id AND o.deleted_at IS NULL
      AND o.created_at > app_now() - interval '16 days'`,
  )} AS "newOpportunities",
  (SELECT coalesce(json_agg(json_build_object('id', t.id, 'slot', t.slot, 'version', t.version,
      'status', CASE WHEN t.deleted_at IS NULL THEN t.status ELSE 'skipped' END, 'cancelReason', t.cancel_reason)), '[]')
    FROM task t WHERE t.organization_id = p.organization_id AND t.client_id = p.client_id AND t.kind = 'keep_searching'
      AND (t.status IN ('scheduled', 'due', 'overdue') OR t.original_due_at > app_now() - interval '16 days')) AS tasks
FROM picked p JOIN client c ON c.organization_id = p.organization_id AND c.id = p.client_id`

export async function dueSearches(db: PoolClient, limit: number): Promise<DueSearch[]> {
  return (await db.query<DueSearch>(dueSql, [limit])).rows
}

const told = (type: string): string => `
INSERT INTO event (organization_id, type, subject_id, client_id, data, actor_kind, occurred_at)
SELECT organization_id, '${type}', id, client_id,
  jsonb_build_object('kind', kind, 'status', status, 'dueAt', ${instantSql('due_at')}, 'overdueAt', ${instantSql('overdue_at')}, 'version', version),
  'job', (SELECT app_now())
FROM changed`

const wanted = (columns: string) => `jsonb_to_recordset($1::jsonb) AS w ("organizationId" uuid, ${columns})`

// Each is a compare-and-set: what a person has done meanwhile stands.
const cancelSql = `WITH changed AS (
  UPDATE task t SET status = 'cancelled', cancel_reason = w.reason, undo = NULL FROM ${wanted('id uuid, reason text')}
  WHERE t.organization_id = w."organizationId" AND t.id = w.id AND t.status IN ('scheduled', 'due', 'overdue') RETURNING t.*
) ${told('task.cancelled')}`

const reopenSql = `WITH changed AS (
  UPDATE task t SET status = 'scheduled', cancel_reason = NULL, undo = NULL, coach_id = w."coachId"
  FROM ${wanted('id uuid, "coachId" uuid')}
  WHERE t.organization_id = w."organizationId" AND t.id = w.id AND t.status = 'cancelled' AND t.cancel_reason = 'offer_accepted'
    AND t.deleted_at IS NULL RETURNING t.*
) ${told('task.reopened')}`

const createSql = `WITH changed AS (
  INSERT INTO task (organization_id, client_id, coach_id, kind, channel, status, due_at, overdue_at, original_due_at, slot, rule, facts)
  SELECT w."organizationId", w."clientId", w."coachId", w.kind, w.channel, w.status, w."dueAt", w."overdueAt", w."dueAt", w.slot, w.rule, w.facts
  FROM ${wanted('"clientId" uuid, "coachId" uuid, kind text, channel text, status text, "dueAt" timestamptz, "overdueAt" timestamptz, slot text, rule text, facts jsonb')}
  ON CONFLICT (organization_id, client_id) WHERE kind = 'keep_searching' AND status IN ('scheduled', 'due', 'overdue') DO NOTHING
  RETURNING *
) ${told('task.scheduled')}`

const rememberSql = `
UPDATE search_watch s SET checked_week = w."checkedWeek", next_check_at = w."nextCheckAt"
FROM ${wanted('"clientId" uuid, "checkedWeek" date, "nextCheckAt" timestamptz')}
WHERE s.organization_id = w."organizationId" AND s.client_id = w."clientId"`

const forgetSql = `
DELETE FROM search_watch s USING ${wanted('"clientId" uuid')}
WHERE s.organization_id = w."organizationId" AND s.client_id = w."clientId"`

/** Writes what was decided about these searches, each change with its event; returns how many tasks were made. */
export async function writeSteps(
  db: PoolClient,
  steps: readonly { search: Search; step: SearchStep | null }[],
): Promise<number> {
  const write = async (sql: string, rows: readonly object[]) =>
    rows.length === 0 ? 0 : ((await db.query(sql, [JSON.stringify(rows)])).rowCount ?? 0)
  const each = (rowsOf: (search: Search, step: SearchStep) => object[]) =>
    steps.flatMap(({ search, step }) =>
      step ? rowsOf(search, step).map((row) => ({ ...idsOf(search), ...row })) : [],
    )
  // Before the new one: a client has at most one open.
  await write(
    cancelSql,
    each((_, { plan }) => plan.cancel),
  )
  await write(
    reopenSql,
    each((_, { plan }) => (plan.reopen ? [plan.reopen] : [])),
  )
  const made = await write(
    createSql,
    each((_, { plan }) => (plan.create ? [plan.create] : [])),
  )
  await write(
    rememberSql,
    each((_, { checkedWeek, nextCheckAt }) => [{ checkedWeek, nextCheckAt }]),
  )
  await write(
    forgetSql,
    steps.flatMap(({ search, step }) => (step ? [] : [idsOf(search)])),
  )
  return made
}

const idsOf = ({ organizationId, clientId, coachId }: Search) => ({ organizationId, clientId, coachId })

/** Milliseconds until the next is to be looked at; null: none ever. */
export async function nextSearchIn(db: Pick<PoolClient, 'query'>): Promise<number | null> {
  const { rows } = await db.query<{ wait: number | null }>(
    `SELECT extract(epoch FROM min(next_check_at) - app_now())::float8 * 1000 AS wait FROM search_watch`,
  )
  return rows[0]?.wait ?? null
}
