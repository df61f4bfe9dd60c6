import { byId } from '../../platform/query.ts'
import { action } from '../../platform/scope.ts'
import { changedInterviews, lockInterviews } from '../interviews/interviews.store.ts'
import type { TaskBulk } from '../tasks/tasks.bulk.schema.ts'
import { actOnTasks as act } from '../tasks/tasks.bulk.ts'
import { presentTasks } from '../tasks/tasks.present.ts'
import { tasksByIds } from '../tasks/tasks.store.ts'
import { replanInterview } from './plans.service.ts'

/**
 * What comes back may no longer be wanted: where something has changed since it went, its interview's plan is derived
 * again. Usually nothing has, within a minute, and it takes as many statements for many as for one.
 */
export const actOnTasks: typeof act = action('tasks:write', async (scope, bulk: TaskBulk) => {
  if (bulk.act !== 'undo') return act.run(scope, bulk)
  const changed = await changedInterviews(
    scope,
    bulk.tasks.map(({ id }) => id),
  )
  await lockInterviews(scope, changed)
  const results = await act.run(scope, bulk)
  if (changed.length === 0) return results
  for (const id of changed) await replanInterview(scope, id)
  const ids = results.data.flatMap(({ record }) => record?.id ?? [])
  const shown = byId(await presentTasks(scope, await tasksByIds(scope, ids)))
  const renewed = (id: string | undefined) => (id === undefined ? undefined : shown.get(id))
  return {
    data: results.data.map((result) => ({
      ...result,
      ...(result.record && { record: renewed(result.record.id) ?? result.record }),
    })),
  }
})
