import Tooltip from '@mui/material/Tooltip'
import { useTimeWords } from '../i18n/useTime.ts'
import { daysBetween, exact, inWords, near, timeIn, day as wordsDay } from '../time/words.ts'
import { cityOf, readerZone, sameClock } from '../time/zone.ts'
import { useNow } from './useNow.ts'

interface Props {
  at: string
  /** The zone of the person it happens to; the reader's when left out. */
  zone?: string | null | undefined
  /** `near`: "in two days, 10:00"; `full`: "Wed 4 March, 10:00, in two days"; `date`: "Wed 4 March"; `day`: "in two days"; `time`: "10:00". */
  as?: 'near' | 'full' | 'date' | 'day' | 'time'
}

/** A moment in words; the exact one, in both zones, on hover and focus and for machines. */
export function When({ at, zone, as = 'near' }: Props) {
  const words = useTimeWords()
  const now = useNow()
  const reader = readerZone()
  const there = zone ?? reader
  const text = {
    full: () => inWords(words, at, there, reader, now),
    date: () => wordsDay(words, at, there, now),
    time: () => timeIn(words, at, there, reader),
    day: () => near(words, daysBetween(now, at, reader)) ?? wordsDay(words, at, there, now),
    near: () => {
      const said = near(words, daysBetween(now, at, reader))
      return `${said ?? wordsDay(words, at, there, now)}, ${timeIn(words, at, there, reader)}`
    },
  }[as]()
  const title = sameClock(at, there, reader)
    ? exact(words, at, reader)
    : `${words.inPlace(exact(words, at, there), cityOf(there))} · ${words.forReader(exact(words, at, reader))}`
  return (
    <Tooltip title={title} describeChild>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the exact date must be reachable by keyboard */}
      <time dateTime={at} tabIndex={0} style={{ borderRadius: 4 }}>
        {text}
      </time>
    </Tooltip>
  )
}
