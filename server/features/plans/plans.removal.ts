import { notFound } from '../../platform/errors.ts'
import { type Removing, removing, restoring } from '../../platform/removal.ts'
import { action, type Scope } from '../../platform/scope.ts'
import type { InterviewRow } from '../interviews/interviews.entity.ts'
import { interviewRemoval } from '../interviews/interviews.removal.ts'
import {
  interviewById,
  knownInterviews,
  lockInterview,
  removeInterviewsOf,
  restoreInterviewsOf,
} from '../interviews/interviews.store.ts'
import { opportunityRemoval } from '../opportunities/opportunities.removal.ts'
import { lockOpportunity, opportunityById } from '../opportunities/opportunities.store.ts'
import { taskRemoval } from '../tasks/tasks.removal.ts'
import { knownTasks, taskById } from '../tasks/tasks.store.ts'
import { countingCalls } from './plans.cold.ts'
import { followRounds, interviewsStanding } from './plans.outcomes.ts'
import { followOpportunity, keepOwnTask } from './plans.own-tasks.ts'
import { replanInterview } from './plans.service.ts'

/*
 * What goes and comes back with what is removed and restored: open tasks go with the reason `deleted`, and exactly those
 * come back. Locks are taken in the order of all changes: opportunity, interview, tasks.
 */

/** Its plan goes or comes back, and what it showed of the earlier interviews does. */
async function aroundInterview<T>(scope: Scope, id: string, work: () => Promise<T>): Promise<T> {
  const seen = await knownInterviews(scope).andWhere('t.id = :id', { id }).getRawOne<InterviewRow>()
  if (!seen) throw notFound('interview')
  await lockOpportunity(scope, seen.opportunityId)
  const standing = await interviewsStanding(scope, seen.opportunityId)
  const { version } = await interviewById(scope, seen.id)
  const result = await work()
  if ((await interviewById(scope, seen.id)).version !== version) {
    await replanInterview(scope, seen.id)
    await followRounds(scope, seen.opportunityId, standing, null)
  }
  return result
}

export const removeInterview = action('interviews:write', (scope, wanted: Removing) =>
  aroundInterview(scope, wanted.id, () => interviewRemoval.remove.run(scope, wanted)),
)

export const restoreInterview = action('interviews:write', async (scope, wanted: Removing) => {
  await aroundInterview(scope, wanted.id, () => interviewRemoval.restore.run(scope, wanted))
  return interviewRemoval.present(scope, await interviewById(scope, wanted.id))
})

/** Its interviews go with it, with their plans, and its own tasks. */
export const removeOpportunity = removing(opportunityRemoval, async (scope, { after }) => {
  await followInterviews(scope, 'deleted', await removeInterviewsOf(scope, after))
  await followOpportunity(scope, after)
})

/** The interviews that went with it come back; one that had been removed before does not. */
export const restoreOpportunity = restoring(opportunityRemoval, async (scope, { before, after }) => {
  if (!before.deletedAt) return after
  await followInterviews(scope, 'restored', await restoreInterviewsOf(scope, before))
  await followOpportunity(scope, after)
  return opportunityById(scope, after.id)
})

async function followInterviews(
  scope: Scope,
  verb: 'deleted' | 'restored',
  moved: readonly Pick<InterviewRow, 'id' | 'clientId'>[],
): Promise<void> {
  for (const { id, clientId } of moved) scope.emit({ type: `interview.${verb}`, subjectId: id, clientId })
  for (const { id } of moved) await replanInterview(scope, id)
}

/** A call that is gone counts no more for its opportunity; what comes back may no longer be wanted. */
async function aroundTask<T>(
  scope: Scope,
  id: string,
  comesBack: boolean,
  work: () => Promise<T>,
): Promise<T> {
  const task = await knownTasks(scope).andWhere('t.id = :id', { id }).getRawOne<{
    opportunityId: string | null
    interviewId: string | null
    outcome: string | null
  }>()
  if (!task) throw notFound('task')
  const { opportunityId, interviewId, outcome } = task
  if (opportunityId !== null) await lockOpportunity(scope, opportunityId)
  const whole = async () => {
    if (interviewId !== null) await lockInterview(scope, interviewId)
    return work()
  }
  return opportunityId === null || outcome === null
    ? whole()
    : countingCalls(scope, opportunityId, comesBack && outcome === 'reached', whole)
}

const goTask = removing(taskRemoval)
const returnTask = restoring(taskRemoval, async (scope, { before, after }) => {
  if (!before.deletedAt) return after
  if (after.interviewId !== null) await replanInterview(scope, after.interviewId)
  else await keepOwnTask(scope, after)
  return taskById(scope, after.id)
})

export const removeTask = action('tasks:write', (scope, wanted: Removing) =>
  aroundTask(scope, wanted.id, false, () => goTask.run(scope, wanted)),
)

export const restoreTask = action('tasks:write', (scope, wanted: Removing) =>
  aroundTask(scope, wanted.id, true, () => returnTask.run(scope, wanted)),
)
