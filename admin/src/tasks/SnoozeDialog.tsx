import Button from '@mui/material/Button'
import Dialog from '@mui/material/Dialog'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import TextField from '@mui/material/TextField'
import { type FormEvent, useState } from 'react'
import { Temporal } from 'temporal-polyfill'
import { serverNow } from '../components/useNow.ts'
import { useT } from '../i18n/useT.ts'
import { snoozeTo } from '../time/snooze.ts'
import { todayIn } from '../time/words.ts'

interface Props {
  zone: string
  onClose: () => void
  onPick: (until: string) => void
}

/** A day of one's own choice, from tomorrow to ninety days on. */
export function SnoozeDialog({ zone, onClose, onPick }: Props) {
  const t = useT()
  const today = Temporal.PlainDate.from(todayIn(zone, serverNow()))
  const [date, setDate] = useState(today.add({ days: 3 }).toString())
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onPick(snoozeTo(date, zone))
  }
  return (
    <Dialog open onClose={onClose} aria-labelledby="snooze-title" maxWidth="xs" fullWidth>
      <form onSubmit={submit}>
        <DialogTitle id="snooze-title">{t('act.pickTitle')}</DialogTitle>
        <DialogContent>
          <TextField
            type="date"
            autoFocus
            required
            label={t('act.pickLabel')}
            helperText={t('act.pickHint')}
            value={date}
            onChange={(event) => setDate(event.target.value)}
            margin="dense"
            slotProps={{
              inputLabel: { shrink: true },
              htmlInput: { min: today.add({ days: 1 }).toString(), max: today.add({ days: 89 }).toString() },
            }}
          />
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{t('act.cancel')}</Button>
          <Button type="submit" variant="contained">
            {t('act.snooze')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
