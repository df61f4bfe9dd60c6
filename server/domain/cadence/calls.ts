import type { RuleId, TaskKind } from '../vocabulary.ts'
import { businessDayAfter } from './calendar.ts'
import { callOrder, chooseChannel } from './channels.ts'
import type { Day } from './days.ts'
import type { Decision } from './decision.ts'
import type { FollowUpFacts, SilenceFacts } from './facts.ts'
import type { InterviewMoments } from './moments.ts'
import { statementSlot } from './slots.ts'
import type { PlanInput, PlannedTask, PlanParticipant } from './types.ts'
import { atHour, endOfDay } from './zones.ts'

/** What the rules for follow-ups and checks look at. */
export interface CallContext {
  input: PlanInput
  moments: InterviewMoments
  decision: Decision
  /** Whom to call. */
  addressee: PlanParticipant | null
}

/** Whoever made the statement about the decision, else the hiring manager, else the first interviewer, else anyone. */
export function addresseeOf(input: PlanInput): PlanParticipant | null {
  const { participants } = input
  const statedBy = input.statement?.statedBy ?? null
  const known = statedBy === null ? [] : [...participants, ...(input.others ?? [])]
  return (
    known.find(({ key }) => key === statedBy) ??
    participants.find(({ role }) => role === 'hiring_manager') ??
    participants.find(({ role }) => role === 'interviewer') ??
    participants.find(({ role }) => role !== 'receptionist') ??
    null
  )
}

type CallFacts =
  | Omit<FollowUpFacts, 'channel' | 'channelNote' | 'calendarNote'>
  | Omit<SilenceFacts, 'channel' | 'channelNote' | 'calendarNote'>

/** A call or check at the policy's hour of that day, overdue when the next business day is over. */
export function callTask(
  context: CallContext,
  kind: TaskKind,
  turn: number,
  rule: RuleId,
  day: Day,
  facts: CallFacts,
): PlannedTask {
  const { input, moments, addressee } = context
  const silent = facts.type === 'silence' && facts.doNotContact
  const { channel, note } = silent
    ? { channel: 'none' as const, note: null }
    : chooseChannel(callOrder, addressee)
  const participant = silent ? null : (addressee?.key ?? null)
  const statement = input.statement?.key ?? null
  return {
    slot: statementSlot(kind, turn, rule, participant, statement),
    kind,
    channel,
    status: 'scheduled',
    dueAt: atHour(day, input.policy.callHour, moments.timeZone),
    overdueAt: endOfDay(businessDayAfter(input.calendar, day), moments.timeZone),
    participant,
    statement,
    rule,
    facts: { ...facts, channel, channelNote: note, calendarNote: input.calendar.note },
  }
}
