import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Dialog from '@mui/material/Dialog'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import Typography from '@mui/material/Typography'
import { useNotify } from 'ra-core'
import type { NewApiKey } from '../api/practice.ts'
import { useT } from '../i18n/useT.ts'

/** Shows a new key, once. It closes by its button alone, so that a slip of the pointer does not lose it. */
export function NewKeyDialog({ made, onClose }: { made: NewApiKey; onClose: () => void }) {
  const t = useT()
  const notify = useNotify()
  const copy = async () => {
    await navigator.clipboard.writeText(made.key)
    notify('practice.apiKeys.copied', { type: 'info' })
  }
  return (
    <Dialog open aria-labelledby="new-key" fullWidth maxWidth="sm">
      <DialogTitle id="new-key">{t('practice.apiKeys.made')}</DialogTitle>
      <DialogContent>
        <Typography variant="body2" sx={{ mb: 3 }}>
          {t('practice.apiKeys.madeLead')}
        </Typography>
        <Box
          component="code"
          data-testid="new-key"
          sx={{
            display: 'block',
            p: 3,
            borderRadius: 2,
            bgcolor: 'action.hover',
            overflowWrap: 'anywhere',
            userSelect: 'all',
          }}
        >
          {made.key}
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
