import { useLocaleState } from 'ra-core'
import { useMemo } from 'react'
import type { TimeWords } from '../time/words.ts'
import { dateLocale } from './locale.ts'
import { useT } from './useT.ts'

/** The words of the chosen language for times. */
export function useTimeWords(): TimeWords {
  const t = useT()
  const [locale] = useLocaleState()
  return useMemo(
    () => ({
      locale: dateLocale(locale),
      numbers: t('time.numbers').split('|'),
      inDays: (days) => t('time.inDays', { days }),
      daysAgo: (days) => t('time.daysAgo', { days }),
      today: t('time.today'),
      tomorrow: t('time.tomorrow'),
      yesterday: t('time.yesterday'),
      inPlace: (time, place) => t('time.inPlace', { time, place }),
      forReader: (time) => t('time.forYou', { time }),
    }),
    [t, locale],
  )
}
