import type { Locale } from '../../vocabulary.ts'
import type { CancelReason } from '../cancel-reasons.ts'
import { phrases } from './phrases.ts'

/** Why a task was cancelled, in a sentence; a code that is none of ours (a person's own words) is given back. */
export function cancelReasonSentence(code: string, locale: Locale): string {
  const { cancelled } = phrases[locale]
  return Object.hasOwn(cancelled, code) ? cancelled[code as CancelReason] : code
}
