import type { Pool } from 'pg'
import { newsChannel } from '../../platform/news.ts'
import { runSweeper, type Sweeper } from '../../platform/sweeper.ts'

/**
 * One batch in one statement: decisions whose day is over, in the interview's zone, without a known outcome. The row that
 * says when also remembers that it was told, once for each statement. Whose interview or client is gone by now is not
 * waited for any more, until planning says so again.
 */
const batchSql = `
WITH picked AS MATERIALIZED (
  SELECT organization_id, interview_id, statement_key FROM decision_watch
  WHERE told_at IS NULL AND passes_at <= (SELECT app_now())
  ORDER BY passes_at LIMIT $1 FOR UPDATE SKIP LOCKED
), found AS MATERIALIZED (
  SELECT p.*, i.client_id, i.decision_date,
    i.outcome IS NULL AND i.deleted_at IS NULL AND c.status = 'active' AND c.deleted_at IS NULL AS waited_for
  FROM picked p
  JOIN interview i ON i.organization_id = p.organization_id AND i.id = p.interview_id
  JOIN client c ON c.organization_id = i.organization_id AND c.id = i.client_id
), marked AS (
  UPDATE decision_watch w SET told_at = CASE WHEN f.waited_for THEN (SELECT app_now()) END,
    passes_at = CASE WHEN f.waited_for THEN w.passes_at END
  FROM found f
  WHERE w.organization_id = f.organization_id AND w.interview_id = f.interview_id AND w.statement_key = f.statement_key
    AND w.told_at IS NULL AND w.passes_at <= (SELECT app_now())
  RETURNING w.organization_id, w.interview_id, w.passes_at, w.told_at, f.client_id, f.decision_date
), told AS (
  INSERT INTO event (organization_id, type, subject_id, client_id, moment, data, actor_kind, occurred_at)
  SELECT organization_id, 'decision.date_passed', interview_id, client_id, passes_at,
    jsonb_build_object('interviewId', interview_id, 'decisionDate', decision_date), 'job', (SELECT app_now())
  FROM marked WHERE told_at IS NOT NULL
  RETURNING 1
)
SELECT (SELECT count(*)::int FROM picked) AS picked, (SELECT count(*)::int FROM told) AS told,
  CASE WHEN EXISTS (SELECT FROM told) THEN pg_notify('${newsChannel}', 'decision.date_passed') END AS notified`

const nextSql = `SELECT extract(epoch FROM min(passes_at) - app_now())::float8 * 1000 AS wait
  FROM decision_watch WHERE told_at IS NULL`

const batchSize = 1_000

/** Tells of the decisions whose day is over by app_now(); returns of how many. Any number may run at once. */
export async function sweepDecisions(
  pool: Pick<Pool, 'query'>,
  stopping: () => boolean = () => false,
): Promise<number> {
  let told = 0
  while (!stopping()) {
    const { rows } = await pool.query<{ picked: number; told: number }>(batchSql, [batchSize])
    told += rows[0]?.told ?? 0
    if ((rows[0]?.picked ?? 0) < batchSize) break
  }
  return told
}

export const runDecisionSweeper = (pool: Pool, log: Parameters<typeof runSweeper>[1]): Sweeper =>
  runSweeper(
    {
      name: 'decisions.sweep',
      every: 2_000,
      agendaEvery: 10,
      async sweep(stopping) {
        const told = await sweepDecisions(pool, stopping)
        if (told > 0) log.debug(`Told of ${told} decisions whose day is over.`)
        const { rows } = await pool.query<{ wait: number | null }>(nextSql)
        const wait = rows[0]?.wait ?? null
        // What is still there is locked by somebody else.
        return wait === null ? undefined : Math.max(100, wait)
      },
    },
    log,
  )
