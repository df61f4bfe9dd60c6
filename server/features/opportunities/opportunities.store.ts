import type { SelectQueryBuilder } from 'typeorm'
import { type PageRequest, pageOf } from '../../platform/keyset.ts'
import { firstRow, oneOf, rowsByIds, selectFrom } from '../../platform/query.ts'
import type { Scope } from '../../platform/scope.ts'
import { named, searching } from '../../platform/search.ts'
import { onlyVisible } from '../clients/clients.access.ts'
import { type OpportunityRow, opportunityEntity } from './opportunities.entity.ts'

export const visibleOpportunities = (scope: Scope): SelectQueryBuilder<OpportunityRow> =>
  knownOpportunities(scope).andWhere('t.deletedAt IS NULL')

/** Those of the clients whom the caller sees, with those that were removed. */
export const knownOpportunities = (scope: Scope): SelectQueryBuilder<OpportunityRow> =>
  onlyVisible(scope, selectFrom(scope, opportunityEntity))

export interface OpportunityFilters extends PageRequest {
  q?: string
  clientId?: string
  employerId?: string
  stage?: string
}

export function listOpportunities(
  scope: Scope,
  { q, clientId, employerId, stage, ...page }: OpportunityFilters,
) {
  const query = visibleOpportunities(scope)
  const [employer, client] = [named('employer', 't.employer_id'), named('client', 't.client_id')]
  searching(query, q, (has) => `${has('t.title')} OR ${employer(has)} OR ${client(has)}`)
  if (clientId) query.andWhere('t.clientId = :clientId', { clientId })
  if (employerId) query.andWhere('t.employerId = :employerId', { employerId })
  if (stage) query.andWhere('t.stage = ANY(:stage)', { stage: stage.split(',') })
  return pageOf<OpportunityRow>(scope.db, query, page)
}

export const findOpportunity = (scope: Scope, id: string, lock = false): Promise<OpportunityRow | null> =>
  oneOf(visibleOpportunities(scope), id, lock)

/** Of the organization, whoever may see them: for records that refer to them. */
export const opportunitiesByIds = (scope: Scope, ids: readonly string[]): Promise<OpportunityRow[]> =>
  rowsByIds(scope, opportunityEntity, ids)

export const opportunityById = async (scope: Scope, id: string): Promise<OpportunityRow> =>
  firstRow(await opportunitiesByIds(scope, [id]))

/** The visible opportunities of these clients, the oldest first. */
export const opportunitiesOfClients = (
  scope: Scope,
  clientIds: readonly string[],
): Promise<OpportunityRow[]> =>
  visibleOpportunities(scope)
    .andWhere('t.clientId = ANY(:clientIds)', { clientIds })
    .orderBy('t.createdAt')
    .addOrderBy('t.id')
    .getRawMany<OpportunityRow>()

export const visibleByIds = (scope: Scope, ids: readonly string[]): Promise<OpportunityRow[]> =>
  visibleOpportunities(scope).andWhere('t.id = ANY(:ids)', { ids }).getRawMany<OpportunityRow>()

/** A moment at which no interview of it went by itself: whatever went at this moment went with it. */
export async function momentOfRemoval(scope: Scope, id: string): Promise<Date> {
  const [row] = await scope.db.query(
    `SELECT greatest(app_now(), (SELECT max(deleted_at) + interval '1 millisecond' FROM interview
       WHERE organization_id = $1 AND opportunity_id = $2)) AS moment`,
    [scope.organizationId, id],
  )
  return row.moment
}

/** Whoever looks after it, as it is now, unchanged by others until the transaction ends. */
export const lockOpportunity = (scope: Scope, id: string): Promise<OpportunityRow | null> =>
  oneOf(selectFrom(scope, opportunityEntity), id, true)
