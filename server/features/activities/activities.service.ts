import { action } from '../../platform/scope.ts'
import { presentActivities } from './activities.present.ts'
import type { ActivityFilters } from './activities.sources.ts'
import * as store from './activities.store.ts'

/** Who did what, of what the caller sees: the log, and what time did to tasks. */
export const listActivities = action('activities:read', async (scope, filters: ActivityFilters) => {
  const { data, page } = await store.listActivities(scope, filters)
  return { data: await presentActivities(scope, data), page }
})
