import { Temporal } from 'temporal-polyfill'
import { isBusinessDay } from '../../../server/domain/cadence/calendar.ts'
import type { PlanInput } from '../../../server/domain/cadence/types.ts'

/*
 * The preset before-decision once more, slowly and in another way: dates as objects, every candidate day listed and
 * filtered. It knows PRODUCT's text only, and shares nothing with the rules but the calendar's yes or no.
 */

type Dates = { first: string | null; pre: string | null; check: string | null; decision: string | null }

export function naiveDates(input: PlanInput): Dates {
  const { interview, statement, calendar } = input
  const start = Temporal.Instant.from(interview.startsAt)
  const end = start.add({ minutes: interview.durationMinutes })
  const from = end.toZonedDateTimeISO(interview.timeZone).toPlainDate()
  const open = (date: Temporal.PlainDate) =>
    isBusinessDay(calendar, Temporal.PlainDate.from('1970-01-01').until(date).days)
  const range = Array.from({ length: 200 }, (_, index) => from.add({ days: index + 1 }))
  const business = range.filter(open)
  const text = (date: Temporal.PlainDate | null | undefined) => date?.toString() ?? null
  const before = (a: Temporal.PlainDate, b: Temporal.PlainDate) => Temporal.PlainDate.compare(a, b) < 0

  let decision: Temporal.PlainDate | null = null
  if (statement?.kind === 'within') decision = from.add({ days: statement.days ?? 0 })
  if (statement?.date) decision = Temporal.PlainDate.from(statement.date)
  if (statement?.kind === 'endOfWeek') {
    const isOff = (date: Temporal.PlainDate) => calendar.weekend.includes(date.dayOfWeek)
    decision = [from, ...range].find((date) => !isOff(date) && isOff(date.add({ days: 1 }))) ?? null
  }
  const onOrAfter = (date: Temporal.PlainDate) => business.find((day) => !before(day, date))
  if (decision === null) {
    const first = statement?.kind === 'doNotContact' ? null : onOrAfter(from.add({ days: 7 }))
    return { first: text(first), pre: null, check: null, decision: null }
  }
  const known = decision
  const check = business.find((day) => before(known, day))
  if (statement?.kind === 'doNotContact') {
    return { first: null, pre: null, check: text(check), decision: text(known) }
  }
  const soon = from.until(known).days <= 7
  const earlier = business.filter((day) => before(day, known))
  const forward = onOrAfter(from.add({ days: soon ? 2 : 7 }))
  let first = forward && before(forward, known) ? forward : earlier.at(-1)
  if (!first && business.some((day) => day.equals(known))) first = known
  const pre = soon ? undefined : earlier.at(-2)
  if (first && pre && first.until(pre).days < 2) first = undefined
  return { first: text(first), pre: text(pre), check: text(check), decision: text(known) }
}
