import type { Temporal } from 'temporal-polyfill'
import type { Day } from './days.ts'
import { CadenceInputError } from './errors.ts'
import type { PlanInterview } from './types.ts'
import { checkTimeZone, localDay, parseInstant } from './zones.ts'

/** An interview's moments, worked out once for all rules. */
export interface InterviewMoments {
  timeZone: string
  /** The local date on which it starts. */
  day: Day
  end: Temporal.Instant
}

const longestMinutes = 7 * 24 * 60

/**
 * Reads and checks an interview's times. Throws CadenceInputError for a zone that does not exist, an instant that
 * is none, an end that is not after the start, and a duration of more than a week.
 */
export function readInterview(interview: PlanInterview): InterviewMoments {
  checkTimeZone(interview.timeZone, '/timeZone')
  const start = parseInstant(interview.startsAt, '/startsAt')
  const minutes = interview.durationMinutes
  if (!(minutes > 0)) {
    throw new CadenceInputError(
      'ends_before_start',
      '/durationMinutes',
      'the interview must end after it starts',
    )
  }
  if (!Number.isInteger(minutes) || minutes > longestMinutes) {
    throw new CadenceInputError(
      'out_of_range',
      '/durationMinutes',
      `must be whole minutes, at most ${longestMinutes}`,
    )
  }
  return {
    timeZone: interview.timeZone,
    day: localDay(start, interview.timeZone),
    end: start.add({ minutes }),
  }
}
