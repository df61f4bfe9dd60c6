import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Dialog from '@mui/material/Dialog'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import Typography from '@mui/material/Typography'
import { useQueryClient } from '@tanstack/react-query'
import { useNotify } from 'ra-core'
import { useState } from 'react'
import { FormProvider, useForm } from 'react-hook-form'
import { type Erasing, erase, type Mention } from '../api/privacy.ts'
import { Field } from '../components/Field.tsx'
import { Notice } from '../components/Notice.tsx'
import { useFormFailure } from '../components/useFormFailure.ts'
import { useT } from '../i18n/useT.ts'
import { Mentions } from './Mentions.tsx'

interface Props {
  whom: Erasing & { name: string }
  onClose: () => void
  /** Before anything is read anew: the page of whom has been erased is left by then. */
  onErased?: () => void
}

type Values = { confirm: string }

const same = (typed: string, name: string) =>
  typed.normalize('NFC').trim().replace(/\s+/g, ' ') === name.normalize('NFC').trim().replace(/\s+/g, ' ')

/** Erases somebody for good, once their name has been typed. */
export function EraseDialog({ whom, onClose, onErased }: Props) {
  const t = useT()
  const notify = useNotify()
  const queries = useQueryClient()
  const form = useForm<Values>({ defaultValues: { confirm: '' } })
  const { message, fail, clear } = useFormFailure(form)
  const typed = form.watch('confirm')
  const [left, setLeft] = useState<Mention[]>([])
  const leave = () => {
    onErased?.()
    onClose()
    void queries.invalidateQueries()
  }
  const submit = form.handleSubmit(async ({ confirm }) => {
    clear()
    try {
      const { contacts, mentions } = await erase(whom, confirm)
      const client = whom.kind === 'client'
      notify(client ? 'privacy.eraseSaid' : 'privacy.eraseContactSaid', {
        type: 'info',
        ...(client && { messageArgs: { smart_count: contacts.length } }),
      })
      if (mentions.length > 0) return setLeft(mentions)
      leave()
    } catch (error) {
      fail(error)
    }
  })
  if (left.length > 0) return <Mentions mentions={left} onClose={leave} />
  return (
    <Dialog open onClose={onClose} aria-labelledby="erase-dialog" fullWidth maxWidth="sm">
      <FormProvider {...form}>
        <form onSubmit={submit} noValidate>
          <DialogTitle id="erase-dialog">{t('privacy.eraseTitle', { name: whom.name })}</DialogTitle>
          <DialogContent>
            <Box sx={{ display: 'grid', gap: 4, pt: 1 }}>
              {message && <Notice>{message}</Notice>}
              <Typography variant="body2">
                {t(whom.kind === 'client' ? 'privacy.eraseClientLead' : 'privacy.eraseContactLead')}
              </Typography>
              <Field<Values>
                name="confirm"
                label={t('privacy.typeName', { name: whom.name })}
                autoFocus
                autoComplete="off"
              />
            </Box>
          </DialogContent>
          <DialogActions>
            <Button onClick={onClose}>{t('act.cancel')}</Button>
            <Button
              type="submit"
              variant="contained"
              color="error"
              disabled={form.formState.isSubmitting || !same(typed, whom.name)}
            >
              {t('privacy.eraseNow')}
            </Button>
          </DialogActions>
        </form>
      </FormProvider>
    </Dialog>
  )
}
