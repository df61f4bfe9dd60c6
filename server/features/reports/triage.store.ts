import { selectFrom } from '../../platform/query.ts'
import type { Scope } from '../../platform/scope.ts'
import { ofCoach, onlyVisible } from '../clients/clients.access.ts'
import { clientEntity } from '../clients/clients.entity.ts'
import type { InterviewRow } from '../interviews/interviews.entity.ts'
import { visibleInterviews } from '../interviews/interviews.store.ts'
import type { TaskRow } from '../tasks/tasks.entity.ts'
import { visibleTasks } from '../tasks/tasks.store.ts'

/**
 * Open tasks that are due, or fall due before `until`, of active clients; the oldest first, 2,000 at the most.
 * At one moment what can be done at once comes before what must be looked up.
 */
export function pressingTasks(scope: Scope, until: Date, coachId: string | undefined): Promise<TaskRow[]> {
  const query = visibleTasks(scope)
    .andWhere(`t.status IN ('due', 'overdue', 'scheduled') AND t.dueAt < :until`, { until })
    .andWhere(
      `t.clientId IN (SELECT id FROM client WHERE organization_id = :organizationId AND status = 'active' AND deleted_at IS NULL)`,
    )
  if (coachId) ofCoach(scope, query, 't.coachId', coachId)
  return query
    .orderBy('t.dueAt')
    .addOrderBy(`CASE WHEN t.kind = 'obtain_contact' THEN 1 ELSE 0 END`)
    .limit(2000)
    .getRawMany<TaskRow>()
}

export interface Counts {
  overdue: number
  dueToday: number
  tomorrow: number
  thisWeek: number
}

/** Open tasks by when they are to be done; the limits are the reader's midnights. Due today: due by then and not yet overdue. */
export async function countTasks(
  scope: Scope,
  coachId: string | undefined,
  { tomorrow, dayAfter, nextWeek }: { tomorrow: Date; dayAfter: Date; nextWeek: Date },
): Promise<Counts> {
  const count = (condition: string) => `count(*) FILTER (WHERE ${condition})::int`
  const query = visibleTasks(scope)
    .select(count(`t.status = 'overdue'`), 'overdue')
    .addSelect(count(`t.status <> 'overdue' AND t.due_at < :tomorrow`), 'dueToday')
    .addSelect(count('t.due_at >= :tomorrow AND t.due_at < :dayAfter'), 'tomorrow')
    .addSelect(count(`t.status = 'overdue' OR t.due_at < :nextWeek`), 'thisWeek')
    .andWhere(`t.status IN ('due', 'overdue', 'scheduled') AND t.dueAt < :nextWeek`)
    .andWhere(
      `t.clientId IN (SELECT id FROM client WHERE organization_id = :organizationId AND status = 'active' AND deleted_at IS NULL)`,
    )
    .setParameters({ tomorrow, dayAfter, nextWeek })
  if (coachId) ofCoach(scope, query, 't.coachId', coachId)
  return (await query.getRawOne<Counts>()) as Counts
}

export interface Pulse {
  id: string
  name: string
  time_zone: string
  last_at: Date
  next_decision: string | null
}

/** Active clients with the moment of the last thing that a person did, and the nearest open decision. */
export function pulses(scope: Scope, coachId: string | undefined): Promise<Pulse[]> {
  const query = onlyVisible(scope, selectFrom(scope, clientEntity), 't.id')
    .select('t.id', 'id')
    .addSelect('t.name', 'name')
    .addSelect('t.timeZone', 'time_zone')
    .addSelect(
      `greatest(t.created_at, (SELECT max(a.occurred_at) FROM activity a
         WHERE a.organization_id = t.organization_id AND a.client_id = t.id AND a.actor_kind <> 'job'))`,
      'last_at',
    )
    .addSelect(
      `(SELECT min(i.decision_date)::text FROM interview i WHERE i.organization_id = t.organization_id AND i.client_id = t.id
         AND i.deleted_at IS NULL AND i.outcome IS NULL AND i.decision_date >= app_now()::date - 7)`,
      'next_decision',
    )
    .andWhere(`t.status = 'active' AND t.deletedAt IS NULL`)
  if (coachId) ofCoach(scope, query, 't.primaryCoachId', coachId)
  return query.getRawMany<Pulse>()
}

/** Interviews that start in this time, the earliest first; with a coach, only those of the coach's own clients. */
export function interviewsBetween(
  scope: Scope,
  coachId: string | undefined,
  from: Date,
  until: Date,
): Promise<InterviewRow[]> {
  const query = visibleInterviews(scope).andWhere(
    `t.startsAt >= :from AND t.startsAt < :until AND t.status IN ('planned', 'held')`,
    { from, until },
  )
  if (coachId)
    ofCoach(
      scope,
      query,
      '(SELECT c.primary_coach_id FROM client c WHERE c.organization_id = t.organization_id AND c.id = t.client_id)',
      coachId,
    )
  return query.orderBy('t.startsAt').addOrderBy('t.id').limit(50).getRawMany<InterviewRow>()
}
