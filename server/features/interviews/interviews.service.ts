import type { Static } from 'typebox'
import { v7 as newId } from 'uuid'
import { CadenceInputError } from '../../domain/cadence/errors.ts'
import type { Change } from '../../platform/change.ts'
import { DomainError, notFound, referenceNotFound, violates } from '../../platform/errors.ts'
import { toDomainError } from '../../platform/known-errors.ts'
import { insertRows, updateRow } from '../../platform/query.ts'
import { action, type Scope } from '../../platform/scope.ts'
import { requireWritable } from '../clients/clients.access.ts'
import { holdClient } from '../clients/clients.store.ts'
import { holdEmployer } from '../employers/employers.store.ts'
import { findOpportunity, lockOpportunity } from '../opportunities/opportunities.store.ts'
import { currentPolicy } from '../plans/plans.input.ts'
import { followOutcome, followRounds, interviewsStanding, nextRoundFor } from '../plans/plans.outcomes.ts'
import { getPlan, replanInterview } from '../plans/plans.service.ts'
import { checkDecision } from './decisions.ts'
import { type InterviewRow, interviewEntity } from './interviews.entity.ts'
import { contactIdsFor, findSpeaker } from './interviews.people.ts'
import { presentInterview, presentInterviews, toStatement } from './interviews.present.ts'
import type { DebriefBody, DecisionInput, InterviewInput, InterviewPatch } from './interviews.schema.ts'
import * as store from './interviews.store.ts'
import { appendStatement, timelineOf } from './timelines.store.ts'

export const listInterviews = action('interviews:read', async (scope, filters: store.InterviewFilters) => {
  const { data, page } = await store.listInterviews(scope, filters)
  return { data: await presentInterviews(scope, data), page }
})

export const getInterview = action('interviews:read', async (scope, id: string) =>
  presentInterview(scope, await required(scope, id)),
)

/** The interviews of these opportunities, in the order in which they start. */
export const interviewsOf = action('interviews:read', async (scope, opportunityIds: readonly string[]) =>
  presentInterviews(scope, await store.interviewsOfOpportunities(scope, opportunityIds)),
)

/** An interview with its people, what was said, and the plan that follows, in one transaction. */
export const createInterview = action('interviews:write', async (scope, body: InterviewInput) => {
  const missing = referenceNotFound('/opportunityId', 'opportunity')
  const opportunity = await findOpportunity(scope, body.opportunityId, true)
  if (!opportunity) throw missing
  await requireWritable(scope, opportunity.clientId, missing)
  const { participants = [], decision, opportunityId, startsAt, ...facts } = body
  const policy = await currentPolicy(scope)
  const { clientId, employerId } = opportunity
  // Who changes these plans again for all interviews there are, and does not see this one yet.
  await holdClient(scope, clientId)
  await holdEmployer(scope, employerId)
  const row = {
    ...facts,
    id: newId(),
    opportunityId,
    clientId,
    employerId,
    startsAt: new Date(startsAt),
    status:
      endOf({ startsAt: new Date(startsAt), durationMinutes: facts.durationMinutes }) <= scope.now
        ? ('held' as const)
        : ('planned' as const),
    policyId: policy.id,
    policyVersion: policy.version,
  }
  await insertRows(scope, interviewEntity, [row])
  await store.setParticipants(scope, row, await contactIdsFor(scope, row, participants))
  if (decision) await state(scope, row, decision)
  scope.emit({ type: 'interview.created', subjectId: row.id, clientId })
  await nextRoundFor(scope, row)
  await replanInterview(scope, row.id)
  return withPlan(scope, row.id)
})

const endOf = ({ startsAt, durationMinutes }: Pick<InterviewRow, 'startsAt' | 'durationMinutes'>) =>
  new Date(startsAt.getTime() + durationMinutes * 60_000)

/** Merge patch; time, people and outcome re-plan. */
export const changeInterview = action(
  'interviews:write',
  async (scope, { id, patch, check }: Change<Static<typeof InterviewPatch>>) => {
    const { participants: _, startsAt, ...rest } = patch
    const { before, people } = await lockForChange(scope, id, check, patch)
    const standing = movesRounds(patch) ? await interviewsStanding(scope, before.opportunityId) : null
    const after: Partial<InterviewRow> = { ...rest, ...(startsAt && { startsAt: new Date(startsAt) }) }
    if (people) await store.setParticipants(scope, before, people)
    // New people alone change no column of the interview; its version must rise all the same.
    await updateRow(scope, interviewEntity, id, people ? { ...after, updatedAt: scope.now } : after)
    scope.emit({ type: 'interview.updated', subjectId: id, clientId: before.clientId })
    if (patch.outcome !== undefined && patch.outcome !== before.outcome)
      await followOutcome(scope, before, patch.outcome)
    await replanned(scope, id)
    if (standing)
      await followRounds(scope, before.opportunityId, standing, patch.outcome === undefined ? null : id)
    return presentInterview(scope, await store.interviewById(scope, id))
  },
)

/** Whether other interviews may become the last one of their opportunity, or no longer be it. */
const movesRounds = ({ status, startsAt }: Pick<Static<typeof InterviewPatch>, 'status' | 'startsAt'>) =>
  status !== undefined || startsAt !== undefined

/** The stored statement may not go with the new time; the request by itself was right. */
async function replanned(scope: Scope, id: string): Promise<void> {
  try {
    await replanInterview(scope, id)
  } catch (error) {
    if (!(error instanceof CadenceInputError)) throw error
    throw violates('/startsAt', error.code, 'is after the date on which they said they would decide')
  }
}

/** All that is told after an interview, in one transaction: who was there, what was discussed, said and promised. */
export const debriefInterview = action(
  'interviews:write',
  async (scope, { id, patch, check }: Change<Static<typeof DebriefBody>>) => {
    const { participants: _, decision, ...facts } = patch
    const { before, people } = await lockForChange(scope, id, check, { ...patch, status: 'held' })
    const standing = await interviewsStanding(scope, before.opportunityId)
    if (people) await store.setParticipants(scope, before, people)
    await updateRow(scope, interviewEntity, id, { ...facts, status: 'held', updatedAt: scope.now })
    if (decision) await state(scope, before, decision)
    scope.emit({ type: 'interview.updated', subjectId: id, clientId: before.clientId })
    await replanInterview(scope, id)
    await followRounds(scope, before.opportunityId, standing, null)
    return withPlan(scope, id)
  },
)

/** A new statement of the employer: it stands from now on, the earlier ones stay in the history. */
export const stateTimeline = action(
  'interviews:write',
  async (scope, { id, patch: decision, check }: Change<DecisionInput>) => {
    const interview = await lock(scope, id)
    check(interview.version)
    return pointingAtRoot(async () => {
      const statement = await state(scope, interview, decision)
      // What stands is a part of the interview, though no column of it need change.
      await updateRow(scope, interviewEntity, id, { updatedAt: scope.now })
      await replanInterview(scope, id)
      return toStatement(statement)
    })
  },
)

/** Here the body is the statement itself, so what is wrong with it is said without "/decision" before it. */
async function pointingAtRoot<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const known = toDomainError(error)
    if (!known || known.errors.length === 0) throw error // says nothing of the body, and may be tried again
    const errors = known.errors.map((found) => ({
      ...found,
      pointer: found.pointer.replace(/^\/decision/, ''),
    }))
    throw new DomainError(known.kind, known.detail.replace('/decision/', '/'), errors)
  }
}

export const listTimelines = action('interviews:read', async (scope, interviewId: string) => {
  const { clientId } = await required(scope, interviewId)
  const notes = !scope.withheld.notes.has(clientId)
  return { data: (await timelineOf(scope, interviewId)).map((row) => toStatement(row, notes)) }
})

async function state(
  scope: Scope,
  interview: Pick<InterviewRow, 'id' | 'clientId' | 'employerId'>,
  decision: DecisionInput,
) {
  checkDecision(decision)
  const speaker = await findSpeaker(scope, interview.employerId, decision)
  scope.emit({
    type: 'timeline.stated',
    subjectId: interview.id,
    clientId: interview.clientId,
    data: { kind: decision.kind },
  })
  return appendStatement(scope, interview.id, {
    kind: decision.kind,
    date: decision.date ?? null,
    days: decision.days ?? null,
    statedAt: decision.statedAt ? new Date(decision.statedAt) : null,
    statedBy: speaker?.id ?? null,
    words: decision.words ?? null,
  })
}

async function withPlan(scope: Scope, id: string) {
  const interview = await presentInterview(scope, await store.interviewById(scope, id))
  return { ...interview, plan: await getPlan.run(scope, id) }
}

async function required(scope: Scope, id: string, locked = false): Promise<InterviewRow> {
  const row = await store.findInterview(scope, id, locked)
  if (!row) throw notFound('interview')
  return row
}

/**
 * Locks what a change touches in the order that everybody keeps: opportunity, contacts, interview, tasks. Two who kept
 * different ones would wait for each other. The version is asked before any of it, and again once nobody else can write.
 */
async function lockForChange(
  scope: Scope,
  id: string,
  check: (storedVersion: number) => void,
  patch: Pick<Static<typeof InterviewPatch>, 'participants' | 'outcome' | 'status' | 'startsAt'>,
) {
  const { participants, outcome } = patch
  const seen = await required(scope, id)
  await requireWritable(scope, seen.clientId, notFound('interview'))
  check(seen.version)
  if (outcome !== undefined || movesRounds(patch)) await lockOpportunity(scope, seen.opportunityId)
  const people = participants && (await contactIdsFor(scope, { ...seen, interviewId: seen.id }, participants))
  const before = await required(scope, id, true)
  check(before.version)
  return { before, people }
}

async function lock(scope: Scope, id: string): Promise<InterviewRow> {
  const row = await required(scope, id, true)
  await requireWritable(scope, row.clientId, notFound('interview'))
  return row
}
