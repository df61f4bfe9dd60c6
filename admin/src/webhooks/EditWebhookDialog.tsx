import { useQueryClient } from '@tanstack/react-query'
import { useNotify } from 'ra-core'
import { useForm } from 'react-hook-form'
import { changeWebhook, type Webhook } from '../api/webhooks.ts'
import { FormDialog } from '../components/FormDialog.tsx'
import { useT } from '../i18n/useT.ts'
import { WebhookFields } from './WebhookFields.tsx'
import { bodyOf, formOf, throwTranslated, type WebhookForm } from './webhookForm.ts'

export function EditWebhookDialog({ webhook, onClose }: { webhook: Webhook; onClose: () => void }) {
  const t = useT()
  const notify = useNotify()
  const queries = useQueryClient()
  const form = useForm<WebhookForm>({ defaultValues: formOf(webhook) })
  const save = async (values: WebhookForm) => {
    await changeWebhook(webhook, bodyOf(values)).catch((error: unknown) => throwTranslated(error, t))
    notify('practice.saved', { type: 'info' })
    await queries.invalidateQueries({ queryKey: ['webhooks'] })
  }
  return (
    <FormDialog
      title={t('webhooks.editTitle')}
      form={form}
      save={save}
      onClose={onClose}
      submit={t('act.save')}
    >
      <WebhookFields />
    </FormDialog>
  )
}
