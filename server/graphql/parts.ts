import type { Config } from '../config.ts'
import { activityGraph } from '../features/activities/activities.graphql.ts'
import { apiKeyChangeGraph } from '../features/api-keys/api-keys.changes.graphql.ts'
import { apiKeyGraph } from '../features/api-keys/api-keys.graphql.ts'
import { apiKeyReader } from '../features/api-keys/api-keys.reading.ts'
import { clientChangeGraph } from '../features/clients/clients.changes.graphql.ts'
import { clientGraph } from '../features/clients/clients.graphql.ts'
import * as handover from '../features/clients/clients.handover.ts'
import { clientReader } from '../features/clients/clients.reading.ts'
import { clientsAddedGraph } from '../features/clients/clients.several.graphql.ts'
import { contactChangeGraph } from '../features/contacts/contacts.changes.graphql.ts'
import { contactGraph } from '../features/contacts/contacts.graphql.ts'
import { contactReader } from '../features/contacts/contacts.reading.ts'
import { contactsAddedGraph } from '../features/contacts/contacts.several.graphql.ts'
import { coverageChangeGraph, coverageGraph } from '../features/coverage/coverage.graphql.ts'
import { coverageReader } from '../features/coverage/coverage.reading.ts'
import { employerChangeGraph } from '../features/employers/employers.changes.graphql.ts'
import { employerGraph } from '../features/employers/employers.graphql.ts'
import { employerReader } from '../features/employers/employers.reading.ts'
import { employersAddedGraph } from '../features/employers/employers.several.graphql.ts'
import { feedChangeGraph, feedGraph } from '../features/feeds/feeds.graphql.ts'
import { feedReader } from '../features/feeds/feeds.reading.ts'
import { interviewChangeGraph } from '../features/interviews/interviews.changes.graphql.ts'
import { interviewGraph } from '../features/interviews/interviews.graphql.ts'
import { interviewReader } from '../features/interviews/interviews.reading.ts'
import { invitationChangeGraph, invitationGraph } from '../features/invitations/invitations.graphql.ts'
import { invitationReader } from '../features/invitations/invitations.reading.ts'
import { jobGraph } from '../features/jobs/jobs.graphql.ts'
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
import { erasureChangeGraph, erasureGraph } from '../features/privacy/erasure.graphql.ts'
import { erasureRequestReader } from '../features/privacy/erasure.reading.ts'
import { retentionChangeGraph, retentionGraph } from '../features/privacy/retention.graphql.ts'
import { notificationChangeGraph, notificationGraph } from '../features/reminders/settings.graphql.ts'
import { statisticsGraph } from '../features/reports/statistics.graphql.ts'
import { triageGraph } from '../features/reports/triage.graphql.ts'
import { taskBulkGraph } from '../features/tasks/tasks.bulk.graphql.ts'
import { taskChangeGraph } from '../features/tasks/tasks.changes.graphql.ts'
import { taskGraph } from '../features/tasks/tasks.graphql.ts'
import { taskReader } from '../features/tasks/tasks.reading.ts'
import { webhookChangeGraph } from '../features/webhooks/webhooks.changes.graphql.ts'
import { webhookGraph } from '../features/webhooks/webhooks.graphql.ts'
import { webhookReader } from '../features/webhooks/webhooks.reading.ts'
import { userErrorGraph } from './changes.ts'
import { nodeGraph } from './nodes.ts'
import type { GraphPart } from './part.ts'

/** What parts of the graph need to know of how the server is set up. */
export type GraphConfig = Pick<Config, 'webhookAllowedNetworks' | 'publicUrl' | 'testClock'>

/** The graph, feature by feature. A new one finds its place by a line here. */
export const graphParts = (config: GraphConfig): readonly GraphPart[] => [
  memberGraph,
  clientGraph,
  employerGraph,
  contactGraph,
  opportunityGraph,
  interviewGraph,
  taskGraph,
  coverageGraph,
  webhookGraph,
  apiKeyGraph,
  invitationGraph,
  feedGraph,
  erasureGraph,
  retentionGraph,
  jobGraph,
  activityGraph,
  organizationGraph,
  notificationGraph,
  planGraph,
  triageGraph,
  statisticsGraph,
  liveGraph,
  userErrorGraph,
  memberChangeGraph(handover),
  coverageChangeGraph,
  webhookChangeGraph(config.webhookAllowedNetworks),
  apiKeyChangeGraph(config.testClock ? 'test' : 'live'),
  invitationChangeGraph({ config }),
  feedChangeGraph(config.publicUrl),
  erasureChangeGraph,
  retentionChangeGraph,
  organizationChangeGraph,
  notificationChangeGraph,
  clientChangeGraph(planned),
  employerChangeGraph(planned),
  contactChangeGraph(planned),
  opportunityChangeGraph({ ...planned, ...removal }),
  interviewChangeGraph(removal),
  taskChangeGraph({ ...planned, ...removal }),
  clientsAddedGraph,
  employersAddedGraph,
  contactsAddedGraph,
  taskBulkGraph,
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
    ApiKey: apiKeyReader,
    Invitation: invitationReader,
    CalendarFeed: feedReader,
    ErasureRequest: erasureRequestReader,
  }),
]
