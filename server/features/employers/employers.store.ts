import type { SelectQueryBuilder } from 'typeorm'
import { type PageRequest, pageOf } from '../../platform/keyset.ts'
import { firstRow, oneOf, rowsByIds, selectFrom } from '../../platform/query.ts'
import type { Scope } from '../../platform/scope.ts'
import { searching } from '../../platform/search.ts'
import { type EmployerRow, employerEntity } from './employers.entity.ts'

/** Members see the organization's employers; a client those with which they have an opportunity. */
export const visibleEmployers = (scope: Scope): SelectQueryBuilder<EmployerRow> =>
  knownEmployers(scope).andWhere('t.deletedAt IS NULL')

/** The same, with those that were removed. */
export function knownEmployers(scope: Scope): SelectQueryBuilder<EmployerRow> {
  const query = selectFrom(scope, employerEntity)
  if (scope.actor.role !== 'client') return query
  return query.andWhere(
    `t.id IN (SELECT o.employer_id FROM opportunity o WHERE o.organization_id = :organizationId
      AND o.client_id = :self AND o.deleted_at IS NULL)`,
    { self: scope.actor.id },
  )
}

export interface EmployerFilters extends PageRequest {
  q?: string
}

export function listEmployers(scope: Scope, { q, ...page }: EmployerFilters) {
  const query = visibleEmployers(scope)
  searching(query, q, (has) => has('t.name', 't.website'))
  return pageOf<EmployerRow>(scope.db, query, page)
}

export const findEmployer = (scope: Scope, id: string, lock = false): Promise<EmployerRow | null> =>
  oneOf(visibleEmployers(scope), id, lock)

/** Those of these employers that the caller sees. */
export const employersSeen = (scope: Scope, ids: readonly string[]): Promise<EmployerRow[]> =>
  visibleEmployers(scope).andWhere('t.id = ANY(:ids)', { ids }).getRawMany<EmployerRow>()

/** Whoever may see it: for what has just been written, and for records that refer to it. */
export const employersByIds = (scope: Scope, ids: readonly string[]): Promise<EmployerRow[]> =>
  rowsByIds(scope, employerEntity, ids)

export const employerById = async (scope: Scope, id: string): Promise<EmployerRow> =>
  firstRow(await employersByIds(scope, [id]))

/** Others who enter an employer of that name wait until this transaction ends, so that it is not added twice. */
export const lockEmployerName = (scope: Scope, name: string): Promise<unknown> =>
  scope.db.query('SELECT pg_advisory_xact_lock(hashtextextended($1 || lower($2), 0))', [
    scope.organizationId,
    name.trim(),
  ])

/** The oldest of that name, in whatever case and with whatever spaces around it, and country. */
export async function employerByName(
  scope: Scope,
  name: string,
  country: string | null,
): Promise<EmployerRow | null> {
  const query = visibleEmployers(scope)
    .andWhere('lower(btrim(t.name)) = lower(:name) AND t.country IS NOT DISTINCT FROM :country', {
      name: name.trim(),
      country,
    })
    .orderBy('t.createdAt')
    .limit(1)
  return (await query.getRawOne<EmployerRow>()) ?? null
}

/** Keeps an employer's place as it is until the transaction ends, so that a plan made by its calendar holds. */
export const holdEmployer = (scope: Scope, id: string): Promise<unknown> =>
  scope.db.query('SELECT id FROM employer WHERE organization_id = $1 AND id = $2 FOR SHARE', [
    scope.organizationId,
    id,
  ])
