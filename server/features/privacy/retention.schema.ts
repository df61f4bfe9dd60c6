import { Type } from 'typebox'
import { Body, Id, Instant, named, OrNull, Version } from '../../platform/schema.ts'

const months = (what: string) =>
  OrNull(Type.Integer({ minimum: 1, maximum: 240, description: `${what} Null: kept.` }))
const days = (minimum: number, what: string) =>
  OrNull(Type.Integer({ minimum, maximum: 3660, description: `${what} Null: kept.` }))

const periods = {
  clientsMonths: months('Months after which a client who is placed or archived is erased.'),
  eventsDays: OrNull(
    Type.Integer({
      ...{ minimum: 30, maximum: 3660 },
      description:
        'Days after which events are deleted. Null: kept for as long as the installation keeps them (EVENT_RETENTION_DAYS).',
    }),
  ),
  activitiesMonths: months('Months after which the activity log is deleted.'),
  sessionsDays: days(1, 'Days after which an ended or expired login is deleted.'),
  mailsDays: days(1, 'Days after which the text of a sent mail is deleted.'),
}

export const Retention = named(
  'Retention',
  { organizationId: Id, ...periods, version: Version, updatedAt: Instant },
  'How long the practice keeps things. A job carries it out.',
)

const optional = {
  clientsMonths: Type.Optional(periods.clientsMonths),
  eventsDays: Type.Optional(periods.eventsDays),
  activitiesMonths: Type.Optional(periods.activitiesMonths),
  sessionsDays: Type.Optional(periods.sessionsDays),
  mailsDays: Type.Optional(periods.mailsDays),
}
export const RetentionPatch = Body(optional)
export const RetentionPreviewBody = Body(optional)

const count = (description: string) => Type.Integer({ description })
export const RetentionPreview = named(
  'RetentionPreview',
  {
    clients: count('Clients who would be erased.'),
    events: count('Events that would be deleted.'),
    activities: count('Entries of the activity log that would be deleted.'),
    sessions: count('Logins that would be deleted.'),
    mails: count('Mails whose text would be deleted.'),
  },
  'What would go now. Nothing is written.',
)
