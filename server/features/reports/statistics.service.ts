import { invalid } from '../../platform/errors.ts'
import { action, type Scope } from '../../platform/scope.ts'
import type { StatisticsFilters } from './statistics.store.ts'

export type { StatisticsFilters }

import * as store from './statistics.store.ts'

const reported = <Output>(run: (scope: Scope, filters: StatisticsFilters) => Promise<Output>) =>
  action('reports:read', run)

const share = ({ total, met }: store.Share) => ({ total, met, rate: total === 0 ? null : met / total })

export const clientsByStatus = reported(store.clientsByStatus)
export const opportunitiesByStage = reported(store.opportunitiesByStage)
export const tasksByStatus = reported((scope, filters) => store.tasksBy(scope, filters, 'status'))
export const tasksByKind = reported((scope, filters) => store.tasksBy(scope, filters, 'kind'))
export const loadByCoach = reported(store.loadByCoach)
export const thankYousInTime = reported(async (scope, filters) =>
  share(await store.thankYousInTime(scope, filters)),
)
export const doneInTime = reported(async (scope, filters) => share(await store.doneInTime(scope, filters)))
export const responsesOfEmployers = reported(store.responsesOfEmployers)

const mostDays = 366
const millisecondsOfDay = 86_400_000

/** By the reader's own days. */
export const tasksByDay = action(
  'reports:read',
  async (
    scope,
    { filters, from, through }: { filters: StatisticsFilters; from: string; through: string },
  ) => {
    const days = (Date.parse(through) - Date.parse(from)) / millisecondsOfDay + 1
    if (days < 1 || days > mostDays)
      throw invalid('through', 'out_of_range', `must not be before from, nor more than a year after it`)
    return store.tasksByDay(scope, filters, { from, through, timeZone: scope.actor.timeZone })
  },
)
