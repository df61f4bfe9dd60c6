import Button from '@mui/material/Button'
import { useQueryClient } from '@tanstack/react-query'
import { useNotify } from 'ra-core'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { removeWebhook, testWebhook, type Webhook } from '../api/webhooks.ts'
import { ConfirmDialog } from '../components/ConfirmDialog.tsx'
import { useFail } from '../components/useFail.ts'
import { useT } from '../i18n/useT.ts'
import { EditWebhookDialog } from './EditWebhookDialog.tsx'
import { nameOf } from './nameOf.ts'
import { RotateDialog } from './RotateDialog.tsx'
import { useSwitch } from './useSwitch.ts'

interface Props {
  webhook: Webhook
  /** A test with that id is on its way. */
  onTested: (deliveryId: string) => void
}

/** What can be done with a webhook. */
export function WebhookActions({ webhook, onTested }: Props) {
  const t = useT()
  const fail = useFail()
  const toggle = useSwitch(webhook)
  const [asking, setAsking] = useState<'edit' | 'rotate' | 'remove' | null>(null)
  const close = () => setAsking(null)
  const off = webhook.status === 'off'
  const test = () => testWebhook(webhook.id).then(({ id }) => onTested(id), fail)
  return (
    <>
      <Button variant="contained" disabled={off} onClick={test}>
        {t('webhooks.test')}
      </Button>
      <Button variant="outlined" onClick={() => setAsking('edit')}>
        {t('act.edit')}
      </Button>
      <Button variant="outlined" onClick={toggle}>
        {t(off ? 'webhooks.switchOn' : 'webhooks.switchOff')}
      </Button>
      <Button variant="outlined" onClick={() => setAsking('rotate')}>
        {t('webhooks.rotate')}
      </Button>
      <Button variant="outlined" color="error" onClick={() => setAsking('remove')}>
        {t('webhooks.remove')}
      </Button>
      {asking === 'edit' && <EditWebhookDialog webhook={webhook} onClose={close} />}
      {asking === 'rotate' && <RotateDialog webhook={webhook} onClose={close} />}
      {asking === 'remove' && <RemoveDialog webhook={webhook} onClose={close} />}
    </>
  )
}

function RemoveDialog({ webhook, onClose }: { webhook: Webhook; onClose: () => void }) {
  const t = useT()
  const go = useNavigate()
  const notify = useNotify()
  const queries = useQueryClient()
  const name = nameOf(webhook)
  const remove = async () => {
    await removeWebhook(webhook)
    go('/settings/webhooks')
    notify('webhooks.removed', { type: 'info', messageArgs: { name } })
    queries.removeQueries({ queryKey: ['webhooks', webhook.id] })
    await queries.invalidateQueries({ queryKey: ['webhooks'], exact: true })
  }
  return (
    <ConfirmDialog
      title={t('webhooks.removeTitle', { name })}
      text={t('webhooks.removeText')}
      submit={t('webhooks.removeNow')}
      act={remove}
      onClose={onClose}
    />
  )
}
