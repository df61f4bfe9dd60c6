import { EntitySchema } from 'typeorm'
import {
  instant,
  maybeInstant,
  maybeText,
  maybeUuid,
  rowColumns,
  tenantColumns,
  text,
  type VersionedRow,
} from '../../platform/columns.ts'

export interface CalendarFeedRow extends VersionedRow {
  /** Whose access it uses; null: the client's own. */
  memberId: string | null
  /** The one client whom it is about; null: all whom the member looks after. */
  clientId: string | null
  hint: string
  /** Of what was given out last. */
  fingerprint: string | null
  /** When what is given out changed last, in whole seconds of real time. */
  changedAt: Date
  lastFetchedAt: Date | null
}

export const calendarFeedEntity = new EntitySchema<CalendarFeedRow>({
  name: 'calendarFeed',
  tableName: 'calendar_feed',
  columns: {
    ...tenantColumns,
    memberId: maybeUuid,
    clientId: maybeUuid,
    hint: text,
    fingerprint: maybeText,
    changedAt: { ...instant, default: () => 'now()' },
    lastFetchedAt: maybeInstant,
    ...rowColumns,
  },
})
