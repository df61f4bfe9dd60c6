import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Dialog from '@mui/material/Dialog'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import type { MessageKey } from '../i18n/en.ts'
import { useT } from '../i18n/useT.ts'

const rows: [string[], MessageKey][] = [
  [['j', 'k'], 'keys.move'],
  [['d'], 'keys.done'],
  [['s'], 'keys.snooze'],
  [['u'], 'keys.undo'],
  [['Enter'], 'keys.open'],
  [['/'], 'keys.search'],
  [['n'], 'keys.debrief'],
  [['?'], 'keys.help'],
]

export function KeysDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const t = useT()
  return (
    <Dialog open={open} onClose={onClose} aria-labelledby="keys-title">
      <DialogTitle id="keys-title">{t('keys.title')}</DialogTitle>
      <DialogContent>
        <Box
          component="dl"
          sx={{ display: 'grid', gridTemplateColumns: 'auto 1fr', columnGap: 6, rowGap: 2, m: 0 }}
        >
          {rows.map(([keys, label]) => (
            <Box key={label} sx={{ display: 'contents' }}>
              <Box component="dt" sx={{ display: 'flex', gap: 1 }}>
                {keys.map((key) => (
                  <Key key={key}>{key}</Key>
                ))}
              </Box>
              <Box component="dd" sx={{ m: 0 }}>
                {t(label)}
              </Box>
            </Box>
          ))}
        </Box>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose} variant="outlined">
          {t('act.close')}
        </Button>
      </DialogActions>
    </Dialog>
  )
}

const Key = ({ children }: { children: string }) => (
  <Box
    component="kbd"
    sx={{
      fontFamily: 'inherit',
      fontSize: '0.75rem',
      fontWeight: 600,
      minWidth: 24,
      px: 1.5,
      lineHeight: '22px',
      textAlign: 'center',
      border: 1,
      borderColor: 'divider',
      borderBottomWidth: 2,
      borderRadius: 1.25,
    }}
  >
    {children}
  </Box>
)
