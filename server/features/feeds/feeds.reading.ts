import { asTheyAre, reader } from '../../platform/reading.ts'
import type { CalendarFeedRow } from './feeds.entity.ts'
import { listFeeds } from './feeds.store.ts'

/** One's calendar addresses for the graph. */
export const feedReader = reader({
  permission: 'self',
  list: listFeeds,
  finish: asTheyAre<CalendarFeedRow>,
})
