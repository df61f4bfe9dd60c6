import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Dialog from '@mui/material/Dialog'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import Typography from '@mui/material/Typography'
import { useNotify } from 'ra-core'
import { useId } from 'react'
import { webcal } from '../components/addresses.ts'
import { useT } from '../i18n/useT.ts'

const programs = ['google', 'apple', 'outlook'] as const

/** Shows a new address, once, and what to do with it. It closes by its button alone, so that a slip does not lose it. */
export function NewFeedDialog({ url, onClose }: { url: string; onClose: () => void }) {
  const t = useT()
  const id = useId()
  const notify = useNotify()
  const copy = async () => {
    await navigator.clipboard.writeText(url)
    notify('calendar.copied', { type: 'info' })
  }
  return (
    <Dialog open aria-labelledby={id} fullWidth maxWidth="sm">
      <DialogTitle id={id}>{t('calendar.newTitle')}</DialogTitle>
      <DialogContent>
        <Typography variant="body2" sx={{ mb: 3 }}>
          {t('calendar.newLead')}
        </Typography>
        <Box
          component="code"
          data-testid="calendar-url"
          sx={{
            display: 'block',
            p: 3,
            borderRadius: 2,
            bgcolor: 'action.hover',
            overflowWrap: 'anywhere',
            userSelect: 'all',
          }}
        >
          {url}
        </Box>
        <Typography variant="h3" sx={{ mt: 5, mb: 2 }}>
          {t('calendar.how')}
        </Typography>
        <Box component="dl" sx={{ m: 0, display: 'grid', gap: 2.5 }}>
          {programs.map((program) => (
            <Box key={program}>
              <Typography component="dt" sx={{ fontWeight: 600 }}>
                {t(`calendar.programs.${program}.name`)}
              </Typography>
              <Typography component="dd" variant="body2" sx={{ m: 0, color: 'text.secondary' }}>
                {t(`calendar.programs.${program}.how`)}
              </Typography>
            </Box>
          ))}
        </Box>
      </DialogContent>
      <DialogActions>
        <Button href={webcal(url)}>{t('calendar.open')}</Button>
        <Button onClick={copy}>{t('calendar.copy')}</Button>
        <Button variant="contained" onClick={onClose}>
          {t('calendar.close')}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
