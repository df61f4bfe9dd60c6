import { useLocaleState } from 'ra-core'
import { useCallback } from 'react'
import { dateLocale } from '../i18n/locale.ts'

const units = [
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
] as const

/** Says how long something took or comes round, in the unit that suits: 35 ms, 1.2 s, 5 min, 24 hr. */
export function useSpan(): (seconds: number) => string {
  const [locale] = useLocaleState()
  return useCallback(
    (seconds) => {
      const say = (value: number, unit: string) =>
        new Intl.NumberFormat(dateLocale(locale), {
          ...{ style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: value < 10 ? 1 : 0 },
        }).format(value)
      if (seconds > 0 && seconds < 1) return say(Math.ceil(seconds * 1000), 'millisecond')
      const [unit, length] = units.find(([, length]) => seconds >= length) ?? ['second', 1]
      return say(seconds / length, unit)
    },
    [locale],
  )
}
