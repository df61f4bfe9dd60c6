import { asTheyAre, reader } from '../../platform/reading.ts'
import type { OpportunityRow } from './opportunities.entity.ts'
import { listOpportunities } from './opportunities.store.ts'

/** Opportunities for the graph. */
export const opportunityReader = reader({
  permission: 'opportunities:read',
  list: listOpportunities,
  needs: { employer: ['employerId'], client: ['clientId'] },
  finish: asTheyAre<OpportunityRow>,
})
