import type { Locale, TaskChannel, TaskKind } from '../../vocabulary.ts'
import type { ReasonFacts } from '../facts.ts'
import { meansText } from './format.ts'
import { type Phrases, phrases } from './phrases.ts'

/**
 * A task's title, "Call Mr. Sato before they decide". `channel` is the task's own, which a person may have changed;
 * `personName` is null where it is not known. A custom task has a title of its own; here it is only "Task".
 */
export function taskTitle(
  kind: TaskKind,
  channel: TaskChannel,
  facts: ReasonFacts | null,
  personName: string | null,
  locale: Locale,
): string {
  const p = phrases[locale]
  const who = personName?.trim() || null
  switch (kind) {
    case 'thank_you':
      return p.title.thankYou(who, isInterviewer(facts), channel)
    case 'obtain_contact':
      return p.title.obtain(who, isInterviewer(facts), missing(facts, p))
    case 'promise':
      return p.title.promise(facts?.type === 'promise' ? facts.text : '')
    case 'follow_up':
    case 'pre_decision_follow_up':
      return p.title.followUp(who, stepOf(kind, facts), channel)
    case 'decision_check':
      return channel === 'none' ? p.title.silentCheck : p.title.check(who)
    case 'keep_searching':
      return p.title.keepSearching
    case 'custom':
      return p.title.custom
  }
}

function isInterviewer(facts: ReasonFacts | null): boolean {
  return (facts?.type === 'thank_you' || facts?.type === 'obtain_contact') && facts.role === 'interviewer'
}

function missing(facts: ReasonFacts | null, p: Phrases): string {
  return meansText(facts?.type === 'obtain_contact' ? facts.missing : ['email'], p)
}

function stepOf(kind: TaskKind, facts: ReasonFacts | null): 'first' | 'pre_decision' | 'repeat' {
  if (kind === 'pre_decision_follow_up') return 'pre_decision'
  return facts?.type === 'follow_up' && facts.step === 'repeat' ? 'repeat' : 'first'
}
