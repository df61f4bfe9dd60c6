import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { createApiKey, type NewApiKey } from '../api/practice.ts'
import { DayField } from '../components/DayField.tsx'
import { Field } from '../components/Field.tsx'
import { FormDialog } from '../components/FormDialog.tsx'
import { useT } from '../i18n/useT.ts'
import { readerZone, toInstant } from '../time/zone.ts'
import { NewKeyDialog } from './NewKeyDialog.tsx'
import { ScopesField } from './ScopesField.tsx'

export interface KeyValues {
  name: string
  scopes: NewApiKey['scopes']
  lastDay: string
}

/** Makes an API key, and shows it once. */
export function ApiKeyDialog({ onClose }: { onClose: () => void }) {
  const t = useT()
  const queries = useQueryClient()
  const form = useForm<KeyValues>({ defaultValues: { name: '', scopes: [], lastDay: '' } })
  const [made, setMade] = useState<NewApiKey | null>(null)
  const save = async ({ name, scopes, lastDay }: KeyValues) => {
    // To the end of that day, where the admin is.
    const expiresAt = lastDay ? toInstant(lastDay, '23:59', readerZone()) : null
    setMade(await createApiKey({ name, scopes, expiresAt, clientIds: null }))
    await queries.invalidateQueries({ queryKey: ['api-keys'] })
  }
  if (made) return <NewKeyDialog made={made} onClose={onClose} />
  return (
    <FormDialog
      title={t('practice.apiKeys.add')}
      form={form}
      save={save}
      onClose={() => undefined}
      onCancel={onClose}
      submit={t('act.create')}
    >
      <Field<KeyValues> name="name" label={t('practice.apiKeys.name')} required autoFocus />
      <ScopesField />
      <DayField<KeyValues>
        name="lastDay"
        label={t('practice.apiKeys.expires')}
        helperText={t('practice.apiKeys.expiresHint')}
      />
    </FormDialog>
  )
}
