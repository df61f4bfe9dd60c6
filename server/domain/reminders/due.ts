import type { TaskChannel, TaskKind } from '../vocabulary.ts'
import type { Preferences } from './preferences.ts'
import { isQuiet, quietEnds } from './quiet.ts'

/** Thank-yous and calls: what loses its worth by tomorrow morning. */
export const cannotWait = ({ kind, channel }: { kind: TaskKind; channel: TaskChannel }): boolean =>
  kind === 'thank_you' || channel === 'phone'

/** Minutes between two mails of this kind to one person: what falls due in between goes into the next one together. */
export const apartMinutes = 10

/**
 * When a mail about something that has fallen due goes out; null for none. What comes in quiet hours is left to the
 * morning's digest, or waits for their end where somebody gets no digest.
 */
export function dueMailAt(now: Date, zone: string, preferences: Preferences): Date | null {
  if (!preferences.dueMails) return null
  if (!isQuiet(now, zone, preferences.quiet)) return now
  return preferences.digest ? null : quietEnds(now, zone, preferences.quiet)
}

/** Not before this moment, as the last such mail went out at `last`. */
export const nextDueMail = (last: Date | null, now: Date): Date =>
  last && last.getTime() + apartMinutes * 60_000 > now.getTime()
    ? new Date(last.getTime() + apartMinutes * 60_000)
    : now
