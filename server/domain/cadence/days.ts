import { CadenceInputError } from './errors.ts'

/** Days since 1970-01-01 as a whole number: calendar days without a zone, so that daylight saving cannot touch them. */
export type Day = number

const dayMs = 86_400_000
const pattern = /^(\d{4})-(\d{2})-(\d{2})$/

/** 'YYYY-MM-DD' to its day; a date that does not exist throws CadenceInputError with the pointer given. */
export function parseDay(date: string, pointer: string): Day {
  const parts = pattern.exec(date)
  if (parts) {
    const day = dayOf(Number(parts[1]), Number(parts[2]), Number(parts[3]))
    if (formatDay(day) === date) return day
  }
  throw new CadenceInputError('invalid_date', pointer, 'must be a date that exists, as YYYY-MM-DD')
}

export function dayOf(year: number, month: number, dayOfMonth: number): Day {
  // setUTCFullYear, because Date.UTC reads the years 0 to 99 as 1900 to 1999
  return Math.floor(new Date(0).setUTCFullYear(year, month - 1, dayOfMonth) / dayMs)
}

export function formatDay(day: Day): string {
  return new Date(day * dayMs).toISOString().slice(0, 10)
}

export function yearOf(day: Day): number {
  return new Date(day * dayMs).getUTCFullYear()
}

/** ISO weekday, 1 is Monday and 7 Sunday. */
export function weekdayOf(day: Day): number {
  return ((((day + 3) % 7) + 7) % 7) + 1
}
