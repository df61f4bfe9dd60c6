import type { InterviewOutcome, OpportunityStage } from '../../domain/vocabulary.ts'
import { selectFrom, updateRow } from '../../platform/query.ts'
import type { Scope } from '../../platform/scope.ts'
import { type InterviewRow, interviewEntity } from '../interviews/interviews.entity.ts'
import { opportunityEntity } from '../opportunities/opportunities.entity.ts'
import { lockOpportunity } from '../opportunities/opportunities.store.ts'
import { replanInterview } from './plans.service.ts'

/** The stages that say how an interview ended, and the reverse (DECISIONS, "Outcome and stage"). */
const shared = ['offer', 'rejected', 'withdrawn'] as const
type Shared = (typeof shared)[number]
const isShared = (word: string | null): word is Shared => shared.includes(word as Shared)

/** A later interview shows how the earlier ones of its opportunity ended: with a next round. */
export async function nextRoundFor(
  scope: Scope,
  entered: Pick<InterviewRow, 'opportunityId'>,
): Promise<void> {
  const all = await interviewsOf(scope, entered.opportunityId).getRawMany<InterviewRow>()
  for (const interview of all)
    if (interview.outcome === null && hasLater(all, interview))
      await setOutcome(scope, interview, 'next_round')
  await setStage(scope, entered.opportunityId, (stage) =>
    stage === 'interested' || stage === 'applied' ? 'interviewing' : stage,
  )
}

/**
 * After an interview was moved, cancelled or taken up again: what it showed of the earlier ones no longer holds, or holds
 * of others. `before` is how the opportunity's interviews stood; what has just been said of `said` stays as it is.
 */
export async function followRounds(
  scope: Scope,
  opportunityId: string,
  before: readonly InterviewRow[],
  said: string | null,
): Promise<void> {
  const after = await interviewsOf(scope, opportunityId).getRawMany<InterviewRow>()
  const stage = (await lockOpportunity(scope, opportunityId))?.stage
  const had = new Map(before.map((interview) => [interview.id, hasLater(before, interview)]))
  for (const interview of after.filter(({ id }) => id !== said)) {
    const [was, is] = [had.get(interview.id) ?? false, hasLater(after, interview)]
    if (is && !was && interview.outcome === null) await setOutcome(scope, interview, 'next_round')
    if (was && !is && interview.outcome === 'next_round')
      await setOutcome(scope, interview, stage ? outcomeOf(stage) : null)
  }
}

/** How an interview of this opportunity would be entered: one that has a later one had a next round. */
export async function outcomeWhenEntered(
  scope: Scope,
  opportunityId: string,
  startsAt: Date,
): Promise<InterviewOutcome | null> {
  const all = await interviewsStanding(scope, opportunityId)
  return hasLater(all, { startsAt }) ? 'next_round' : null
}

/** An interview's outcome says the opportunity's stage, and so how the others ended; taking it back takes that back. */
export async function followOutcome(
  scope: Scope,
  before: InterviewRow,
  outcome: InterviewOutcome | null,
): Promise<void> {
  const moved = await setStage(scope, before.opportunityId, (stage) => {
    if (isShared(outcome)) return outcome
    return isShared(before.outcome) && stage === before.outcome ? 'interviewing' : stage
  })
  if (moved) await followStage(scope, before.opportunityId, moved.before, moved.after)
}

/** An opportunity's stage says how its open interviews ended; taking it back opens them again. */
export async function followStage(
  scope: Scope,
  opportunityId: string,
  before: OpportunityStage,
  after: OpportunityStage,
): Promise<void> {
  if (before === after) return
  const [was, outcome] = [outcomeOf(before), outcomeOf(after)]
  if (was && outcome !== was)
    for (const interview of await interviewsWith(scope, opportunityId, was))
      await setOutcome(scope, interview, null)
  if (outcome)
    for (const interview of await openInterviews(scope, opportunityId))
      await setOutcome(scope, interview, outcome)
}

/** How its interviews ended, as a stage says it; an offer that was accepted is one. */
const outcomeOf = (stage: OpportunityStage): Shared | null =>
  isShared(stage) ? stage : stage === 'accepted' ? 'offer' : null

async function setOutcome(
  scope: Scope,
  interview: InterviewRow,
  outcome: InterviewOutcome | null,
): Promise<void> {
  await updateRow(scope, interviewEntity, interview.id, { outcome })
  scope.emit({ type: 'interview.updated', subjectId: interview.id, clientId: interview.clientId })
  await replanInterview(scope, interview.id)
}

async function setStage(
  scope: Scope,
  id: string,
  next: (stage: OpportunityStage) => OpportunityStage,
): Promise<{ before: OpportunityStage; after: OpportunityStage } | null> {
  const row = await lockOpportunity(scope, id)
  if (!row || next(row.stage) === row.stage) return null
  await updateRow(scope, opportunityEntity, id, { stage: next(row.stage) })
  scope.emit({
    type: 'opportunity.stage_changed',
    subjectId: id,
    clientId: row.clientId,
    data: { stage: next(row.stage) },
  })
  return { before: row.stage, after: next(row.stage) }
}

const hasLater = (all: readonly InterviewRow[], { startsAt }: Pick<InterviewRow, 'startsAt'>): boolean =>
  all.some((other) => tookPlace(other) && other.startsAt > startsAt)

const tookPlace = ({ status }: InterviewRow): boolean => status === 'planned' || status === 'held'

const openInterviews = (scope: Scope, opportunityId: string): Promise<InterviewRow[]> =>
  interviewsOf(scope, opportunityId).andWhere('t.outcome IS NULL').getRawMany<InterviewRow>()

const interviewsWith = (
  scope: Scope,
  opportunityId: string,
  outcome: InterviewOutcome,
): Promise<InterviewRow[]> =>
  interviewsOf(scope, opportunityId).andWhere('t.outcome = :outcome', { outcome }).getRawMany<InterviewRow>()

/** An opportunity's interviews as they stand, whoever looks after them. */
export const interviewsStanding = (scope: Scope, opportunityId: string): Promise<InterviewRow[]> =>
  standing(scope, opportunityId).getRawMany<InterviewRow>()

const interviewsOf = (scope: Scope, opportunityId: string) =>
  standing(scope, opportunityId).setLock('for_no_key_update', undefined, ['t'])

const standing = (scope: Scope, opportunityId: string) =>
  selectFrom(scope, interviewEntity)
    .andWhere('t.opportunityId = :opportunityId AND t.deletedAt IS NULL', { opportunityId })
    .orderBy('t.startsAt')
