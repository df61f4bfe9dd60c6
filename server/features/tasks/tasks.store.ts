import type { SelectQueryBuilder } from 'typeorm'
import type { TaskChannel } from '../../domain/vocabulary.ts'
import { type PageRequest, pageOf } from '../../platform/keyset.ts'
import { firstRow, oneOf, rowsByIds, selectFrom } from '../../platform/query.ts'
import type { Scope } from '../../platform/scope.ts'
import { ofCoach, onlyVisible } from '../clients/clients.access.ts'
import { type TaskRow, taskEntity } from './tasks.entity.ts'

export const visibleTasks = (scope: Scope): SelectQueryBuilder<TaskRow> =>
  onlyVisible(scope, selectFrom(scope, taskEntity))

export interface TaskFilters extends PageRequest {
  status?: string
  kind?: string
  /** A member's id, or `me`. */
  coachId?: string
  clientId?: string
  opportunityId?: string
  interviewId?: string
  dueBefore?: string
  dueAfter?: string
  ids?: string
}

export function listTasks(scope: Scope, filters: TaskFilters) {
  const { status, kind, coachId, clientId, opportunityId, interviewId, dueBefore, dueAfter, ids, ...page } =
    filters
  const query = visibleTasks(scope)
  if (status) query.andWhere('t.status = ANY(:status)', { status: status.split(',') })
  if (kind) query.andWhere('t.kind = ANY(:kind)', { kind: kind.split(',') })
  if (coachId) ofCoach(scope, query, 't.coachId', coachId)
  if (clientId) query.andWhere('t.clientId = :clientId', { clientId })
  if (opportunityId) query.andWhere('t.opportunityId = :opportunityId', { opportunityId })
  if (interviewId) query.andWhere('t.interviewId = :interviewId', { interviewId })
  if (dueBefore) query.andWhere('t.dueAt < :dueBefore', { dueBefore })
  if (dueAfter) query.andWhere('t.dueAt >= :dueAfter', { dueAfter })
  if (ids) query.andWhere('t.id = ANY(:ids)', { ids: ids.split(',') })
  return pageOf<TaskRow>(scope.db, query, page)
}

export const findTask = (scope: Scope, id: string, lock = false): Promise<TaskRow | null> =>
  oneOf(visibleTasks(scope), id, lock)

export const taskById = async (scope: Scope, id: string): Promise<TaskRow> =>
  firstRow(await rowsByIds(scope, taskEntity, [id]))

/** All tasks of one interview, done and cancelled ones too, by due moment. */
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

/** The channels that a person chose for thank-yous, by contact: those that differ from what the rule took. */
export async function channelsChosen(scope: Scope, interviewId: string): Promise<Map<string, TaskChannel>> {
  const rows: { contact_id: string; channel: TaskChannel }[] = await scope.db.query(
    `SELECT contact_id, channel FROM task WHERE organization_id = $1 AND interview_id = $2 AND kind = 'thank_you'
       AND moved_by_hand AND contact_id IS NOT NULL
       AND (channel <> facts ->> 'channel' OR (facts ->> 'chosenByClient')::boolean)`,
    [scope.organizationId, interviewId],
  )
  return new Map(rows.map(({ contact_id, channel }) => [contact_id, channel]))
}

/** Locks an interview's tasks until the transaction ends, so that what a person does meanwhile is not written over. */
export const lockTasksOf = (scope: Scope, interviewId: string): Promise<unknown> =>
  scope.db.query(
    'SELECT id FROM task WHERE organization_id = $1 AND interview_id = $2 ORDER BY id FOR NO KEY UPDATE',
    [scope.organizationId, interviewId],
  )
