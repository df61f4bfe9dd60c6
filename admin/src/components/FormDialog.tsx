import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Dialog from '@mui/material/Dialog'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import { type ReactNode, useId } from 'react'
import { type FieldValues, FormProvider, type UseFormReturn } from 'react-hook-form'
import { useT } from '../i18n/useT.ts'
import { Notice } from './Notice.tsx'
import { useFormFailure } from './useFormFailure.ts'

interface Props<V extends FieldValues> {
  title: string
  form: UseFormReturn<V>
  /** Saves the values; what it throws is shown at the fields, or above them. */
  save: (values: V) => Promise<void>
  /** After it was saved, and when it is left without, if nothing else is said for that. */
  onClose: () => void
  onCancel?: () => void
  submit: string
  danger?: boolean
  children: ReactNode
}

/** A form in a dialog: its errors, its two buttons, and nothing lost when saving fails. */
export function FormDialog<V extends FieldValues>(props: Props<V>) {
  const { title, form, save, onClose, onCancel = onClose, submit, danger = false, children } = props
  const t = useT()
  const id = useId()
  const { message, fail, clear } = useFormFailure(form)
  const send = form.handleSubmit(async (values) => {
    clear()
    try {
      await save(values)
      onClose()
    } catch (error) {
      fail(error)
    }
  })
  return (
    <Dialog open onClose={onCancel} aria-labelledby={id} fullWidth maxWidth="sm">
      <FormProvider {...form}>
        <form onSubmit={send} noValidate>
          <DialogTitle id={id}>{title}</DialogTitle>
          <DialogContent>
            <Box sx={{ display: 'grid', gap: 4, pt: 2 }}>
              {message && <Notice>{message}</Notice>}
              {children}
            </Box>
          </DialogContent>
          <DialogActions>
            <Button onClick={onCancel}>{t('act.cancel')}</Button>
            <Button
              type="submit"
              variant="contained"
              color={danger ? 'error' : 'primary'}
              disabled={form.formState.isSubmitting}
            >
              {submit}
            </Button>
          </DialogActions>
        </form>
      </FormProvider>
    </Dialog>
  )
}
