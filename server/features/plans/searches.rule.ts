import { parseDay } from '../../domain/cadence/days.ts'
import {
  keepSearching,
  mondayOf,
  type SearchPlan,
  type SearchTask,
} from '../../domain/cadence/keep-searching.ts'
import { atHour } from '../../domain/cadence/zones.ts'

/** A client's search as it is stored, with what the rule looks at. */
export interface Search {
  organizationId: string
  clientId: string
  coachId: string
  timeZone: string
  /** Since when it is looked at: a Monday before that brings nothing. */
  since: Date
  /** The Monday, 'YYYY-MM-DD', of the last week that was looked at. */
  checkedWeek: string | null
  offerAccepted: boolean
  interviews: readonly string[]
  newOpportunities: readonly string[]
  tasks: readonly (SearchTask & { version: number })[]
}

export interface SearchStep {
  plan: SearchPlan
  checkedWeek: string | null
  /** When it is to be looked at next, RFC 3339. */
  nextCheckAt: string
}

/**
 * What is to be done about a search now, and when to look again: on the next Monday at 09:00 in the client's zone, however
 * that zone or its clocks have changed meanwhile. A week's task is made once, on its Monday or as soon after it as somebody
 * looks; that an offer was accepted, or is no longer, counts at any time.
 */
export function stepOf(search: Search, now: Date): SearchStep {
  const { timeZone, checkedWeek } = search
  const week = mondayOf(now.toISOString(), timeZone)
  const monday = parseDay(week, '/week')
  const begins = Date.parse(atHour(monday, 9, timeZone))
  const begun = begins <= now.getTime()
  const fresh = begun && begins >= search.since.getTime() && (checkedWeek === null || checkedWeek < week)
  const planned = keepSearching({ ...search, weekOf: week })
  return {
    // Out of turn only an offer counts: not that an interview was called off since Monday.
    plan: fresh || search.offerAccepted ? planned : { create: null, cancel: [], reopen: planned.reopen },
    checkedWeek: begun && (checkedWeek === null || checkedWeek < week) ? week : checkedWeek,
    nextCheckAt: atHour(begun ? monday + 7 : monday, 9, timeZone),
  }
}
