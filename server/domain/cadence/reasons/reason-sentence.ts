import type { Locale } from '../../vocabulary.ts'
import type {
  FollowUpFacts,
  KeepSearchingFacts,
  ObtainContactFacts,
  ReasonFacts,
  SilenceFacts,
  ThankYouFacts,
} from '../facts.ts'
import { dateText, meansText } from './format.ts'
import { type Phrases, phrases, type Reason } from './phrases.ts'

/** Why a task is there and why on that date, in whole sentences; empty for a task that no rule made. */
export function reasonSentence({ facts }: Reason<ReasonFacts>, locale: Locale): string {
  if (!facts) return ''
  const p = phrases[locale]
  return sentences(facts, p)
    .filter((sentence) => sentence !== null)
    .join(' ')
}

function sentences(facts: ReasonFacts, p: Phrases): (string | null)[] {
  switch (facts.type) {
    case 'thank_you':
      return thankYou(facts, p)
    case 'obtain_contact':
      return obtain(facts, p)
    case 'promise':
      return [p.promise(facts.text)]
    case 'follow_up':
      return followUp(facts, p)
    case 'silence':
      return silence(facts, p)
    case 'keep_searching':
      return searching(facts, p)
  }
}

function thankYou(facts: ThankYouFacts, p: Phrases): (string | null)[] {
  return [
    p.thankYou(facts.channel, facts.format),
    facts.chosenByClient ? p.clientsChoice : null,
    facts.channelNote && p.otherChannel(facts.channelNote),
    facts.missing.length > 0 ? p.waitsFor(meansText(facts.missing, p)) : null,
    facts.unblockedAt === null ? null : p.detailsCame,
  ]
}

function obtain(facts: ObtainContactFacts, p: Phrases): string[] {
  return [p.obtain(meansText(facts.missing, p))]
}

function followUp(facts: FollowUpFacts, p: Phrases): (string | null)[] {
  return [
    followUpRule(facts, p),
    placement(facts, p),
    facts.instead && p.alone(dateText(facts.instead, p)),
    facts.last ? p.last : null,
    facts.channelNote && p.otherChannel(facts.channelNote),
    facts.calendarNote && p.calendar[facts.calendarNote],
  ]
}

function followUpRule(facts: FollowUpFacts, p: Phrases): string {
  const { days, channel, step } = facts
  if (step === 'repeat') return p.repeat(days, channel)
  if (facts.decisionDate === null) return p.noTimeline(days, channel)
  const decision = dateText(facts.decisionDate, p)
  if (step === 'pre_decision') {
    const again = facts.instead === null
    return p.preDecision({ decision, day: dateText(facts.day, p), days, again, channel })
  }
  const later = facts.countedFrom !== facts.interviewDate
  const said = later ? dateText(facts.countedFrom, p) : null
  return p.first({ decision, daysToDecision: facts.daysToDecision ?? 0, said, days, channel })
}

function placement(facts: FollowUpFacts, p: Phrases): string | null {
  const day = dateText(facts.day, p)
  if (facts.placement === 'before_decision') return p.beforeDecision(day)
  if (facts.placement === 'on_decision') return p.onDecision
  return facts.closed && p.closed(dateText(facts.closed.date, p), facts.closed.holiday, day)
}

function silence(facts: SilenceFacts, p: Phrases): (string | null)[] {
  const decision = dateText(facts.decisionDate, p)
  const day = dateText(facts.day, p)
  return [
    facts.doNotContact ? p.silentCheck(decision, day) : p.silence(decision, day, facts.channel),
    facts.channelNote && p.otherChannel(facts.channelNote),
    facts.calendarNote && p.calendar[facts.calendarNote],
  ]
}

function searching(facts: KeepSearchingFacts, p: Phrases): string[] {
  return [p.searching(facts.noInterview, facts.noNewOpportunity, dateText(facts.weekOf, p))]
}
