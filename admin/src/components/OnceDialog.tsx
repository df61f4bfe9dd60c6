import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Dialog from '@mui/material/Dialog'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import Typography from '@mui/material/Typography'
import { useNotify } from 'ra-core'
import { type ReactNode, useId } from 'react'
import { useT } from '../i18n/useT.ts'

interface Props {
  title: string
  lead: string
  secret: string
  testId?: string
  /** Whose words the buttons bear. */
  words?: 'practice.apiKeys' | 'calendar'
  /** What to do with it. */
  children?: ReactNode
  /** A button beside the others. */
  action?: ReactNode
  onClose: () => void
}

/** Shows a secret, once. It closes by its button alone, so that a slip of the pointer does not lose it. */
export function OnceDialog(props: Props) {
  const {
    title,
    lead,
    secret,
    testId = 'secret',
    words = 'practice.apiKeys',
    children,
    action,
    onClose,
  } = props
  const t = useT()
  const id = useId()
  const notify = useNotify()
  const copy = async () => {
    await navigator.clipboard.writeText(secret)
    notify(`${words}.copied`, { type: 'info' })
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
        {children}
      </DialogContent>
      <DialogActions>
        {action}
        <Button onClick={copy}>{t(`${words}.copy`)}</Button>
        <Button variant="contained" onClick={onClose}>
          {t(`${words}.close`)}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
