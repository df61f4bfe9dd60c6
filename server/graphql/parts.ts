import { clientChangeGraph } from '../features/clients/clients.changes.graphql.ts'
import { clientGraph } from '../features/clients/clients.graphql.ts'
import { clientReader } from '../features/clients/clients.reading.ts'
import { contactChangeGraph } from '../features/contacts/contacts.changes.graphql.ts'
import { contactGraph } from '../features/contacts/contacts.graphql.ts'
import { contactReader } from '../features/contacts/contacts.reading.ts'
import { coverageChangeGraph, coverageGraph } from '../features/coverage/coverage.graphql.ts'
import { coverageReader } from '../features/coverage/coverage.reading.ts'
import { employerChangeGraph } from '../features/employers/employers.changes.graphql.ts'
import { employerGraph } from '../features/employers/employers.graphql.ts'
import { employerReader } from '../features/employers/employers.reading.ts'
import { interviewChangeGraph } from '../features/interviews/interviews.changes.graphql.ts'
import { interviewGraph } from '../features/interviews/interviews.graphql.ts'
import { interviewReader } from '../features/interviews/interviews.reading.ts'
import { liveGraph } from '../features/live/live.graphql.ts'
import { memberChangeGraph } from '../features/members/members.changes.graphql.ts'
import { memberGraph } from '../features/members/members.graphql.ts'
import { memberReader } from '../features/members/members.reading.ts'
import { opportunityChangeGraph } from '../features/opportunities/opportunities.changes.graphql.ts'
import { opportunityGraph } from '../features/opportunities/opportunities.graphql.ts'
import { opportunityReader } from '../features/opportunities/opportunities.reading.ts'
import {
  organizationChangeGraph,
  organizationGraph,
} from '../features/organizations/organizations.graphql.ts'
import * as planned from '../features/plans/plans.changes.ts'
import { planGraph } from '../features/plans/plans.graphql.ts'
import * as removal from '../features/plans/plans.removal.ts'
import { statisticsGraph } from '../features/reports/statistics.graphql.ts'
import { triageGraph } from '../features/reports/triage.graphql.ts'
import { taskChangeGraph } from '../features/tasks/tasks.changes.graphql.ts'
import { taskGraph } from '../features/tasks/tasks.graphql.ts'
import { taskReader } from '../features/tasks/tasks.reading.ts'
import { webhookChangeGraph } from '../features/webhooks/webhooks.changes.graphql.ts'
import { webhookGraph } from '../features/webhooks/webhooks.graphql.ts'
import { webhookReader } from '../features/webhooks/webhooks.reading.ts'
import type { AllowedNetworks } from '../platform/outgoing/networks.ts'
import { userErrorGraph } from './changes.ts'
import { nodeGraph } from './nodes.ts'
import type { GraphPart } from './part.ts'

/**
 * The graph, feature by feature. A new one finds its place by a line here.
 * @param allow networks that webhooks may reach although they are not public
 */
export const graphParts = (allow: AllowedNetworks): readonly GraphPart[] => [
  memberGraph,
  clientGraph,
  employerGraph,
  contactGraph,
  opportunityGraph,
  interviewGraph,
  taskGraph,
  coverageGraph,
  webhookGraph,
  organizationGraph,
  planGraph,
  triageGraph,
  statisticsGraph,
  liveGraph,
  userErrorGraph,
  memberChangeGraph,
  coverageChangeGraph,
  webhookChangeGraph(allow),
  organizationChangeGraph,
  clientChangeGraph(planned),
  employerChangeGraph(planned),
  contactChangeGraph(planned),
  opportunityChangeGraph({ ...planned, ...removal }),
  interviewChangeGraph(removal),
  taskChangeGraph({ ...planned, ...removal }),
  nodeGraph({
    Task: taskReader,
    Interview: interviewReader,
    Opportunity: opportunityReader,
    Client: clientReader,
    Contact: contactReader,
    Employer: employerReader,
    Member: memberReader,
    Coverage: coverageReader,
    Webhook: webhookReader,
  }),
]
