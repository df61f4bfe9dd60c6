import Typography from '@mui/material/Typography'
import { useForm } from 'react-hook-form'
import { FormDialog } from './FormDialog.tsx'

interface Props {
  title: string
  text: string
  submit: string
  act: () => Promise<void>
  onClose: () => void
}

/** Asks before something that can not be undone, or takes more along than one sees. */
export function ConfirmDialog({ title, text, submit, act, onClose }: Props) {
  const form = useForm()
  return (
    <FormDialog title={title} form={form} save={act} onClose={onClose} submit={submit} danger>
      <Typography variant="body2">{text}</Typography>
    </FormDialog>
  )
}
