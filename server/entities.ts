import { apiKeyEntity } from './features/api-keys/api-keys.entity.ts'
import { clientEntity } from './features/clients/clients.entity.ts'
import { contactEntity } from './features/contacts/contacts.entity.ts'
import { coverageEntity } from './features/coverage/coverage.entity.ts'
import { employerEntity } from './features/employers/employers.entity.ts'
import { calendarFeedEntity } from './features/feeds/feeds.entity.ts'
import { interviewEntity } from './features/interviews/interviews.entity.ts'
import { participantEntity } from './features/interviews/participants.entity.ts'
import { timelineEntity } from './features/interviews/timelines.entity.ts'
import { invitationEntity } from './features/invitations/invitations.entity.ts'
import { memberEntity } from './features/members/members.entity.ts'
import { opportunityEntity } from './features/opportunities/opportunities.entity.ts'
import { organizationEntity } from './features/organizations/organizations.entity.ts'
import { erasureRequestEntity } from './features/privacy/erasure.entity.ts'
import { sessionEntity } from './features/sessions/sessions.entity.ts'
import { taskEntity } from './features/tasks/tasks.entity.ts'
import { deliveryEntity, webhookEntity } from './features/webhooks/webhooks.entity.ts'

/** Every table that TypeORM knows. */
export const entities = [
  invitationEntity,
  organizationEntity,
  coverageEntity,
  memberEntity,
  apiKeyEntity,
  clientEntity,
  employerEntity,
  contactEntity,
  opportunityEntity,
  interviewEntity,
  participantEntity,
  timelineEntity,
  sessionEntity,
  taskEntity,
  erasureRequestEntity,
  calendarFeedEntity,
  webhookEntity,
  deliveryEntity,
]
