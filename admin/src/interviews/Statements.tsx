import Box from '@mui/material/Box'
import type { Participant, Timeline } from '../api/types.ts'
import { describeError } from '../components/describeError.ts'
import { LoadingRows } from '../components/Loading.tsx'
import { Notice } from '../components/Notice.tsx'
import { Row, RowList } from '../components/Row.tsx'
import { useNow } from '../components/useNow.ts'
import { When } from '../components/When.tsx'
import { type Translate, useT } from '../i18n/useT.ts'
import { useTimeWords } from '../i18n/useTime.ts'
import { plainDay, type TimeWords, todayIn } from '../time/words.ts'
import { readerZone } from '../time/zone.ts'

interface Props {
  statements: readonly Timeline[] | undefined
  error: unknown
  participants: readonly Participant[]
}

function said(statement: Timeline, t: Translate, words: TimeWords, today: string): string {
  const { kind, days, date } = statement
  switch (kind) {
    case 'within':
      return t('decision.saidWithinDays', { smart_count: days ?? 0 })
    case 'byDate':
      return t('decision.saidByDate', { date: date ? plainDay(words, date, today) : '' })
    case 'doNotContact':
      return date
        ? `${t('decision.saidDoNotContact')}. ${t('debrief.decides', { date: plainDay(words, date, today) })}`
        : t('decision.saidDoNotContact')
    default:
      return t(`decision.${kind}`)
  }
}

/** The employer's statements, the one that stands first; nothing is ever erased. */
export function Statements({ statements, error, participants }: Props) {
  const t = useT()
  const words = useTimeWords()
  const today = todayIn(readerZone(), useNow())
  if (error) return <Notice>{describeError(error, t)}</Notice>
  if (!statements) return <LoadingRows rows={1} />
  const latest = [...statements].sort((a, b) => b.createdAt.localeCompare(a.createdAt))
  const nameOf = (id: string | null) => participants.find(({ contactId }) => contactId === id)?.name
  return (
    <RowList testId="statements">
      {latest.map((statement, index) => {
        const name = nameOf(statement.statedBy)
        return (
          <Row key={statement.id} columns="minmax(0, 1fr) auto" testId="statement">
            <Box sx={{ minWidth: 0 }}>
              <Box
                sx={{
                  fontWeight: index === 0 ? 600 : 450,
                  color: index === 0 ? 'text.primary' : 'text.secondary',
                }}
              >
                {said(statement, t, words, today)}
              </Box>
              {statement.words && (
                <Box component="blockquote" sx={{ m: 0, overflowWrap: 'anywhere' }}>
                  “{statement.words}”
                </Box>
              )}
              <Box sx={{ color: 'text.secondary' }}>
                <When at={statement.statedAt ?? statement.createdAt} />
                {name && ` · ${t('interviews.saidBy', { name })}`}
              </Box>
            </Box>
            <Box sx={{ color: 'text.secondary', fontSize: '0.75rem' }}>
              {t(index === 0 ? 'interviews.current' : 'interviews.superseded')}
            </Box>
          </Row>
        )
      })}
    </RowList>
  )
}
