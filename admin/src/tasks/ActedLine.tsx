import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import { serverNow } from '../components/useNow.ts'
import { useT } from '../i18n/useT.ts'
import { useTimeWords } from '../i18n/useTime.ts'
import { inWords } from '../time/words.ts'
import { readerZone } from '../time/zone.ts'
import type { Acted } from './useActs.ts'

/** What was just done to a row, with the way back. */
export function ActedLine({ acted, busy, onUndo }: { acted: Acted; busy: boolean; onUndo: () => void }) {
  const t = useT()
  const words = useTimeWords()
  const { verb, after } = acted
  const zone = after.client?.timeZone ?? readerZone()
  const said = {
    complete: () => t('act.saidDone'),
    skip: () => t('act.saidSkipped'),
    reopen: () => t('act.saidReopened'),
    snooze: () =>
      t('act.saidSnoozed', { when: inWords(words, after.dueAt, zone, readerZone(), serverNow()) }),
  }[verb]()
  return (
    <Box
      role="status"
      sx={{ display: 'flex', alignItems: 'center', gap: 2, minHeight: 32, fontSize: '0.8125rem' }}
    >
      <span>{said}</span>
      <Button data-act="undo" onClick={onUndo} disabled={busy} variant="outlined">
        {t('act.undo')}
      </Button>
    </Box>
  )
}
