import { type PageRequest, pageOf } from '../../platform/keyset.ts'
import { firstRow, oneOf, rowsByIds, selectFrom } from '../../platform/query.ts'
import type { Scope } from '../../platform/scope.ts'
import { type CoverageRow, coverageEntity } from './coverage.entity.ts'

export interface CoverageFilters extends PageRequest {
  memberId?: string | undefined
  delegateId?: string | undefined
  endsAfter?: string
  ids?: string
}

export function listCoverages(scope: Scope, filters: CoverageFilters) {
  const { memberId, delegateId, endsAfter, ids, ...page } = filters
  const query = selectFrom(scope, coverageEntity)
  if (memberId) query.andWhere('t.memberId = :memberId', { memberId })
  if (delegateId) query.andWhere('t.delegateId = :delegateId', { delegateId })
  if (endsAfter) query.andWhere('t.endsOn >= :endsAfter', { endsAfter })
  if (ids) query.andWhere('t.id = ANY(:ids)', { ids: ids.split(',') })
  return pageOf<CoverageRow>(scope.db, query, page)
}

export const findCoverage = (scope: Scope, id: string, lock = false): Promise<CoverageRow | null> =>
  oneOf(selectFrom(scope, coverageEntity), id, lock)

export const coverageById = async (scope: Scope, id: string): Promise<CoverageRow> =>
  firstRow(await rowsByIds(scope, coverageEntity, [id]))

/** Whether this person already has the same stand-in for a day of this time. Others wait until the transaction ends. */
export async function overlaps(
  scope: Scope,
  {
    memberId,
    delegateId,
    startsOn,
    endsOn,
  }: Pick<CoverageRow, 'memberId' | 'delegateId' | 'startsOn' | 'endsOn'>,
  except: string | null,
): Promise<boolean> {
  await scope.db.query('SELECT pg_advisory_xact_lock(hashtextextended($1::text || $2::text, 0))', [
    scope.organizationId,
    memberId,
  ])
  const [row] = await scope.db.query(
    `SELECT EXISTS (SELECT FROM coverage WHERE organization_id = $1 AND member_id = $2 AND delegate_id = $3
       AND starts_on <= $5 AND ends_on >= $4 AND id IS DISTINCT FROM $6::uuid) AS found`,
    [scope.organizationId, memberId, delegateId, startsOn, endsOn, except],
  )
  return row.found
}

export const removeCoverage = (scope: Scope, id: string): Promise<unknown> =>
  scope.db.delete(coverageEntity, { organizationId: scope.organizationId, id })
