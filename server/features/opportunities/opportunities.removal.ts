import { notFound } from '../../platform/errors.ts'
import { removal } from '../../platform/removal.ts'
import { requireWritable } from '../clients/clients.access.ts'
import { opportunityEntity } from './opportunities.entity.ts'
import { presentOpportunity } from './opportunities.service.ts'
import { knownOpportunities, momentOfRemoval } from './opportunities.store.ts'

/** What goes and comes back along with it is for the plans (plans.removal.ts). */
export const opportunityRemoval = removal({
  noun: 'opportunity',
  permission: 'opportunities:write',
  entity: opportunityEntity,
  known: knownOpportunities,
  require: (scope, row) => requireWritable(scope, row.clientId, notFound('opportunity')),
  clientOf: (row) => row.clientId,
  present: presentOpportunity,
  momentOf: (scope, row) => momentOfRemoval(scope, row.id),
})
