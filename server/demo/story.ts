import type { DecisionKind, InterviewFormat, OpportunityStage } from '../domain/vocabulary.ts'

/** Who sat there: what is known of them decides about the plan. */
export type Seat =
  | 'manager'
  | 'interviewer'
  | 'recruiter'
  | 'receptionist'
  | 'nameless'
  | 'noAddress'
  | 'noCalls'

/** What was said about the decision. All days are counted from today, except `within`. */
export interface Said {
  kind: DecisionKind
  within?: number
  /** The date they named; moved on to a business day. */
  by?: number
  /** When it was said, for what was said after the interview. */
  on?: number
  words: string
}

export interface Round {
  /** Days from today; a weekend or holiday of the employer is left, away from today, unless `exact`. */
  day: number
  exact?: boolean
  at: string
  minutes: number
  format: InterviewFormat
  people: readonly Seat[]
  said?: readonly Said[]
  promise?: boolean
  /** The day on which missing names and addresses were found. */
  found?: number
  status?: 'cancelled' | 'no_show'
}

/** One opportunity from its beginning. */
export interface Story {
  /** The day on which it was entered. */
  begins: number
  /** The stage at the beginning; interviews move it on. */
  stage: 'interested' | 'applied'
  rounds?: readonly Round[]
  ends?: readonly { day: number; stage: OpportunityStage }[]
}

export const video = { at: '14:00', minutes: 45, format: 'video' } as const
export const onsite = { at: '10:30', minutes: 90, format: 'onsite' } as const
export const phone = { at: '11:00', minutes: 30, format: 'phone' } as const
export const unknown: Said = { kind: 'unknown', words: 'They did not say when they decide.' }
export const week: Said = { kind: 'endOfWeek', words: 'You will hear from us by the end of the week.' }
export const fortnight: Said = { kind: 'within', within: 14, words: 'Give us two weeks.' }
export const tenDays: Said = { kind: 'within', within: 10, words: 'We take ten days or so to decide.' }
