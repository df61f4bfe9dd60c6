import { Field } from '../components/Field.tsx'
import { useT } from '../i18n/useT.ts'
import { EventTypesField } from './EventTypesField.tsx'
import type { WebhookForm } from './webhookForm.ts'

/** Where, what for, and of what. */
export function WebhookFields() {
  const t = useT()
  return (
    <>
      <Field<WebhookForm>
        name="url"
        type="url"
        label={t('webhooks.url')}
        helperText={t('webhooks.urlHint')}
        required
        autoFocus
      />
      <Field<WebhookForm> name="description" label={t('webhooks.description')} />
      <EventTypesField />
    </>
  )
}
