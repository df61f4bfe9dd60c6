import { Activity } from './features/activities/activities.schema.ts'
import { ApiKey, NewApiKey } from './features/api-keys/api-keys.schema.ts'
import { DemoAccounts, KeySet, Me, Tokens } from './features/auth/auth.schema.ts'
import { Change } from './features/changes/changes.schema.ts'
import { Client } from './features/clients/clients.schema.ts'
import { ClientCoach } from './features/clients/coaches.schema.ts'
import { Consent } from './features/clients/consent.schema.ts'
import { Contact } from './features/contacts/contacts.schema.ts'
import { Coverage } from './features/coverage/coverage.schema.ts'
import { Employer } from './features/employers/employers.schema.ts'
import { CalendarFeed, NewCalendarFeed } from './features/feeds/feeds.schema.ts'
import { Interview, TimelineStatement } from './features/interviews/interviews.schema.ts'
import { Invitation, InvitationSeen } from './features/invitations/invitations.schema.ts'
import { Job, JobOverview } from './features/jobs/jobs.schema.ts'
import { Mail } from './features/mail/mail.schema.ts'
import { Member } from './features/members/members.schema.ts'
import { IdentityProvider } from './features/oidc/oidc.routes.ts'
import { Opportunity } from './features/opportunities/opportunities.schema.ts'
import { Organization } from './features/organizations/organizations.schema.ts'
import { InterviewWithPlan, Plan } from './features/plans/plans.schema.ts'
import { Erasure, ErasureRequest } from './features/privacy/erasure.schema.ts'
import { Inventory } from './features/privacy/inventory.schema.ts'
import { Retention, RetentionPreview } from './features/privacy/retention.schema.ts'
import {
  NotificationDefaults,
  NotificationSettings,
  TaskAction,
} from './features/reminders/settings.schema.ts'
import { Triage } from './features/reports/triage.schema.ts'
import {
  NewSecondFactor,
  RecoveryCodes,
  SecondFactor,
} from './features/second-factor/second-factor.schema.ts'
import { Session } from './features/sessions/sessions.schema.ts'
import { Task } from './features/tasks/tasks.schema.ts'
import {
  Replayed,
  WebhookDelivery,
  WebhookDeliveryWithAttempts,
} from './features/webhooks/deliveries.schema.ts'
import { NewWebhook, Webhook } from './features/webhooks/webhooks.schema.ts'
import { Problem } from './http/openapi.ts'
import { ItemProblem } from './platform/bulk.ts'

/** Every schema with a name of its own, in openapi.yaml under "components". */
export const schemas = [
  ...[Organization, Coverage, ClientCoach, Consent, Mail, Invitation, InvitationSeen],
  ...[Problem, ItemProblem, Tokens, Me, DemoAccounts, KeySet, IdentityProvider],
  ...[Session, SecondFactor, NewSecondFactor, RecoveryCodes],
  ...[ApiKey, NewApiKey, CalendarFeed, NewCalendarFeed, Activity],
  ...[NotificationSettings, NotificationDefaults, TaskAction],
  ...[Job, JobOverview],
  ...[Webhook, NewWebhook, WebhookDelivery, WebhookDeliveryWithAttempts, Replayed],
  ...[Member, Client, Employer, Contact, Opportunity],
  ...[TimelineStatement, Interview, Task, Plan, InterviewWithPlan, Triage, Change],
  ...[Erasure, ErasureRequest, Retention, RetentionPreview, Inventory],
]
