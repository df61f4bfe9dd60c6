import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { useNavigate } from 'react-router'
import { createWebhook, type NewWebhook } from '../api/webhooks.ts'
import { FormDialog } from '../components/FormDialog.tsx'
import { OnceDialog } from '../components/OnceDialog.tsx'
import { useT } from '../i18n/useT.ts'
import { WebhookFields } from './WebhookFields.tsx'
import { bodyOf, formOf, throwTranslated, type WebhookForm } from './webhookForm.ts'

/** Makes a webhook, shows its secret once, and leads to its page. */
export function NewWebhookDialog({ onClose }: { onClose: () => void }) {
  const t = useT()
  const go = useNavigate()
  const queries = useQueryClient()
  const form = useForm<WebhookForm>({ defaultValues: formOf(null) })
  const [made, setMade] = useState<NewWebhook | null>(null)
  const save = async (values: WebhookForm) => {
    setMade(await createWebhook(bodyOf(values)).catch((error: unknown) => throwTranslated(error, t)))
    await queries.invalidateQueries({ queryKey: ['webhooks'] })
  }
  if (made)
    return (
      <OnceDialog
        title={t('webhooks.made')}
        lead={t('webhooks.madeLead')}
        secret={made.secret}
        onClose={() => go(`/settings/webhooks/${made.id}`)}
      />
    )
  return (
    <FormDialog
      title={t('webhooks.add')}
      form={form}
      save={save}
      onClose={() => undefined}
      onCancel={onClose}
      submit={t('act.create')}
    >
      <WebhookFields />
    </FormDialog>
  )
}
