import { type BusinessCalendar, endOfWeek } from './calendar.ts'
import { type Day, parseDay } from './days.ts'
import { CadenceInputError } from './errors.ts'
import type { InterviewMoments } from './moments.ts'
import type { Statement } from './types.ts'
import { localDay, parseInstant } from './zones.ts'

export interface Decision {
  /** The day on which they decide; null: unknown. */
  day: Day | null
  /** What follow-ups are counted from: the day of the statement, but never a day before the interview's. */
  countedFrom: Day
}

const mostDays = 3650

/**
 * When they decide, from what they said (PRODUCT, "Follow up when it helps"; DECISIONS, "Later statements").
 * A decision before the interview's date, a missing or impossible date, and days outside 0 to 3650 throw
 * CadenceInputError.
 */
export function readDecision(
  statement: Statement | null,
  interview: InterviewMoments,
  calendar: BusinessCalendar,
): Decision {
  const said = statement?.statedAt ? parseInstant(statement.statedAt, '/decision/statedAt') : interview.end
  const stated = localDay(said, interview.timeZone)
  const day = statement && decisionDay(statement, stated, calendar)
  if (day !== null && day < interview.day) {
    throw new CadenceInputError(
      'decision_before_interview',
      pointerOf(statement),
      'must not be before the interview',
    )
  }
  return { day, countedFrom: Math.max(stated, interview.day) }
}

function decisionDay(statement: Statement, stated: Day, calendar: BusinessCalendar): Day | null {
  const { kind, date, days } = statement
  if (kind === 'unknown') return null
  if (kind === 'endOfWeek') return endOfWeek(calendar, stated)
  if (kind === 'within') return stated + checkDays(days)
  if (date !== null) return parseDay(date, '/decision/date')
  if (kind === 'byDate')
    throw new CadenceInputError('required', '/decision/date', 'a decision by a date needs the date')
  return days === null ? null : stated + checkDays(days)
}

function checkDays(days: number | null): number {
  if (days === null)
    throw new CadenceInputError('required', '/decision/days', 'a decision within days needs the days')
  if (Number.isInteger(days) && days >= 0 && days <= mostDays) return days
  throw new CadenceInputError(
    'out_of_range',
    '/decision/days',
    `must be a whole number from 0 to ${mostDays}`,
  )
}

function pointerOf(statement: Statement | null): string {
  if (statement?.date) return '/decision/date'
  return statement?.kind === 'within' ? '/decision/days' : '/decision'
}
