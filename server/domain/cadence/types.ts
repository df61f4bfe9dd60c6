import type {
  ContactRole,
  DecisionKind,
  InterviewFormat,
  InterviewOutcome,
  RuleId,
  TaskChannel,
  TaskKind,
} from '../vocabulary.ts'
import type { BusinessCalendar } from './calendar.ts'
import type { ReasonFacts } from './facts.ts'
import type { CadencePolicy } from './policy.ts'

/*
 * Plain data. Instants are RFC 3339 UTC strings with whole seconds or milliseconds, dates are 'YYYY-MM-DD',
 * zones IANA names. Keys are opaque strings given by the caller: a contact's id, or an index in a preview.
 */

export interface PlanInterview {
  startsAt: string
  durationMinutes: number
  timeZone: string
  format: InterviewFormat
  outcome: InterviewOutcome | null
}

export interface PlanParticipant {
  key: string
  name: string | null
  role: ContactRole
  email: string | null
  phone: string | null
  /** null: all. */
  allowedChannels: readonly TaskChannel[] | null
  /** The moment at which missing means were filled in; null: there from the start, or still missing. */
  reachableAt: string | null
  /** The client's own choice for the thank-you; null or absent: the rule's. */
  thankYouChannel?: TaskChannel | null
}

export interface PlanPromise {
  key: string
  text: string
}

/** What the employer said about the decision; of several the latest. */
export interface Statement {
  key: string
  kind: DecisionKind
  /** For byDate, and for doNotContact where they gave one. */
  date: string | null
  /** For within; also understood for doNotContact. */
  days: number | null
  /** null: the interview's end. */
  statedAt: string | null
  /** A participant's key, or that of one of `others`. */
  statedBy: string | null
}

export interface PlanInput {
  interview: PlanInterview
  participants: readonly PlanParticipant[]
  promises: readonly PlanPromise[]
  /** null: nothing was said. */
  statement: Statement | null
  employer: { country: string | null; region: string | null }
  policy: CadencePolicy
  calendar: BusinessCalendar
  /** Contacts who took no part but may have made the statement; they are not thanked. */
  others?: readonly PlanParticipant[]
  attemptsUnanswered?: number
  /** The opportunity has been given up as cold, whatever the count. */
  cold?: boolean
}

export interface PlannedTask {
  /** Stable identity within the interview, see slots.ts. */
  slot: string
  kind: TaskKind
  channel: TaskChannel
  /** A blocked task is due when the interview ends and is never overdue. */
  status: 'blocked' | 'scheduled'
  dueAt: string
  overdueAt: string | null
  /** The contact's key. */
  participant: string | null
  /** The statement's key for follow-ups and checks, else null. */
  statement: string | null
  rule: RuleId
  facts: ReasonFacts
}

/** Why a plan holds no follow-up; the codes are cancel reasons (cancel-reasons.ts), or nothing fits. */
export type NoFollowUp =
  | 'outcome_next_round'
  | 'outcome_offer'
  | 'outcome_rejected'
  | 'outcome_withdrawn'
  | 'do_not_contact'
  | 'cold'
  | 'no_business_day'
  | 'switched_off'

export interface Plan {
  decisionDate: string | null
  /** Ordered by dueAt; at the same moment promises, then what must be obtained, then thank-yous. */
  tasks: PlannedTask[]
  noFollowUp: NoFollowUp | null
  /** After too many unanswered attempts: suggest closing the opportunity. */
  suggestClosing: boolean
}
