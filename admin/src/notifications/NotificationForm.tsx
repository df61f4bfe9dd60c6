import Box from '@mui/material/Box'
import MenuItem from '@mui/material/MenuItem'
import { FormProvider, useForm } from 'react-hook-form'
import type { NotificationChange, NotificationDefaults } from '../api/notifications.ts'
import { Field } from '../components/Field.tsx'
import { Notice } from '../components/Notice.tsx'
import { SaveButton } from '../components/SaveButton.tsx'
import { useFormFailure } from '../components/useFormFailure.ts'
import type { MessageKey } from '../i18n/en.ts'
import { useT } from '../i18n/useT.ts'

type Stored = Pick<NotificationDefaults, 'digest' | 'digestAt' | 'dueMails' | 'quietFrom' | 'quietTo'>
type Values = Record<keyof Stored, string>

interface Props {
  stored: Stored
  /** What holds where nothing is chosen here. */
  inherited: NotificationDefaults['effective']
  inheritLabel: Extract<MessageKey, 'notifications.inherit' | 'notifications.usual'>
  save: (change: NotificationChange) => Promise<unknown>
}

const text = (value: boolean | string | null) => (value === null ? '' : String(value))
const choice = (value: string) => (value === '' ? null : value === 'true')

/** Which mails, when they come, and when none do; what is left empty is inherited. */
export function NotificationForm({ stored, inherited, inheritLabel, save }: Props) {
  const t = useT()
  const { digest, digestAt, dueMails, quietFrom, quietTo } = stored
  const form = useForm<Values>({
    defaultValues: {
      ...{ digest: text(digest), digestAt: text(digestAt), dueMails: text(dueMails) },
      ...{ quietFrom: text(quietFrom), quietTo: text(quietTo) },
    },
  })
  const { message, fail, clear } = useFormFailure(form)
  const submit = form.handleSubmit(async (values) => {
    clear()
    try {
      await save({
        ...{ digest: choice(values.digest), dueMails: choice(values.dueMails) },
        ...{ digestAt: values.digestAt || null },
        ...{ quietFrom: values.quietFrom || null, quietTo: values.quietTo || null },
      })
    } catch (error) {
      fail(error)
    }
  })
  const said = (value: boolean) => t(value ? 'notifications.on' : 'notifications.off')
  return (
    <FormProvider {...form}>
      <Box component="form" onSubmit={submit} noValidate sx={{ display: 'grid', gap: 4, px: 4, py: 4 }}>
        {message && <Notice>{message}</Notice>}
        {(['digest', 'dueMails'] as const).map((name) => (
          <Field<Values>
            key={name}
            name={name}
            select
            label={t(`notifications.${name}`)}
            slotProps={{ select: { displayEmpty: true }, inputLabel: { shrink: true } }}
          >
            <MenuItem value="">{t(inheritLabel, { value: said(inherited[name]) })}</MenuItem>
            <MenuItem value="true">{t('notifications.on')}</MenuItem>
            <MenuItem value="false">{t('notifications.off')}</MenuItem>
          </Field>
        ))}
        <Box sx={{ display: 'grid', gap: 4, gridTemplateColumns: { xs: '1fr', sm: '1fr 1fr 1fr' } }}>
          {(['digestAt', 'quietFrom', 'quietTo'] as const).map((name) => (
            <Field<Values>
              key={name}
              name={name}
              type="time"
              label={t(`notifications.${name}`)}
              helperText={t(inheritLabel, { value: inherited[name] })}
              slotProps={{ inputLabel: { shrink: true } }}
            />
          ))}
        </Box>
        <Box>
          <SaveButton />
        </Box>
      </Box>
    </FormProvider>
  )
}
