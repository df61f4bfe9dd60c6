import type { Scope } from '../../platform/scope.ts'
import { visibleClients } from '../clients/clients.access.ts'
import type { TaskRow } from '../tasks/tasks.entity.ts'
import { visibleTasks } from '../tasks/tasks.store.ts'

/**
 * Open tasks that are due, or fall due before `until`, of active clients; the oldest first, 2,000 at the most.
 * At one moment what can be done at once comes before what must be looked up.
 */
export function pressingTasks(scope: Scope, until: Date, coachId: string | null): Promise<TaskRow[]> {
  const query = visibleTasks(scope)
    .andWhere(`t.status IN ('due', 'overdue', 'scheduled') AND t.dueAt < :until`, { until })
    .andWhere(
      `t.clientId IN (SELECT id FROM client WHERE organization_id = :organizationId AND status = 'active' AND deleted_at IS NULL)`,
    )
  if (coachId) query.andWhere('t.coachId = :coachId', { coachId })
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
  coachId: string | null,
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
  if (coachId) query.andWhere('t.coachId = :coachId', { coachId })
  return (await query.getRawOne<Counts>()) as Counts
}

export interface Pulse {
  id: string
  name: string
  time_zone: string
  last_at: Date
  next_decision: string | null
  open_tasks: number
}

/** Active clients with the moment of the last thing that a person did, the nearest open decision, and how much is planned. */
export async function pulses(scope: Scope, coachId: string | null): Promise<Pulse[]> {
  const { sql, parameters } = visibleClients(scope)
  const named = { ...parameters, coachId }
  const [text, values] = scope.db.connection.driver.escapeQueryWithParameters(
    `SELECT c.id, c.name, c.time_zone,
       greatest(c.created_at, (SELECT max(e.occurred_at) FROM event e
         WHERE e.organization_id = c.organization_id AND e.client_id = c.id AND e.actor_kind <> 'job')) AS last_at,
       (SELECT min(i.decision_date)::text FROM interview i WHERE i.organization_id = c.organization_id AND i.client_id = c.id
         AND i.deleted_at IS NULL AND i.outcome IS NULL AND i.decision_date >= app_now()::date - 7) AS next_decision,
       (SELECT count(*)::int FROM task t WHERE t.organization_id = c.organization_id AND t.client_id = c.id
         AND t.status IN ('blocked', 'scheduled', 'due', 'overdue')) AS open_tasks
     FROM client c
     WHERE c.organization_id = :organizationId AND c.status = 'active' AND c.deleted_at IS NULL
       AND c.id IN (${sql})${coachId ? ' AND c.primary_coach_id = :coachId' : ''}`,
    named,
  )
  return scope.db.query(text, values)
}
