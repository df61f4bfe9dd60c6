import { type GoneReason, isReopenable } from '../../domain/cadence/cancel-reasons.ts'
import { parseDay } from '../../domain/cadence/days.ts'
import { planFollowUps } from '../../domain/cadence/plan.ts'
import { cancelReasonSentence } from '../../domain/cadence/reasons/cancel-reason-sentence.ts'
import { replan } from '../../domain/cadence/replan.ts'
import type { NoFollowUp } from '../../domain/cadence/types.ts'
import { endOfDay } from '../../domain/cadence/zones.ts'
import type { Locale } from '../../domain/vocabulary.ts'
import { notFound } from '../../platform/errors.ts'
import { byId, updateRow } from '../../platform/query.ts'
import { instant, maybeInstant } from '../../platform/schema.ts'
import { action, type Scope } from '../../platform/scope.ts'
import { contactsByIds } from '../contacts/contacts.store.ts'
import { watchDecision } from '../interviews/decisions.watch.ts'
import { type InterviewRow, interviewEntity } from '../interviews/interviews.entity.ts'
import { findInterview, interviewById, participantsOf } from '../interviews/interviews.store.ts'
import { describeTask } from '../tasks/tasks.present.ts'
import { lockTasksOf, tasksOfInterview } from '../tasks/tasks.store.ts'
import { applyChanges, toExisting } from './plans.apply.ts'
import { storedCase } from './plans.input.ts'

/**
 * Derives an interview's plan anew and makes its stored tasks follow it (PRODUCT, "Re-planning"). The interview must
 * be locked. The same state twice changes nothing. Throws CadenceInputError when the statement makes no sense.
 */
export async function replanInterview(scope: Scope, interviewId: string): Promise<void> {
  const interview = await interviewById(scope, interviewId)
  const known = await storedCase(scope, interview)
  const plan = planFollowUps(known.input)
  await lockTasksOf(scope, interviewId)
  const rows = await tasksOfInterview(scope, interviewId)
  const changes = replan(plan, rows.map(toExisting), { gone: known.gone })
  const changed = await applyChanges(scope, known, rows, changes)
  if (interview.decisionDate !== plan.decisionDate)
    await updateRow(scope, interviewEntity, interviewId, { decisionDate: plan.decisionDate })
  const waitedFor = plan.decisionDate !== null && known.gone === null && interview.outcome === null
  await watchDecision(
    scope,
    interviewId,
    known.input.statement?.key ?? null,
    waitedFor ? endOfDay(parseDay(plan.decisionDate as string, '/decision'), interview.timeZone) : null,
  )
  if (changed) scope.emit({ type: 'plan.changed', subjectId: interviewId, clientId: interview.clientId })
}

/** The plan of a stored interview: its open and ended tasks, with their ids. */
export const getPlan = action('interviews:read', async (scope, interviewId: string) => {
  const interview = await findInterview(scope, interviewId)
  if (!interview) throw notFound('interview')
  return storedPlan(scope, interview)
})

async function storedPlan(scope: Scope, interview: InterviewRow) {
  const participants = (await participantsOf(scope, [interview.id])).map(({ contactId }) => contactId)
  const rows = (await tasksOfInterview(scope, interview.id)).filter(({ deletedAt }) => !deletedAt)
  const contacts = byId(
    await contactsByIds(
      scope,
      rows.flatMap(({ contactId }) => contactId ?? []),
    ),
  )
  const named = !scope.withheld.contacts.has(interview.clientId)
  const { input, gone } = await storedCase(scope, interview)
  const { noFollowUp, suggestClosing } = planFollowUps(input)
  return {
    decisionDate: interview.decisionDate,
    policy: { id: interview.policyId, version: interview.policyVersion },
    note: noteOf(gone ?? noFollowUp, scope.locale),
    suggestClosing,
    tasks: rows.map((row) => ({
      id: row.id,
      kind: row.kind,
      channel: row.channel,
      status: row.status,
      ...describeTask(row, (named && contacts.get(row.contactId ?? '')?.name) || null, scope.locale),
      dueAt: instant(row.dueAt),
      overdueAt: maybeInstant(row.overdueAt),
      participant: indexOrNull(participants, row.contactId),
      rule: row.rule,
    })),
  }
}

export function indexOrNull(keys: readonly string[], key: string | null): number | null {
  const index = key === null ? -1 : keys.indexOf(key)
  return index < 0 ? null : index
}

/** Why a plan has no follow-up, in a sentence; null where it has one, or where nothing fits. */
export const noteOf = (reason: NoFollowUp | GoneReason | null, locale: Locale): string | null =>
  isReopenable(reason) ? cancelReasonSentence(reason as string, locale) : null
