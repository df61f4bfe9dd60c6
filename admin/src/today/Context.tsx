import Box from '@mui/material/Box'
import type { TriageRow } from '../api/types.ts'
import { useNow } from '../components/useNow.ts'
import { useT } from '../i18n/useT.ts'
import { useTimeWords } from '../i18n/useTime.ts'
import { plainDay, todayIn } from '../time/words.ts'

/** Under the sentence: the position, when they decide, and what else speaks for this client now. */
export function Context({ row, others }: { row: TriageRow; others: string[] }) {
  const t = useT()
  const words = useTimeWords()
  const now = useNow()
  const { task, decisionDate, client, moreOpen } = row
  const { opportunity } = task
  const facts = [
    opportunity && t('opportunity.at', { title: opportunity.title, employer: opportunity.employer.name }),
    decisionDate && t('today.decides', { date: plainDay(words, decisionDate, todayIn(client.timeZone, now)) }),
    moreOpen > 0 && t('today.moreOpen', { smart_count: moreOpen }),
  ].filter(Boolean)
  return (
    <Box sx={{ color: 'text.secondary', fontSize: '0.8125rem', overflowWrap: 'anywhere' }}>
      <div>{facts.join(' · ')}</div>
      {others.length > 0 && <div>{others.join(' ')}</div>}
      {task.reason && <div>{task.reason}</div>}
    </Box>
  )
}
