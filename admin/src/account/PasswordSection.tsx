import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import { useQueryClient } from '@tanstack/react-query'
import { useNotify } from 'ra-core'
import { FormProvider, useForm } from 'react-hook-form'
import { changePassword } from '../api/account.ts'
import { Field } from '../components/Field.tsx'
import { Notice } from '../components/Notice.tsx'
import { Section } from '../components/Section.tsx'
import { useFormFailure } from '../components/useFormFailure.ts'
import { useT } from '../i18n/useT.ts'

interface Values {
  currentPassword: string
  password: string
}

const empty: Values = { currentPassword: '', password: '' }

/** A new password, for who gives the present one. */
export function PasswordSection() {
  const t = useT()
  const notify = useNotify()
  const queries = useQueryClient()
  const form = useForm<Values>({ defaultValues: empty })
  const { message, fail, clear } = useFormFailure(form)
  const save = form.handleSubmit(async (values) => {
    clear()
    try {
      await changePassword(values)
      form.reset(empty)
      notify('account.passwordChanged', { type: 'info' })
      await queries.invalidateQueries({ queryKey: ['sessions'] })
    } catch (error) {
      fail(error)
    }
  })
  return (
    <Section title={t('account.passwordTitle')}>
      <FormProvider {...form}>
        <Box
          component="form"
          onSubmit={save}
          noValidate
          sx={{ display: 'grid', gap: 4, px: 4, py: 4, maxWidth: 480 }}
        >
          {message && <Notice>{message}</Notice>}
          <Field<Values>
            name="currentPassword"
            type="password"
            autoComplete="current-password"
            label={t('account.currentPassword')}
            required
          />
          <Field<Values>
            name="password"
            type="password"
            autoComplete="new-password"
            label={t('outside.password')}
            helperText={t('account.passwordHint')}
            required
          />
          <Box>
            <Button type="submit" variant="contained" disabled={form.formState.isSubmitting}>
              {t('account.changePassword')}
            </Button>
          </Box>
        </Box>
      </FormProvider>
    </Section>
  )
}
