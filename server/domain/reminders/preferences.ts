import type { MinuteOfDay, QuietHours } from './quiet.ts'

/** Which reminders somebody gets, and when, by the clock where they are. */
export interface Preferences {
  /** A mail in the morning with what the day holds. */
  digest: boolean
  digestAt: MinuteOfDay
  /** A mail at the moment at which something falls due that cannot wait for the morning. */
  dueMails: boolean
  quiet: QuietHours
}

/** What holds where neither the person nor the practice says otherwise: 07:30, and quiet from 21:00 to 07:00. */
export const usual: Preferences = {
  digest: true,
  digestAt: 7 * 60 + 30,
  dueMails: true,
  quiet: { from: 21 * 60, to: 7 * 60 },
}

/** `07:30` as minutes. */
export const minutesOf = (clock: string): MinuteOfDay => {
  const [hours, minutes] = clock.split(':')
  return Number(hours) * 60 + Number(minutes)
}

/** Minutes as `07:30`. */
export const clockOf = (minute: MinuteOfDay): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
