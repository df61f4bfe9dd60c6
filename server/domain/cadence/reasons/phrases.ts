import type { InterviewFormat, Locale, RuleId, TaskChannel } from '../../vocabulary.ts'
import type { CancelReason } from '../cancel-reasons.ts'
import type { CalendarNote, ChannelNote, MissingMeans } from '../facts.ts'
import { de } from './de.ts'
import { en } from './en.ts'
import { es } from './es.ts'
import { fr } from './fr.ts'

/** What a language has to say. Dates come rendered; lists come joined. */
export interface Phrases {
  /** The BCP 47 tag for dates and lists. */
  tag: string
  /** How weekday and month are written. */
  dates: 'short' | 'long'
  means: Record<MissingMeans, string>
  thankYou(channel: TaskChannel, format: InterviewFormat): string
  waitsFor(means: string): string
  detailsCame: string
  clientsChoice: string
  otherChannel(note: ChannelNote): string
  obtain(means: string): string
  promise(text: string): string
  /** `said` is the date of a later statement, null when the days count from the interview. */
  first(facts: {
    decision: string
    daysToDecision: number
    said: string | null
    days: number
    channel: TaskChannel
  }): string
  noTimeline(days: number, channel: TaskChannel): string
  preDecision(facts: {
    decision: string
    day: string
    days: number
    again: boolean
    channel: TaskChannel
  }): string
  /** The first follow-up, on that date, has been left out. */
  alone(date: string): string
  repeat(days: number, channel: TaskChannel): string
  last: string
  closed(date: string, holiday: string | null, day: string): string
  beforeDecision(day: string): string
  onDecision: string
  silence(decision: string, day: string, channel: TaskChannel): string
  silentCheck(decision: string, day: string): string
  searching(noInterview: boolean, noNewOpportunity: boolean, week: string): string
  calendar: Record<CalendarNote, string>
  title: TitlePhrases
  cancelled: Record<CancelReason, string>
}

/** `who` is a name, or null for someone whose name is not known. */
export interface TitlePhrases {
  thankYou(who: string | null, interviewer: boolean, channel: TaskChannel): string
  obtain(who: string | null, interviewer: boolean, means: string): string
  promise(text: string): string
  followUp(who: string | null, step: 'first' | 'pre_decision' | 'repeat', channel: TaskChannel): string
  check(who: string | null): string
  silentCheck: string
  keepSearching: string
  custom: string
}

/** What a reason is rendered from: as stored with the task. */
export interface Reason<Facts> {
  rule: RuleId | null
  facts: Facts | null
}

export const phrases: Readonly<Record<Locale, Phrases>> = { en, de, es, fr }
