import { conflict, notFound } from '../../platform/errors.ts'
import { removal } from '../../platform/removal.ts'
import { requireWritable } from '../clients/clients.access.ts'
import { findOpportunity } from '../opportunities/opportunities.store.ts'
import { interviewEntity } from './interviews.entity.ts'
import { presentInterview } from './interviews.present.ts'
import { knownInterviews } from './interviews.store.ts'

/** What this means for tasks and for the other interviews is for the plans (plans.removal.ts). */
export const interviewRemoval = removal({
  noun: 'interview',
  permission: 'interviews:write',
  entity: interviewEntity,
  known: knownInterviews,
  require: (scope, row) => requireWritable(scope, row.clientId, notFound('interview')),
  requireHome: async (scope, row) => {
    if (!(await findOpportunity(scope, row.opportunityId)))
      throw conflict('opportunity_removed', 'Its opportunity has been removed. Bring that back first.')
  },
  clientOf: (row) => row.clientId,
  present: presentInterview,
})
