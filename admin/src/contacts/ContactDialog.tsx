import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Dialog from '@mui/material/Dialog'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import MenuItem from '@mui/material/MenuItem'
import Typography from '@mui/material/Typography'
import { useQueryClient } from '@tanstack/react-query'
import { useDataProvider, useGetOne, useNotify, usePermissions } from 'ra-core'
import { useState } from 'react'
import { FormProvider, useForm } from 'react-hook-form'
import { contactRoles, type Role } from '../../../server/domain/vocabulary.ts'
import type { Contact } from '../api/types.ts'
import { changed } from '../clients/clientForm.ts'
import { describeError } from '../components/describeError.ts'
import { Field } from '../components/Field.tsx'
import { LoadingRows } from '../components/Loading.tsx'
import { Notice } from '../components/Notice.tsx'
import { useFormFailure } from '../components/useFormFailure.ts'
import { useT } from '../i18n/useT.ts'
import { EraseDialog } from '../privacy/EraseDialog.tsx'
import { useGapsOnly } from './useGapsOnly.ts'

/** Name, role and the ways to reach somebody at an employer. */
export function ContactDialog({ contactId, onClose }: { contactId: string; onClose: () => void }) {
  const t = useT()
  const { data: contact, error } = useGetOne<Contact>('contacts', { id: contactId })
  return (
    <Dialog open onClose={onClose} aria-labelledby="contact-dialog" fullWidth maxWidth="sm">
      <DialogTitle id="contact-dialog">
        {contact?.name ? t('contact.edit', { name: contact.name }) : t('contact.title')}
      </DialogTitle>
      {contact ? (
        <ContactForm contact={contact} onClose={onClose} />
      ) : (
        <DialogContent>
          {error ? <Notice>{describeError(error, t)}</Notice> : <LoadingRows rows={2} />}
        </DialogContent>
      )}
    </Dialog>
  )
}

/** What is known and stays as it is looks like text. */
const readOnly = {
  slotProps: { input: { readOnly: true }, select: { IconComponent: () => null } },
  sx: {
    '& .MuiOutlinedInput-root': { backgroundColor: 'transparent' },
    '& :not(.Mui-focused) > .MuiOutlinedInput-notchedOutline': { borderColor: 'transparent !important' },
  },
}

type Values = { name: string; role: Contact['role']; email: string; phone: string }

function ContactForm({ contact, onClose }: { contact: Contact; onClose: () => void }) {
  const t = useT()
  const data = useDataProvider()
  const notify = useNotify()
  const queries = useQueryClient()
  const { permissions } = usePermissions<Role>()
  const [erasing, setErasing] = useState(false)
  const { id, version, name, role, email, phone } = contact
  const gapsOnly = useGapsOnly(contact)
  const fixed = (known: unknown) => (gapsOnly && known ? readOnly : {})
  const form = useForm<Values>({
    defaultValues: { name: name ?? '', role, email: email ?? '', phone: phone ?? '' },
  })
  const { message, fail, clear } = useFormFailure(form)
  const save = form.handleSubmit(async (values) => {
    clear()
    const orNull = (text: string) => text.trim() || null
    const body = {
      name: orNull(values.name),
      role: values.role,
      email: orNull(values.email),
      phone: orNull(values.phone),
    }
    try {
      await data.update('contacts', { id: contact.id, data: changed(body, contact), previousData: contact })
      notify('contact.saved', { type: 'info' })
      onClose()
    } catch (error) {
      fail(error)
    } finally {
      void queries.invalidateQueries()
    }
  })
  return (
    <FormProvider {...form}>
      <form onSubmit={save} noValidate>
        <DialogContent>
          <Box sx={{ display: 'grid', gap: 4, pt: 2, gridTemplateColumns: { xs: '1fr', sm: '3fr 2fr' } }}>
            {gapsOnly && (
              <Typography color="textSecondary" sx={{ gridColumn: '1 / -1' }}>
                {t('contact.gapsOnly')}
              </Typography>
            )}
            {message && (
              <Box sx={{ gridColumn: '1 / -1' }}>
                <Notice>{message}</Notice>
              </Box>
            )}
            <Field<Values> name="name" label={t('debrief.personName')} autoFocus={!name} {...fixed(name)} />
            <Field<Values> name="role" select label={t('debrief.role')} {...fixed(role)}>
              {contactRoles.map((each) => (
                <MenuItem key={each} value={each}>
                  {t(`contactRole.${each}`)}
                </MenuItem>
              ))}
            </Field>
            <Field<Values>
              name="email"
              type="email"
              label={t('debrief.email')}
              autoFocus={Boolean(name) && !(gapsOnly && email)}
              {...fixed(email)}
            />
            <Field<Values>
              name="phone"
              type="tel"
              label={t('debrief.phone')}
              autoFocus={Boolean(gapsOnly && name && email)}
              {...fixed(phone)}
            />
          </Box>
        </DialogContent>
        <DialogActions>
          {permissions === 'admin' && (
            <Button color="error" sx={{ mr: 'auto' }} onClick={() => setErasing(true)}>
              {t('privacy.erase')}
            </Button>
          )}
          <Button onClick={onClose}>{t('act.cancel')}</Button>
          <Button type="submit" variant="contained" disabled={form.formState.isSubmitting}>
            {t('act.save')}
          </Button>
        </DialogActions>
      </form>
      {erasing && (
        <EraseDialog
          whom={{ kind: 'contact', id, version, name: name ?? id }}
          onClose={() => setErasing(false)}
          onErased={onClose}
        />
      )}
    </FormProvider>
  )
}
