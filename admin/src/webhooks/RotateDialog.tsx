import MenuItem from '@mui/material/MenuItem'
import Typography from '@mui/material/Typography'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { type NewWebhook, rotateSecret, type Webhook } from '../api/webhooks.ts'
import { Field } from '../components/Field.tsx'
import { FormDialog } from '../components/FormDialog.tsx'
import { OnceDialog } from '../components/OnceDialog.tsx'
import { useT } from '../i18n/useT.ts'

interface Values {
  hours: string
}

/** Makes a new secret, and shows it once; how long the old one signs beside it is asked before. */
export function RotateDialog({ webhook, onClose }: { webhook: Webhook; onClose: () => void }) {
  const t = useT()
  const queries = useQueryClient()
  const form = useForm<Values>({ defaultValues: { hours: '24' } })
  const [made, setMade] = useState<NewWebhook | null>(null)
  const save = async ({ hours }: Values) => {
    setMade(await rotateSecret(webhook, Number(hours)))
    await queries.invalidateQueries({ queryKey: ['webhooks'] })
  }
  if (made)
    return (
      <OnceDialog
        title={t('webhooks.made')}
        lead={t('webhooks.madeLead')}
        secret={made.secret}
        onClose={onClose}
      />
    )
  return (
    <FormDialog
      title={t('webhooks.rotateTitle')}
      form={form}
      save={save}
      onClose={() => undefined}
      onCancel={onClose}
      submit={t('webhooks.rotateNow')}
    >
      <Typography variant="body2">{t('webhooks.rotateText')}</Typography>
      <Field<Values> name="hours" select label={t('webhooks.overlap')}>
        <MenuItem value="0">{t('webhooks.overlapNone')}</MenuItem>
        {[24, 72, 168].map((hours) => (
          <MenuItem key={hours} value={String(hours)}>
            {t('webhooks.overlapHours', { smart_count: hours })}
          </MenuItem>
        ))}
      </Field>
    </FormDialog>
  )
}
