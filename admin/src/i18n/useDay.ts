import { useCallback } from 'react'
import { plainDay } from '../time/words.ts'
import { useTimeWords } from './useTime.ts'

/** Says a calendar date ("2026-03-04") in the chosen language, with the year when it is another. */
export function useDay(): (date: string) => string {
  const words = useTimeWords()
  return useCallback((date) => plainDay(words, date, new Date().toISOString().slice(0, 10)), [words])
}
