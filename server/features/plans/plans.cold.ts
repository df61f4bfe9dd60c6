import { updateRow } from '../../platform/query.ts'
import type { Scope } from '../../platform/scope.ts'
import { lockInterviewsOf } from '../interviews/interviews.store.ts'
import { opportunityEntity } from '../opportunities/opportunities.entity.ts'
import { opportunityById } from '../opportunities/opportunities.store.ts'
import { unansweredCalls } from '../tasks/tasks.store.ts'
import { currentPolicy } from './plans.input.ts'
import { replanInterview } from './plans.service.ts'

/**
 * Does what may change how a call of this opportunity ended, and what follows: as many attempts without an answer as the
 * policy allows turn it cold, since the day of the last of them; one that reaches somebody ends that, and so does taking
 * an attempt back. Its plans are derived again. The opportunity must be locked.
 */
export async function countingCalls<T>(
  scope: Scope,
  opportunityId: string,
  reaches: boolean,
  work: () => Promise<T>,
): Promise<T> {
  const cap = (await currentPolicy(scope)).coldAfterAttempts
  const interviewIds = await lockInterviewsOf(scope, 'opportunity', opportunityId)
  const was = (await unansweredCalls(scope, opportunityId)).length >= cap
  const result = await work()
  const unanswered = await unansweredCalls(scope, opportunityId)
  const { coldSince: before, clientId } = await opportunityById(scope, opportunityId)
  const ends = unanswered.length < cap && (was || reaches)
  const coldSince = unanswered[cap - 1] ?? (ends ? null : before)
  if (coldSince === before) return result
  await updateRow(scope, opportunityEntity, opportunityId, { coldSince })
  scope.emit({ type: 'opportunity.updated', subjectId: opportunityId, clientId })
  for (const id of interviewIds) await replanInterview(scope, id)
  return result
}
