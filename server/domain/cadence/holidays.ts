import Holidays from 'date-holidays'
import type { BusinessCalendar } from './calendar.ts'
import { type Day, parseDay, yearOf } from './days.ts'
import type { CalendarNote } from './facts.ts'
import { weekends } from './weekends.generated.ts'

const dayMs = 86_400_000
const built = new Map<string, BusinessCalendar>()
const world = new Holidays()

/**
 * The business days of a country and region: weekends from CLDR, public holidays from date-holidays. Built once per
 * place and kept; the `years` named are loaded at once, others when first asked for. Never throws: what is unknown
 * is in the calendar's `note`.
 * @param country ISO 3166-1 alpha-2, @param region the part after the hyphen of ISO 3166-2 ("NY", "BY")
 */
export function businessCalendar(
  country: string | null,
  region: string | null,
  years: readonly number[] = [],
): BusinessCalendar {
  const place = placeOf(country, region)
  const key = `${place.country}-${place.region}-${place.note}`
  const calendar = built.get(key) ?? build(place)
  built.set(key, calendar)
  for (const year of years) calendar.holiday(parseDay(`${String(year).padStart(4, '0')}-06-01`, '/years'))
  return calendar
}

interface Place {
  country: string | null
  region: string | null
  note: CalendarNote | null
}

/** Only places that the data knows remain, so that the cache cannot be filled with invented ones. */
function placeOf(givenCountry: string | null, givenRegion: string | null): Place {
  const country = givenCountry?.trim().toUpperCase() || null
  const region = givenRegion?.trim().toUpperCase() || null
  if (country === null) return { country: null, region: null, note: 'no_country' }
  if (!(country in world.getCountries())) {
    return { country: country in weekends ? country : null, region: null, note: 'unknown_country' }
  }
  const regions = world.getStates(country) ?? {}
  if (region === null) return { country, region, note: Object.keys(regions).length > 0 ? 'no_region' : null }
  return region in regions
    ? { country, region, note: null }
    : { country, region: null, note: 'unknown_region' }
}

function build({ country, region, note }: Place): BusinessCalendar {
  const years = new Map<number, ReadonlyMap<Day, string>>()
  const source = sourceOf(country, region, note)
  return {
    weekend: weekends[country ?? '001'] ?? weekends['001'] ?? [6, 7],
    note,
    holiday(day) {
      const year = yearOf(day)
      const days = years.get(year) ?? holidaysOf(source, year)
      years.set(year, days)
      return days.get(day) ?? null
    },
  }
}

function sourceOf(country: string | null, region: string | null, note: CalendarNote | null): Holidays | null {
  if (country === null || note === 'unknown_country') return null
  return region === null ? new Holidays(country) : new Holidays(country, region)
}

/**
 * Public holidays by their date string, which is local, and for as many days as they last (a half day counts as one);
 * the year before is read as well, for those that run over its end.
 */
function holidaysOf(source: Holidays | null, year: number): ReadonlyMap<Day, string> {
  const days = new Map<Day, string>()
  if (!source) return days
  for (const holiday of [...source.getHolidays(year - 1), ...source.getHolidays(year)]) {
    if (holiday.type !== 'public') continue
    const first = parseDay(holiday.date.slice(0, 10), '/')
    const length = Math.max(1, Math.round((holiday.end.getTime() - holiday.start.getTime()) / dayMs))
    for (let day = first; day < first + length; day++) if (!days.has(day)) days.set(day, holiday.name)
  }
  return days
}
