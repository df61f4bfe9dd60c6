import FormControlLabel from '@mui/material/FormControlLabel'
import Switch from '@mui/material/Switch'
import { useQueryClient } from '@tanstack/react-query'
import { useNotify } from 'ra-core'
import { Controller, useForm } from 'react-hook-form'
import { type Consent, putConsent } from '../api/practice.ts'
import { DayField } from '../components/DayField.tsx'
import { Field } from '../components/Field.tsx'
import { FormDialog } from '../components/FormDialog.tsx'
import { useT } from '../i18n/useT.ts'

interface Props {
  clientId: string
  consent: Consent
  own: boolean
  onClose: () => void
}

interface Values {
  pipeline: boolean
  notes: boolean
  contacts: boolean
  endsOn: string
  source: string
}

/** Records what a client lets the practice see; the practice says how it was given. */
export function ConsentDialog({ clientId, consent, own, onClose }: Props) {
  const t = useT()
  const notify = useNotify()
  const queries = useQueryClient()
  const { pipeline, notes, contacts, endsOn } = consent
  const form = useForm<Values>({
    defaultValues: { pipeline, notes, contacts, endsOn: endsOn ?? '', source: '' },
  })
  const save = async ({ source, endsOn: last, ...parts }: Values) => {
    await putConsent(clientId, { ...parts, endsOn: last || null, ...(!own && { source }) })
    notify('practice.saved', { type: 'info' })
    await queries.invalidateQueries()
  }
  return (
    <FormDialog
      title={t(own ? 'practice.consent.titleOwn' : 'practice.consent.recordTitle')}
      form={form}
      save={save}
      onClose={onClose}
      submit={t('act.save')}
    >
      {(['pipeline', 'notes', 'contacts'] as const).map((part) => (
        <Controller
          key={part}
          name={part}
          control={form.control}
          render={({ field: { value, onChange } }) => (
            <FormControlLabel
              control={<Switch checked={value} onChange={(_, checked) => onChange(checked)} />}
              label={t(
                own && part === 'contacts' ? 'practice.consent.contactsOwn' : `practice.consent.${part}`,
              )}
            />
          )}
        />
      ))}
      {!own && (
        <Field<Values>
          name="source"
          label={t('practice.consent.source')}
          helperText={t('practice.consent.sourceHint')}
          required
        />
      )}
      <DayField<Values>
        name="endsOn"
        label={t('practice.consent.ends')}
        helperText={t('practice.consent.endsHint')}
      />
    </FormDialog>
  )
}
