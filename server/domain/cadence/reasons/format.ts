import type { MissingMeans } from '../facts.ts'
import type { Phrases } from './phrases.ts'

const dates = new Map<string, Intl.DateTimeFormat>()
const lists = new Map<string, Intl.ListFormat>()

/** A local date, 'YYYY-MM-DD', as "Fri 20 Mar" in that language. */
export function dateText(date: string, { tag, dates: width }: Phrases): string {
  let format = dates.get(tag)
  if (!format) {
    // The date is a calendar date already: UTC in, UTC out, whatever the process's zone.
    format = new Intl.DateTimeFormat(tag, {
      weekday: width,
      day: 'numeric',
      month: width,
      timeZone: 'UTC',
    })
    dates.set(tag, format)
  }
  // a comma inside the date would break the sentence around it
  return format.format(new Date(`${date}T00:00:00Z`)).replace(',', '')
}

export function meansText(missing: readonly MissingMeans[], { tag, means }: Phrases): string {
  let format = lists.get(tag)
  if (!format) {
    format = new Intl.ListFormat(tag, { type: 'conjunction' })
    lists.set(tag, format)
  }
  return format.format(missing.map((one) => means[one]))
}
