import Box from '@mui/material/Box'
import FormControlLabel from '@mui/material/FormControlLabel'
import FormHelperText from '@mui/material/FormHelperText'
import MenuItem from '@mui/material/MenuItem'
import Switch from '@mui/material/Switch'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNotify } from 'ra-core'
import { Controller, FormProvider, useForm } from 'react-hook-form'
import { locales } from '../../../server/domain/vocabulary.ts'
import { changeOrganization, type Organization, readOrganization } from '../api/practice.ts'
import { describeError } from '../components/describeError.ts'
import { Field } from '../components/Field.tsx'
import { LoadingRows } from '../components/Loading.tsx'
import { Notice } from '../components/Notice.tsx'
import { PageHead } from '../components/PageHead.tsx'
import { SaveButton } from '../components/SaveButton.tsx'
import { Section } from '../components/Section.tsx'
import { useFormFailure } from '../components/useFormFailure.ts'
import { ZoneField } from '../components/ZoneField.tsx'
import type { MessageKey } from '../i18n/en.ts'
import { localeNames } from '../i18n/locale.ts'
import { useT } from '../i18n/useT.ts'
import { NotificationDefaultsSection } from '../notifications/NotificationDefaultsSection.tsx'
import { forgetMe } from '../providers/authProvider.ts'

type Values = Pick<
  Organization,
  'name' | 'timeZone' | 'locale' | 'policy' | 'requireSecondFactor' | 'secondFactorOfAll'
>

export function OrganizationPage() {
  const t = useT()
  const { data, error } = useQuery({ queryKey: ['organization'], queryFn: readOrganization })
  return (
    <>
      <PageHead title={t('practice.organization.title')} lead={t('practice.organization.lead')} />
      {error ? (
        <Notice>{describeError(error, t)}</Notice>
      ) : (
        <Box sx={{ display: 'grid', gap: 7 }}>
          <Section title={data?.name ?? ' '}>
            {data ? <Form key={data.version} stored={data} /> : <LoadingRows rows={5} />}
          </Section>
          <NotificationDefaultsSection />
        </Box>
      )}
    </>
  )
}

function Form({ stored }: { stored: Organization }) {
  const t = useT()
  const notify = useNotify()
  const queries = useQueryClient()
  const { name, timeZone, locale, policy, requireSecondFactor, secondFactorOfAll } = stored
  const form = useForm<Values>({
    defaultValues: { name, timeZone, locale, policy, requireSecondFactor, secondFactorOfAll },
  })
  const { message, fail, clear } = useFormFailure(form)
  const save = form.handleSubmit(async (values) => {
    clear()
    try {
      queries.setQueryData(['organization'], await changeOrganization(values, stored.version))
      notify('practice.saved', { type: 'info' })
      // Who has asked for it is led to their own at once.
      forgetMe()
      await queries.invalidateQueries({ queryKey: ['auth', 'getIdentity'] })
    } catch (error) {
      fail(error)
    }
  })
  return (
    <FormProvider {...form}>
      <Box component="form" onSubmit={save} noValidate sx={{ display: 'grid', gap: 4, px: 4, py: 4 }}>
        {message && <Notice>{message}</Notice>}
        <Field<Values> name="name" label={t('practice.organization.name')} required />
        <Box sx={{ display: 'grid', gap: 4, gridTemplateColumns: { xs: '1fr', sm: '1fr 1fr' } }}>
          <ZoneField<Values> name="timeZone" label={t('practice.organization.zone')} />
          <Field<Values> name="locale" select label={t('practice.organization.locale')}>
            {locales.map((one) => (
              <MenuItem key={one} value={one}>
                {localeNames[one]}
              </MenuItem>
            ))}
          </Field>
        </Box>
        <Field<Values>
          name="policy"
          select
          label={t('practice.organization.policy')}
          helperText={t('practice.organization.policyHint')}
        >
          {(['before-decision', 'after-decision'] as const).map((one) => (
            <MenuItem key={one} value={one}>
              {t(`practice.organization.policies.${one}`)}
            </MenuItem>
          ))}
        </Field>
        <Toggle name="requireSecondFactor" label="account.requireTitle" hint="account.requireHint" />
        {form.watch('requireSecondFactor') && (
          <Toggle name="secondFactorOfAll" label="account.requireAllTitle" hint="account.requireAllHint" />
        )}
        <Box>
          <SaveButton />
        </Box>
      </Box>
    </FormProvider>
  )
}

interface ToggleProps {
  name: 'requireSecondFactor' | 'secondFactorOfAll'
  label: MessageKey
  hint: MessageKey
}

function Toggle({ name, label, hint }: ToggleProps) {
  const t = useT()
  return (
    <Controller<Values>
      name={name}
      render={({ field: { value, onChange, ref } }) => (
        <Box>
          <FormControlLabel
            control={<Switch checked={value === true} onChange={onChange} slotProps={{ input: { ref } }} />}
            label={t(label)}
          />
          <FormHelperText>{t(hint)}</FormHelperText>
        </Box>
      )}
    />
  )
}
