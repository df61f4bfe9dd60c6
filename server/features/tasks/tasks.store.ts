import type { SelectQueryBuilder } from 'typeorm'
import type { TaskChannel } from '../../domain/vocabulary.ts'
import { type PageRequest, pageOf } from '../../platform/keyset.ts'
import { firstRow, oneOf, rowsByIds, selectFrom } from '../../platform/query.ts'
import type { Scope } from '../../platform/scope.ts'
import { named, searching } from '../../platform/search.ts'
import { ofCoach, onlyVisible } from '../clients/clients.access.ts'
import { type TaskRow, taskEntity } from './tasks.entity.ts'

export const visibleTasks = (scope: Scope): SelectQueryBuilder<TaskRow> =>
  knownTasks(scope).andWhere('t.deletedAt IS NULL')

/** Those of the clients whom the caller sees, with those that were removed. */
export const knownTasks = (scope: Scope): SelectQueryBuilder<TaskRow> =>
  onlyVisible(scope, selectFrom(scope, taskEntity))

export interface TaskFilters extends PageRequest {
  q?: string
  status?: string
  kind?: string
  /** A member's id, or `me`. */
  coachId?: string
  clientId?: string
  opportunityId?: string
  interviewId?: string
  dueBefore?: string
  dueAfter?: string
}

export function listTasks(scope: Scope, filters: TaskFilters) {
  const { q, status, kind, coachId, clientId, opportunityId, interviewId, dueBefore, dueAfter, ...page } =
    filters
  const query = visibleTasks(scope)
  const [client, opportunity] = [named('client', 't.client_id'), named('opportunity', 't.opportunity_id')]
  searching(query, q, (has) => `${has('t.title')} OR ${client(has)} OR ${opportunity(has)}`)
  if (status) query.andWhere('t.status = ANY(:status)', { status: status.split(',') })
  if (kind) query.andWhere('t.kind = ANY(:kind)', { kind: kind.split(',') })
  if (coachId) ofCoach(scope, query, 't.coachId', coachId)
  if (clientId) query.andWhere('t.clientId = :clientId', { clientId })
  if (opportunityId) query.andWhere('t.opportunityId = :opportunityId', { opportunityId })
  if (interviewId) query.andWhere('t.interviewId = :interviewId', { interviewId })
  if (dueBefore) query.andWhere('t.dueAt < :dueBefore', { dueBefore })
  if (dueAfter) query.andWhere('t.dueAt >= :dueAfter', { dueAfter })
  return pageOf<TaskRow>(scope.db, query, page)
}

export const findTask = (scope: Scope, id: string, lock = false): Promise<TaskRow | null> =>
  oneOf(visibleTasks(scope), id, lock)

/** Those of these tasks that the caller sees, locked in one order until the transaction ends. */
export const lockTasks = (scope: Scope, ids: readonly string[]): Promise<TaskRow[]> =>
  visibleTasks(scope)
    .andWhere('t.id = ANY(:ids)', { ids })
    .orderBy('t.id')
    .setLock('for_no_key_update', undefined, ['t'])
    .getRawMany<TaskRow>()

/** Of the organization, whoever may see them. */
export const tasksByIds = (scope: Scope, ids: readonly string[]): Promise<TaskRow[]> =>
  rowsByIds(scope, taskEntity, ids)

export const taskById = async (scope: Scope, id: string): Promise<TaskRow> =>
  firstRow(await tasksByIds(scope, [id]))

/** All tasks of one interview, done, cancelled and removed ones too, by due moment: what re-planning must know of. */
export const tasksOfInterview = (scope: Scope, interviewId: string): Promise<TaskRow[]> =>
  selectFrom(scope, taskEntity)
    .andWhere('t.interviewId = :interviewId', { interviewId })
    .orderBy('t.dueAt')
    .addOrderBy('t.id')
    .getRawMany<TaskRow>()

/** The visible tasks of these interviews, by due moment. */
export const tasksOfInterviews = (scope: Scope, interviewIds: readonly string[]): Promise<TaskRow[]> =>
  visibleTasks(scope)
    .andWhere('t.interviewId = ANY(:interviewIds)', { interviewIds })
    .orderBy('t.dueAt')
    .addOrderBy('t.id')
    .getRawMany<TaskRow>()

/** What re-planning must remember of a contact's thank-you. */
export interface KnownThankYou {
  contactId: string
  /** The channel that a person chose, where it differs from what the rule took. */
  chosen: TaskChannel | null
  /** It had its means when it was last planned. */
  settled: boolean
  /** When they came, if they came late; RFC 3339. */
  unblockedAt: string | null
}

/** The thank-yous of an interview, by contact the latest. */
export const thankYousOf = (scope: Scope, interviewId: string): Promise<KnownThankYou[]> =>
  scope.db.query(
    `SELECT DISTINCT ON (contact_id) contact_id AS "contactId",
       CASE WHEN moved_by_hand AND (channel <> facts ->> 'channel' OR (facts ->> 'chosenByClient')::boolean) THEN channel END AS chosen,
       coalesce(jsonb_array_length(facts -> 'missing') = 0, false) AS settled,
       facts ->> 'unblockedAt' AS "unblockedAt"
     FROM task WHERE organization_id = $1 AND interview_id = $2 AND kind = 'thank_you' AND contact_id IS NOT NULL
     ORDER BY contact_id, created_at DESC`,
    [scope.organizationId, interviewId],
  )

/** Locks an interview's tasks until the transaction ends, so that what a person does meanwhile is not written over. */
export const lockTasksOf = (scope: Scope, interviewId: string): Promise<unknown> =>
  scope.db.query(
    'SELECT id FROM task WHERE organization_id = $1 AND interview_id = $2 ORDER BY id FOR NO KEY UPDATE',
    [scope.organizationId, interviewId],
  )

/** An opportunity's tasks that belong to no interview, locked: the open ones, or those that went with it. */
export const lockOwnTasksOfOpportunity = (
  scope: Scope,
  opportunityId: string,
  which: 'open' | 'deleted',
): Promise<TaskRow[]> =>
  selectFrom(scope, taskEntity)
    .andWhere('t.opportunityId = :opportunityId AND t.interviewId IS NULL', { opportunityId })
    .andWhere(
      which === 'open'
        ? `t.status IN ('blocked', 'scheduled', 'due', 'overdue')`
        : `t.status = 'cancelled' AND t.cancelReason = 'deleted' AND t.deletedAt IS NULL`,
    )
    .orderBy('t.id')
    .setLock('for_no_key_update', undefined, ['t'])
    .getRawMany<TaskRow>()

/** A client's tasks that belong to no interview, locked: the open ones, or those that went when the client was no longer active. */
export const lockOwnTasks = (
  scope: Scope,
  clientId: string,
  which: 'open' | 'client_inactive',
): Promise<TaskRow[]> =>
  selectFrom(scope, taskEntity)
    .andWhere('t.clientId = :clientId AND t.interviewId IS NULL', { clientId })
    .andWhere(
      which === 'open'
        ? `t.status IN ('blocked', 'scheduled', 'due', 'overdue')`
        : `t.status = 'cancelled' AND t.cancelReason = 'client_inactive'`,
    )
    .orderBy('t.id')
    .setLock('for_no_key_update', undefined, ['t'])
    .getRawMany<TaskRow>()

/** The local dates of an opportunity's calls that nobody answered since one last reached somebody, the oldest first. */
export async function unansweredCalls(scope: Scope, opportunityId: string): Promise<string[]> {
  const rows: { day: string }[] = await scope.db.query(
    `SELECT (t.completed_at AT TIME ZONE o.time_zone)::date::text AS day
     FROM task t JOIN organization o ON o.id = t.organization_id
     WHERE t.organization_id = $1 AND t.opportunity_id = $2 AND t.status = 'done' AND t.deleted_at IS NULL
       AND t.kind IN ('follow_up', 'pre_decision_follow_up', 'decision_check', 'custom')
       AND t.outcome IN ('voicemail', 'no_answer')
       AND NOT EXISTS (SELECT FROM task r WHERE r.organization_id = $1 AND r.opportunity_id = $2
         AND r.status = 'done' AND r.deleted_at IS NULL AND r.outcome = 'reached' AND r.completed_at >= t.completed_at)
     ORDER BY t.completed_at, t.id`,
    [scope.organizationId, opportunityId],
  )
  return rows.map(({ day }) => day)
}
