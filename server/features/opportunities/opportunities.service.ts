import type { Static } from 'typebox'
import { v7 as newId } from 'uuid'
import type { Change } from '../../platform/change.ts'
import { invalid, notFound, referenceNotFound } from '../../platform/errors.ts'
import { byId, insertRows, updateRow } from '../../platform/query.ts'
import { instant } from '../../platform/schema.ts'
import { action, type Scope } from '../../platform/scope.ts'
import { requireWritable } from '../clients/clients.access.ts'
import { clientsByIds } from '../clients/clients.store.ts'
import { checkPlace, createEmployer } from '../employers/employers.service.ts'
import {
  employerByName,
  employersByIds,
  findEmployer,
  lockEmployerName,
} from '../employers/employers.store.ts'
import { type OpportunityRow, opportunityEntity } from './opportunities.entity.ts'
import type { Opportunity, OpportunityBody, OpportunityPatch } from './opportunities.schema.ts'
import * as store from './opportunities.store.ts'

export const listOpportunities = action(
  'opportunities:read',
  async (scope, filters: store.OpportunityFilters) => {
    const { data, page } = await store.listOpportunities(scope, filters)
    return { data: await presentOpportunities(scope, data), page }
  },
)

export const getOpportunity = action('opportunities:read', async (scope, id: string) =>
  presentOpportunity(scope, await required(scope, id)),
)

/** The opportunities of these clients. */
export const opportunitiesOf = action('opportunities:read', async (scope, clientIds: readonly string[]) =>
  presentOpportunities(scope, await store.opportunitiesOfClients(scope, clientIds)),
)

/** Those of these opportunities that the caller sees. */
export const opportunitiesSeen = action('opportunities:read', async (scope, ids: readonly string[]) =>
  presentOpportunities(scope, await store.visibleByIds(scope, ids)),
)

export const createOpportunity = action(
  'opportunities:write',
  async (scope, body: Static<typeof OpportunityBody>) => {
    await requireWritable(scope, body.clientId, referenceNotFound('/clientId', 'client'))
    const { clientId, title, stage = 'interested' } = body
    const id = newId()
    await insertRows(scope, opportunityEntity, [
      { id, clientId, title, stage, employerId: await employerFor(scope, body) },
    ])
    scope.emit({ type: 'opportunity.created', subjectId: id, clientId, data: { stage } })
    return presentOpportunity(scope, await store.opportunityById(scope, id))
  },
)

async function employerFor(
  scope: Scope,
  { employerId, employer }: Static<typeof OpportunityBody>,
): Promise<string> {
  if ((employerId === undefined) === (employer === undefined))
    throw invalid('/employerId', 'one_employer', 'or employer is required, and not both')
  if (employer) {
    checkPlace(employer, '/employer')
    await lockEmployerName(scope, employer.name)
    const known = await employerByName(scope, employer.name, employer.country ?? null)
    return known?.id ?? (await createEmployer.run(scope, employer)).id
  }
  const found = await findEmployer(scope, employerId as string)
  if (!found) throw referenceNotFound('/employerId', 'employer')
  return found.id
}

/** Merge patch. What a stage means for interviews and tasks is for the plans (plans.changes.ts). */
export const changeOpportunity = action(
  'opportunities:write',
  async (scope, { id, patch, check }: Change<Static<typeof OpportunityPatch>>) => {
    const before = await required(scope, id, true)
    await requireWritable(scope, before.clientId, notFound('opportunity'))
    check(before.version)
    await updateRow(scope, opportunityEntity, id, patch)
    const stage = patch.stage ?? before.stage
    const type = stage === before.stage ? 'opportunity.updated' : 'opportunity.stage_changed'
    const after = await store.opportunityById(scope, id)
    if (after.version !== before.version)
      scope.emit({ type, subjectId: id, clientId: before.clientId, data: { stage } })
    return presentOpportunity(scope, after)
  },
)

/** Opportunities as they go out, with employer and client: one statement each, however many rows. */
export async function presentOpportunities(
  scope: Scope,
  rows: readonly OpportunityRow[],
): Promise<Static<typeof Opportunity>[]> {
  const employers = byId(
    await employersByIds(
      scope,
      rows.map(({ employerId }) => employerId),
    ),
  )
  const clients = byId(
    await clientsByIds(
      scope,
      rows.map(({ clientId }) => clientId),
    ),
  )
  return rows.map((row) => {
    const employer = employers.get(row.employerId)
    return {
      id: row.id,
      organizationId: row.organizationId,
      clientId: row.clientId,
      employerId: row.employerId,
      title: row.title,
      stage: row.stage,
      coldSince: row.coldSince,
      employer: {
        id: row.employerId,
        name: employer?.name ?? '',
        country: employer?.country ?? null,
        region: employer?.region ?? null,
      },
      client: { id: row.clientId, name: clients.get(row.clientId)?.name ?? '' },
      version: row.version,
      createdAt: instant(row.createdAt),
      updatedAt: instant(row.updatedAt),
    }
  })
}

export async function presentOpportunity(scope: Scope, row: OpportunityRow) {
  const [opportunity] = await presentOpportunities(scope, [row])
  return opportunity as NonNullable<typeof opportunity>
}

async function required(scope: Scope, id: string, lock = false) {
  const row = await store.findOpportunity(scope, id, lock)
  if (!row) throw notFound('opportunity')
  return row
}
