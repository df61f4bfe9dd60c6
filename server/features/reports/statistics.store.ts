import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm'
import type { Scope } from '../../platform/scope.ts'
import { ofCoach } from '../clients/clients.access.ts'
import { visibleClientRows } from '../clients/clients.store.ts'
import { visibleInterviews } from '../interviews/interviews.store.ts'
import { visibleOpportunities } from '../opportunities/opportunities.store.ts'
import { visibleTasks } from '../tasks/tasks.store.ts'

/** Whose figures: a member's id, or `me`; left out: all that the caller sees. Of what happened from `since` until before `until`. */
export interface StatisticsFilters {
  coachId?: string
  since?: string
  until?: string
}

export interface Counted {
  word: string
  count: number
}

const ofPrimary = <Row extends ObjectLiteral>(
  scope: Scope,
  query: SelectQueryBuilder<Row>,
  { coachId }: StatisticsFilters,
): SelectQueryBuilder<Row> =>
  coachId
    ? ofCoach(
        scope,
        query,
        '(SELECT c.primary_coach_id FROM client c WHERE c.organization_id = t.organization_id AND c.id = t.client_id)',
        coachId,
      )
    : query

const tasksOf = (scope: Scope, { coachId }: StatisticsFilters) =>
  coachId ? ofCoach(scope, visibleTasks(scope), 't.coachId', coachId) : visibleTasks(scope)

const countBy = <Row extends ObjectLiteral>(query: SelectQueryBuilder<Row>, column: string) =>
  query
    .select(column, 'word')
    .addSelect('count(*)::int', 'count')
    .groupBy(column)
    .orderBy('count', 'DESC')
    .addOrderBy(column)
    .getRawMany<Counted>()

export const clientsByStatus = (scope: Scope, { coachId }: StatisticsFilters) => {
  const query = visibleClientRows(scope)
  return countBy(coachId ? ofCoach(scope, query, 't.primaryCoachId', coachId) : query, 't.status')
}

export const opportunitiesByStage = (scope: Scope, filters: StatisticsFilters) =>
  countBy(ofPrimary(scope, visibleOpportunities(scope), filters), 't.stage')

export const tasksBy = (scope: Scope, filters: StatisticsFilters, column: 'status' | 'kind') =>
  countBy(tasksOf(scope, filters), `t.${column}`)

export interface CoachLoad {
  coachId: string
  open: number
  due: number
  overdue: number
}

/** The open tasks of each coach, whoever has the most that are overdue first. */
export const loadByCoach = (scope: Scope, filters: StatisticsFilters): Promise<CoachLoad[]> =>
  tasksOf(scope, filters)
    .select('t.coachId', 'coachId')
    .addSelect('count(*)::int', 'open')
    .addSelect(`count(*) FILTER (WHERE t.status = 'due')::int`, 'due')
    .addSelect(`count(*) FILTER (WHERE t.status = 'overdue')::int`, 'overdue')
    .andWhere(`t.status IN ('blocked', 'scheduled', 'due', 'overdue')`)
    .groupBy('t.coachId')
    .orderBy('overdue', 'DESC')
    .addOrderBy('open', 'DESC')
    .addOrderBy('t.coachId')
    .limit(500)
    .getRawMany<CoachLoad>()

export interface DayCount {
  day: string
  due: number
  done: number
}

/** For each day of these, by the zone's midnights, how many tasks fall due and how many were done; days without any too. */
export function tasksByDay(
  scope: Scope,
  filters: StatisticsFilters,
  { from, through, timeZone }: { from: string; through: string; timeZone: string },
): Promise<DayCount[]> {
  const [sql, parameters] = tasksOf(scope, filters)
    .select('t.due_at', 'due_at')
    .addSelect('t.completed_at', 'completed_at')
    .addSelect('t.status', 'status')
    .getQueryAndParameters()
  const [first, last, zone] = [1, 2, 3].map((place) => `$${parameters.length + place}`)
  return scope.db.query(
    `SELECT d::date::text AS day, count(v.what) FILTER (WHERE v.what = 'due')::int AS due,
       count(v.what) FILTER (WHERE v.what = 'done')::int AS done
     FROM generate_series(${first}::date, ${last}::date, '1 day') AS d
     LEFT JOIN (SELECT (moment AT TIME ZONE ${zone})::date AS day, what FROM (${sql}) AS t
       CROSS JOIN LATERAL (VALUES (CASE WHEN t.status <> 'cancelled' THEN t.due_at END, 'due'),
         (CASE WHEN t.status = 'done' THEN t.completed_at END, 'done')) AS v (moment, what)
       WHERE moment >= ${first}::date - 1 AND moment < ${last}::date + 2) AS v ON v.day = d::date
     GROUP BY d ORDER BY d`,
    [...parameters, from, through, timeZone],
  )
}

export interface Share {
  total: number
  met: number
}

const between = <Row extends ObjectLiteral>(
  query: SelectQueryBuilder<Row>,
  column: string,
  { since, until }: StatisticsFilters,
) => {
  if (since) query.andWhere(`${column} >= :since`, { since })
  if (until) query.andWhere(`${column} < :until`, { until })
  return query
}

/**
 * Of the thank-yous whose interviews ended in this time, those that were sent within 24 hours. Those for which there is
 * still time are not counted, nor those that are no longer wanted.
 */
export const thankYousInTime = async (scope: Scope, filters: StatisticsFilters): Promise<Share> =>
  (await between(tasksOf(scope, filters), 't.originalDueAt', filters)
    .select('count(*)::int', 'total')
    .addSelect(
      `count(*) FILTER (WHERE t.completed_at <= t.original_due_at + interval '24 hours')::int`,
      'met',
    )
    .andWhere(`t.kind = 'thank_you' AND t.status <> 'cancelled'`)
    .andWhere(`(t.completed_at IS NOT NULL OR t.original_due_at + interval '24 hours' <= app_now())`)
    .getRawOne<Share>()) as Share

/** Of the tasks that became overdue in this time, or would have if nobody had done them, those that were done before. */
export const doneInTime = async (scope: Scope, filters: StatisticsFilters): Promise<Share> =>
  (await between(tasksOf(scope, filters), 't.overdueAt', filters)
    .select('count(*)::int', 'total')
    .addSelect('count(*) FILTER (WHERE t.completed_at <= t.overdue_at)::int', 'met')
    .andWhere(`t.overdueAt IS NOT NULL AND t.status NOT IN ('cancelled', 'skipped')`)
    .andWhere('(t.completed_at IS NOT NULL OR t.overdue_at <= app_now())')
    .getRawOne<Share>()) as Share

export interface Response {
  employerId: string
  answers: number
  medianHours: number
  longestHours: number
}

/**
 * How long employers take from the end of the last interview before their answer (an offer or a refusal) to the moment at
 * which it was entered, by the log of activities, so that it reaches back further than events do; whoever takes longest first, 100 at the most.
 */
export function responsesOfEmployers(scope: Scope, filters: StatisticsFilters): Promise<Response[]> {
  const [sql, parameters] = ofPrimary(scope, visibleInterviews(scope), filters)
    .select('t.opportunity_id', 'opportunity_id')
    .addSelect('t.employer_id', 'employer_id')
    .addSelect(`t.starts_at + make_interval(mins => t.duration_minutes)`, 'ended_at')
    .andWhere(`t.status = 'held'`)
    .getQueryAndParameters()
  const [organization, since, until] = [1, 2, 3].map((place) => `$${parameters.length + place}`)
  return scope.db.query(
    `SELECT employer_id AS "employerId", count(*)::int AS answers,
       round(percentile_cont(0.5) WITHIN GROUP (ORDER BY hours)::numeric, 1)::float8 AS "medianHours",
       round(max(hours)::numeric, 1)::float8 AS "longestHours"
     FROM (SELECT i.employer_id, extract(epoch FROM a.answered_at - max(i.ended_at)) / 3600 AS hours
       FROM (${sql}) AS i
       JOIN (SELECT record_id, min(occurred_at) AS answered_at FROM activity
         WHERE organization_id = ${organization} AND record_type = 'opportunity' AND verb = 'changed'
           AND changes -> 'stage' ->> 1 IN ('offer', 'rejected')
           AND (${since}::timestamptz IS NULL OR occurred_at >= ${since})
           AND (${until}::timestamptz IS NULL OR occurred_at < ${until})
         GROUP BY record_id) AS a ON a.record_id = i.opportunity_id
       WHERE i.ended_at <= a.answered_at
       GROUP BY i.employer_id, i.opportunity_id, a.answered_at) AS answered
     GROUP BY employer_id ORDER BY 3 DESC, employer_id LIMIT 100`,
    [...parameters, scope.organizationId, filters.since ?? null, filters.until ?? null],
  )
}
