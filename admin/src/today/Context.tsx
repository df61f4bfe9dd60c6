import Box from '@mui/material/Box'
import type { TriageRow } from '../api/types.ts'
import { useNow } from '../components/useNow.ts'
import { useT } from '../i18n/useT.ts'
import { useTimeWords } from '../i18n/useTime.ts'
import { plainDay, todayIn } from '../time/words.ts'

/** Under the headline: the position, when they decide and what else speaks for this client; then why the step is now. */
export function Context({ row, others }: { row: TriageRow; others: string[] }) {
  const t = useT()
  const words = useTimeWords()
  const now = useNow()
  const { task, decisionDate, client, moreOpen } = row
  const { opportunity } = task
  const today = todayIn(client.timeZone, now)
  const facts = [
    opportunity && t('opportunity.at', { title: opportunity.title, employer: opportunity.employer.name }),
    decisionDate &&
      t(decisionDate < today ? 'today.decided' : 'today.decides', {
        date: plainDay(words, decisionDate, today),
      }),
    ...others,
    moreOpen > 0 && t('today.moreOpen', { smart_count: moreOpen }),
  ].filter(Boolean)
  return (
    <Box sx={{ color: 'text.secondary', fontSize: '0.8125rem', overflowWrap: 'anywhere' }}>
      {facts.length > 0 && (
        <Box sx={{ '&::first-letter': { textTransform: 'uppercase' } }}>{facts.join(' · ')}</Box>
      )}
      {task.reason && <div>{task.reason}</div>}
    </Box>
  )
}
