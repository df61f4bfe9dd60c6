import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Dialog from '@mui/material/Dialog'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import Typography from '@mui/material/Typography'
import { useNotify } from 'ra-core'
import { useT } from '../i18n/useT.ts'

/** Shows recovery codes, once. It closes by its button alone, so that a slip of the pointer does not lose them. */
export function RecoveryCodesDialog({ codes, onClose }: { codes: readonly string[]; onClose: () => void }) {
  const t = useT()
  const notify = useNotify()
  const copy = async () => {
    await navigator.clipboard.writeText(codes.join('\n'))
    notify('account.copied', { type: 'info' })
  }
  const file = `data:text/plain;charset=utf-8,${encodeURIComponent(`Afterword, ${window.location.host}\n\n${codes.join('\n')}\n`)}`
  return (
    <Dialog open aria-labelledby="recovery-codes" fullWidth maxWidth="sm">
      <DialogTitle id="recovery-codes">{t('account.codesTitle')}</DialogTitle>
      <DialogContent>
        <Typography variant="body2" sx={{ mb: 3 }}>
          {t('account.codesLead')}
        </Typography>
        <Box
          component="ol"
          data-testid="recovery-codes"
          sx={{
            m: 0,
            p: 3,
            pl: 9,
            display: 'grid',
            gap: 1,
            borderRadius: 2,
            bgcolor: 'action.hover',
            fontFamily: 'monospace',
            fontSize: '0.8125rem',
          }}
        >
          {codes.map((code) => (
            <li key={code}>{code}</li>
          ))}
        </Box>
      </DialogContent>
      <DialogActions>
        <Button onClick={copy}>{t('account.copy')}</Button>
        <Button component="a" href={file} download="afterword-recovery-codes.txt">
          {t('account.download')}
        </Button>
        <Button variant="contained" onClick={onClose}>
          {t('account.kept')}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
