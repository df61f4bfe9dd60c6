import { type Static, Type } from 'typebox'
import {
  Body,
  Id,
  instant,
  ListOf,
  ListQuery,
  maybeInstant,
  named,
  OrNull,
  recordFields,
  versionFields,
} from '../../platform/schema.ts'
import type { CalendarFeedRow } from './feeds.entity.ts'

const fields = {
  ...recordFields,
  memberId: OrNull(
    Type.String({ format: 'uuid', description: 'Whose access it uses; null: the client’s own.' }),
  ),
  clientId: OrNull(
    Type.String({
      format: 'uuid',
      description: 'The one client whom it is about; null: all whom the member looks after.',
    }),
  ),
  hint: Type.String({ description: 'The end of the address, to recognize it by.' }),
  lastFetchedAt: OrNull(
    Type.String({ format: 'date-time', description: 'When a calendar asked last, to the minute.' }),
  ),
  ...versionFields,
}

export const CalendarFeed = named(
  'CalendarFeed',
  fields,
  'A secret address under which a calendar can be subscribed to.',
)
export const NewCalendarFeed = named(
  'NewCalendarFeed',
  {
    ...fields,
    url: Type.String({
      format: 'uri',
      pattern: '^https?://',
      description: 'The address itself. It is shown this once and stored nowhere.',
    }),
  },
  'A calendar feed that has just been made.',
)

export const CalendarFeedBody = Body({
  clientId: Type.Optional(
    OrNull({
      ...Id,
      description: 'Of a client without a login, for whom you make it. Left out: your own calendar.',
    }),
  ),
})

export const CalendarFeedQuery = ListQuery(['createdAt', 'updatedAt'], {
  clientId: Type.Optional({ ...Id, description: 'Only those about this client alone.' }),
})
export const CalendarFeeds = ListOf(CalendarFeed)

export const toCalendarFeed = (row: CalendarFeedRow): Static<typeof CalendarFeed> => ({
  id: row.id,
  organizationId: row.organizationId,
  memberId: row.memberId,
  clientId: row.clientId,
  hint: row.hint,
  lastFetchedAt: maybeInstant(row.lastFetchedAt),
  version: row.version,
  createdAt: instant(row.createdAt),
  updatedAt: instant(row.updatedAt),
})
