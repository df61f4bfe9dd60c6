import { useNow } from '../components/useNow.ts'
import { useT } from '../i18n/useT.ts'
import { useTimeWords } from '../i18n/useTime.ts'
import { plainDay, todayIn } from '../time/words.ts'
import { readerZone } from '../time/zone.ts'

/** "They decide Fri 13 March". */
export function Decides({ date }: { date: string }) {
  const t = useT()
  const words = useTimeWords()
  const now = useNow()
  return (
    <time dateTime={date}>
      {t('debrief.decides', { date: plainDay(words, date, todayIn(readerZone(), now)) })}
    </time>
  )
}
