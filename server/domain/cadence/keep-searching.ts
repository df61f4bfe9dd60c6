import type { TaskStatus } from '../vocabulary.ts'
import type { CancelReason } from './cancel-reasons.ts'
import { type Day, formatDay, parseDay, weekdayOf } from './days.ts'
import { isOpen } from './existing.ts'
import type { PlannedTask } from './types.ts'
import { atHour, checkTimeZone, endOfDay, localDay, parseInstant } from './zones.ts'

/** A stored keep_searching task of the client. */
export interface SearchTask {
  id: string
  slot: string | null
  status: TaskStatus
  cancelReason: string | null
}

export interface SearchInput {
  /** The client's. */
  timeZone: string
  /** Any date of the week in question, 'YYYY-MM-DD', local. */
  weekOf: string
  /** Starts of the interviews that are not cancelled, RFC 3339; those of other weeks are passed over. */
  interviews: readonly string[]
  /** When opportunities were created, RFC 3339. */
  newOpportunities: readonly string[]
  /** Whether an opportunity of the client is in `accepted`. */
  offerAccepted: boolean
  /** At least the open ones and this week's. */
  tasks: readonly SearchTask[]
}

export interface SearchPlan {
  create: PlannedTask | null
  /** This week's task, cancelled because of an offer that is no longer accepted. */
  reopen: { id: string } | null
  cancel: { id: string; reason: CancelReason }[]
}

/** The Monday, 'YYYY-MM-DD', of the local week in which the instant lies. */
export function mondayOf(now: string, timeZone: string): string {
  return formatDay(monday(localDay(parseInstant(now, '/now'), timeZone)))
}

/**
 * Rule `keep-searching` (PRODUCT): Monday 09:00 in the client's zone, holiday or not, while no offer is accepted, when
 * Monday to Sunday hold no interview or the seven days before brought no new opportunity. Overdue when Sunday is over.
 */
export function keepSearching(input: SearchInput): SearchPlan {
  const { timeZone, tasks } = input
  checkTimeZone(timeZone, '/timeZone')
  const open = tasks.filter(isOpen)
  if (input.offerAccepted) return { ...nothing, cancel: open.map(because('offer_accepted')) }

  const planned = weekTask(input, monday(parseDay(input.weekOf, '/weekOf')))
  if (!planned) return nothing
  const cancel = open.filter(({ slot }) => slot !== planned.slot).map(because('replaced'))
  const there = tasks.find(({ slot }) => slot === planned.slot)
  if (!there) return { create: planned, reopen: null, cancel }
  const stopped = there.status === 'cancelled' && there.cancelReason === 'offer_accepted'
  return stopped ? { create: null, reopen: { id: there.id }, cancel } : nothing
}

const nothing: SearchPlan = { create: null, reopen: null, cancel: [] }

function because(reason: CancelReason): (task: SearchTask) => { id: string; reason: CancelReason } {
  return ({ id }) => ({ id, reason })
}

function weekTask(input: SearchInput, first: Day): PlannedTask | null {
  const { timeZone } = input
  const noInterview = !input.interviews.some(within(first, first + 7, timeZone))
  const noNewOpportunity = !input.newOpportunities.some(within(first - 7, first, timeZone))
  if (!noInterview && !noNewOpportunity) return null
  return {
    slot: `keep-searching:${formatDay(first)}`,
    kind: 'keep_searching',
    channel: 'none',
    status: 'scheduled',
    dueAt: atHour(first, 9, timeZone),
    overdueAt: endOfDay(first + 6, timeZone),
    participant: null,
    statement: null,
    rule: 'keep-searching',
    facts: { type: 'keep_searching', weekOf: formatDay(first), noInterview, noNewOpportunity },
  }
}

function monday(day: Day): Day {
  return day - weekdayOf(day) + 1
}

/** Half open: from the first day up to, not including, the last. */
function within(from: Day, to: Day, timeZone: string): (moment: string) => boolean {
  return (moment) => {
    const day = localDay(parseInstant(moment, '/'), timeZone)
    return from <= day && day < to
  }
}
