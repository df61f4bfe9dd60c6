import Button from '@mui/material/Button'
import SnackbarContent, { type SnackbarContentProps } from '@mui/material/SnackbarContent'
import { useCloseNotification } from 'ra-core'
import { useT } from '../i18n/useT.ts'

interface Props extends SnackbarContentProps {
  text: string
  onUndo: () => void
}

/** Says what was done, with the way back; pressed, it makes room for what comes of it. */
export function UndoNotice({ text, onUndo, ...props }: Props) {
  const t = useT()
  const close = useCloseNotification()
  const undo = () => {
    close()
    onUndo()
  }
  return (
    <SnackbarContent
      {...props}
      message={text}
      action={
        <Button color="inherit" onClick={undo}>
          {t('act.undo')}
        </Button>
      }
    />
  )
}
