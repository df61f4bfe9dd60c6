import type { SelectQueryBuilder } from 'typeorm'
import type { TaskKind, TaskStatus } from '../../domain/vocabulary.ts'
import { type PageRequest, pageOf } from '../../platform/keyset.ts'
import { firstRow, oneOf, rowsByIds, selectFrom } from '../../platform/query.ts'
import type { Scope } from '../../platform/scope.ts'
import { searching } from '../../platform/search.ts'
import { ofCoach, onlyAllowed, onlyVisible } from './clients.access.ts'
import { type ClientRow, clientEntity } from './clients.entity.ts'

export const visibleClientRows = (scope: Scope): SelectQueryBuilder<ClientRow> =>
  onlyAllowed(scope, selectFrom(scope, clientEntity).andWhere('t.deletedAt IS NULL'), 't.id')

export interface ClientFilters extends PageRequest {
  q?: string
  status?: string
  /** A member's id, or `me`. */
  coachId?: string
}

export function listClients(scope: Scope, { q, status, coachId, ...page }: ClientFilters) {
  const query = visibleClientRows(scope)
  searching(query, q, (has) => has('t.name', 't.email', 't.target'))
  if (status) query.andWhere('t.status = ANY(:status)', { status: status.split(',') })
  if (coachId) ofCoach(scope, query, 't.primaryCoachId', coachId)
  return pageOf<ClientRow>(scope.db, query, page)
}

export const findClient = (scope: Scope, id: string, lock = false): Promise<ClientRow | null> =>
  oneOf(visibleClientRows(scope), id, lock)

/** Of the organization, whoever may see them: for records that refer to them. */
export const clientsByIds = (scope: Scope, ids: readonly string[]): Promise<ClientRow[]> =>
  rowsByIds(scope, clientEntity, ids)

export const clientById = async (scope: Scope, id: string): Promise<ClientRow> =>
  firstRow(await clientsByIds(scope, [id]))

export interface OpenTasks {
  client_id: string
  overdue: number
  due: number
  scheduled: number
  next: { id: string; kind: TaskKind; status: TaskStatus; dueAt: string; overdueAt: string | null } | null
}

/** How many open tasks each of these clients has, and the first to be done: one statement for all. */
export function openTasksOf(scope: Scope, clientIds: readonly string[]): Promise<OpenTasks[]> {
  return scope.db.query(
    `SELECT client_id,
       count(*) FILTER (WHERE status = 'overdue')::int AS overdue,
       count(*) FILTER (WHERE status = 'due')::int AS due,
       count(*) FILTER (WHERE status = 'scheduled')::int AS scheduled,
       (array_agg(jsonb_build_object('id', id, 'kind', kind, 'status', status, 'dueAt', due_at, 'overdueAt', overdue_at)
         ORDER BY due_at, id))[1] AS next
     FROM task WHERE organization_id = $1 AND client_id = ANY($2) AND status IN ('overdue', 'due', 'scheduled')
     GROUP BY client_id`,
    [scope.organizationId, clientIds],
  )
}

/** The clients of a primary coach, locked in one order. */
export async function clientIdsLedBy(scope: Scope, memberId: string): Promise<string[]> {
  const rows = await scope.db.query(
    `SELECT id FROM client WHERE organization_id = $1 AND primary_coach_id = $2 AND deleted_at IS NULL
     ORDER BY id FOR NO KEY UPDATE`,
    [scope.organizationId, memberId],
  )
  return rows.map((row: { id: string }) => row.id)
}

/** A primary coach is no other kind of coach of the same client besides. */
export async function setPrimaryCoach(scope: Scope, clientId: string, memberId: string): Promise<void> {
  const values = [scope.organizationId, clientId, memberId]
  await scope.db.query(
    'UPDATE client SET primary_coach_id = $3 WHERE organization_id = $1 AND id = $2',
    values,
  )
  await scope.db.query(
    'DELETE FROM client_coach WHERE organization_id = $1 AND client_id = $2 AND member_id = $3',
    values,
  )
}

export interface HandedOver {
  id: string
  kind: TaskKind
  status: TaskStatus
  due_at: Date
  overdue_at: Date | null
  version: number
}

/** Gives a client's open tasks that another coach has to this one; those that changed hands. */
export async function handOverTasks(scope: Scope, clientId: string, coachId: string): Promise<HandedOver[]> {
  const [rows] = await scope.db.query(
    `UPDATE task SET coach_id = $3 WHERE organization_id = $1 AND client_id = $2 AND coach_id <> $3
       AND status IN ('blocked', 'scheduled', 'due', 'overdue')
     RETURNING id, kind, status, due_at, overdue_at, version`,
    [scope.organizationId, clientId, coachId],
  )
  return rows
}

/** Keeps a client's status and coach as they are until the transaction ends, so that what is planned by them holds. */
export const holdClient = (scope: Scope, id: string): Promise<unknown> =>
  scope.db.query('SELECT id FROM client WHERE organization_id = $1 AND id = $2 FOR SHARE', [
    scope.organizationId,
    id,
  ])

/** Those of these clients whose opportunities, interviews and tasks the caller sees. */
export async function pipelinesSeen(scope: Scope, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const rows = await onlyVisible(scope, selectFrom(scope, clientEntity), 't.id')
    .andWhere('t.id = ANY(:ids)', { ids: [...new Set(ids)] })
    .getRawMany<ClientRow>()
  return new Set(rows.map(({ id }) => id))
}
