import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Dialog from '@mui/material/Dialog'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import MenuItem from '@mui/material/MenuItem'
import { useQueryClient } from '@tanstack/react-query'
import { useDataProvider, useNotify } from 'ra-core'
import { FormProvider, useForm } from 'react-hook-form'
import { useNavigate } from 'react-router'
import { clientStatuses, locales } from '../../../server/domain/vocabulary.ts'
import type { Client } from '../api/types.ts'
import { Field } from '../components/Field.tsx'
import { Notice } from '../components/Notice.tsx'
import { useFormFailure } from '../components/useFormFailure.ts'
import { ZoneField } from '../components/ZoneField.tsx'
import { localeNames } from '../i18n/locale.ts'
import { useT } from '../i18n/useT.ts'
import { readerZone } from '../time/zone.ts'
import { type ClientValues, changed, toBody, toValues } from './clientForm.ts'

/** A new client, or what is known about one. */
export function ClientDialog({ client, onClose }: { client?: Client; onClose: () => void }) {
  const t = useT()
  const data = useDataProvider()
  const notify = useNotify()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const form = useForm<ClientValues>({ defaultValues: toValues(client, readerZone()) })
  const { message, fail, clear } = useFormFailure(form)
  const save = form.handleSubmit(async (values) => {
    clear()
    try {
      if (client) {
        const body = changed(toBody(values), client)
        if (Object.keys(body).length > 0)
          await data.update('clients', { id: client.id, data: body, previousData: client })
        notify('clients.saved', { type: 'info' })
        onClose()
      } else {
        // A new client is active; the status is changed later.
        const { status: _, ...body } = toBody(values)
        const { data: created } = await data.create('clients', { data: body })
        notify('clients.created', { type: 'info', messageArgs: { name: values.name } })
        navigate(`/clients/${created.id}`)
      }
    } catch (error) {
      fail(error)
    } finally {
      void queries.invalidateQueries()
    }
  })
  return (
    <Dialog open onClose={onClose} aria-labelledby="client-dialog" fullWidth maxWidth="sm">
      <FormProvider {...form}>
        <form onSubmit={save} noValidate>
          <DialogTitle id="client-dialog">
            {client ? t('clients.edit', { name: client.name }) : t('clients.new')}
          </DialogTitle>
          <DialogContent>
            <Box sx={{ display: 'grid', gap: 4, pt: 2, gridTemplateColumns: { xs: '1fr', sm: '1fr 1fr' } }}>
              {message && (
                <Box sx={{ gridColumn: '1 / -1' }}>
                  <Notice>{message}</Notice>
                </Box>
              )}
              <Field<ClientValues>
                name="name"
                label={t('clients.name')}
                required
                autoFocus
                sx={{ gridColumn: '1 / -1' }}
              />
              <Field<ClientValues>
                name="target"
                label={t('clients.target')}
                helperText={t('clients.targetHint')}
                sx={{ gridColumn: '1 / -1' }}
              />
              <Field<ClientValues> name="email" type="email" label={t('clients.email')} />
              <Field<ClientValues> name="phone" type="tel" label={t('clients.phone')} />
              <ZoneField<ClientValues> name="timeZone" label={t('clients.timeZone')} />
              <Field<ClientValues> name="locale" select label={t('clients.locale')}>
                {locales.map((locale) => (
                  <MenuItem key={locale} value={locale}>
                    {localeNames[locale]}
                  </MenuItem>
                ))}
              </Field>
              {client && (
                <Field<ClientValues> name="status" select label={t('clients.status')}>
                  {clientStatuses.map((status) => (
                    <MenuItem key={status} value={status}>
                      {t(`clientStatus.${status}`)}
                    </MenuItem>
                  ))}
                </Field>
              )}
            </Box>
          </DialogContent>
          <DialogActions>
            <Button onClick={onClose}>{t('act.cancel')}</Button>
            <Button type="submit" variant="contained" disabled={form.formState.isSubmitting}>
              {client ? t('act.save') : t('act.create')}
            </Button>
          </DialogActions>
        </form>
      </FormProvider>
    </Dialog>
  )
}
