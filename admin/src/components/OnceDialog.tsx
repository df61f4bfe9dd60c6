import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Dialog from '@mui/material/Dialog'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import Typography from '@mui/material/Typography'
import { useNotify } from 'ra-core'
import { useId } from 'react'
import { useT } from '../i18n/useT.ts'

interface Props {
  title: string
  lead: string
  secret: string
  testId?: string
  onClose: () => void
}

/** Shows a secret, once. It closes by its button alone, so that a slip of the pointer does not lose it. */
export function OnceDialog({ title, lead, secret, testId = 'secret', onClose }: Props) {
  const t = useT()
  const id = useId()
  const notify = useNotify()
  const copy = async () => {
    await navigator.clipboard.writeText(secret)
    notify('practice.apiKeys.copied', { type: 'info' })
  }
  return (
    <Dialog open aria-labelledby={id} fullWidth maxWidth="sm">
      <DialogTitle id={id}>{title}</DialogTitle>
      <DialogContent>
        <Typography variant="body2" sx={{ mb: 3 }}>
          {lead}
        </Typography>
        <Box
          component="code"
          data-testid={testId}
          sx={{
            display: 'block',
            p: 3,
            borderRadius: 2,
            bgcolor: 'action.hover',
            overflowWrap: 'anywhere',
            userSelect: 'all',
          }}
        >
          {secret}
        </Box>
      </DialogContent>
      <DialogActions>
        <Button onClick={copy}>{t('practice.apiKeys.copy')}</Button>
        <Button variant="contained" onClick={onClose}>
          {t('practice.apiKeys.close')}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
