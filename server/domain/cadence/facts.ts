import type { ContactRole, InterviewFormat, TaskChannel } from '../vocabulary.ts'

/**
 * The facts that decided a task's date and channel. Plain JSON, stored with the task; the sentence is
 * rendered from them in the reader's language (reasons/). Dates are local dates, 'YYYY-MM-DD'.
 */
export type ReasonFacts =
  | ThankYouFacts
  | ObtainContactFacts
  | PromiseFacts
  | FollowUpFacts
  | SilenceFacts
  | KeepSearchingFacts

export type MissingMeans = 'name' | 'email' | 'phone'

/** Why the business days are not those of the employer's region; null: they are. */
export type CalendarNote = 'no_country' | 'unknown_country' | 'no_region' | 'unknown_region'

/** The channel the rule wants and the one taken, where the contact's wishes changed it. */
export interface ChannelNote {
  wanted: TaskChannel
  taken: TaskChannel
}

export interface ThankYouFacts {
  type: 'thank_you'
  role: ContactRole
  format: InterviewFormat
  channel: TaskChannel
  chosenByClient: boolean
  missing: MissingMeans[]
  /** When the missing means were filled in after the interview; due from then. */
  unblockedAt: string | null
  channelNote: ChannelNote | null
}

export interface ObtainContactFacts {
  type: 'obtain_contact'
  channel: TaskChannel
  missing: MissingMeans[]
  role: ContactRole
}

export interface PromiseFacts {
  type: 'promise'
  text: string
}

/** How a follow-up's day was found from its raw day (PRODUCT, "Follow up when it helps"). */
export type Placement = 'raw' | 'forward' | 'before_decision' | 'on_decision' | 'business_days'

/** A day that was passed over: a weekend day, or a public holiday with its name in the country's language. */
export interface ClosedDay {
  date: string
  holiday: string | null
}

export interface FollowUpFacts {
  type: 'follow_up'
  /** first: after the interview; pre_decision: shortly before they decide; repeat: after silence. */
  step: 'first' | 'pre_decision' | 'repeat'
  interviewDate: string
  /** The date the days are counted from: the interview's, or a later statement's. */
  countedFrom: string
  decisionDate: string | null
  /** H, the days from countedFrom to the decision date. */
  daysToDecision: number | null
  /** The rule's number: days after countedFrom, business days before the decision or after the last step. */
  days: number
  day: string
  placement: Placement
  closed: ClosedDay | null
  /** The pre-decision call stands alone: the first would have been this day, too near to it. */
  instead: string | null
  /** The last attempt of the policy: afterwards, closing is suggested. */
  last: boolean
  channel: TaskChannel
  channelNote: ChannelNote | null
  calendarNote: CalendarNote | null
}

export interface SilenceFacts {
  type: 'silence'
  decisionDate: string
  day: string
  /** Business days after the decision date. */
  days: number
  doNotContact: boolean
  channel: TaskChannel
  channelNote: ChannelNote | null
  calendarNote: CalendarNote | null
}

export interface KeepSearchingFacts {
  type: 'keep_searching'
  /** The Monday. */
  weekOf: string
  noInterview: boolean
  noNewOpportunity: boolean
}
